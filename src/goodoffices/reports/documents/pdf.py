"""PDF, from the HTML, by WeasyPrint: tagged (PDF/UA-1), with its fonts, and nothing fetched from anywhere."""

from __future__ import annotations

import hashlib
import logging
from typing import Any, Final

from goodoffices.model.document import Document
from goodoffices.reports.documents.errors import DocumentError
from goodoffices.reports.documents.fonts import FACES, font_data
from goodoffices.reports.documents.html import page

#: Addresses that only the fetcher below knows.
_SCHEME: Final = "goodoffices-font:"

_FONTS: Final = "".join(
    f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: url("{_SCHEME}{face.file}"); }}\n'
    for face in FACES
)


def write(document: Document) -> bytes:
    """Return the PDF.

    Raises:
        DocumentError: Pango, by which WeasyPrint sets type, is not on this machine.
    """
    weasyprint = _weasyprint()
    html = page(document, _FONTS)
    made = weasyprint.HTML(string=html, base_url="goodoffices-document:", url_fetcher=_fetcher(weasyprint))
    name = hashlib.sha256(html.encode("utf-8")).digest()[:16]
    data: bytes = made.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=name.hex().encode("ascii"))
    return data


def _weasyprint() -> Any:  # noqa: ANN401 - the library has no types
    # It tells its log of every rule of style that is for the screen alone.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    try:
        import weasyprint  # noqa: PLC0415 - heavy, and only for PDF
    except OSError:
        raise DocumentError(
            "a PDF needs Pango, which is not on this machine: install it (Debian: libpango-1.0-0, libpangoft2-1.0-0, "
            "libharfbuzz-subset0; macOS: brew install pango), or write .docx or .html instead"
        ) from None
    return weasyprint


def _fetcher(weasyprint: Any) -> Any:  # noqa: ANN401 - as above
    """Return what WeasyPrint asks for addresses: it knows the fonts, and refuses everything else."""
    urls = weasyprint.urls

    class Fonts(urls.URLFetcher):  # type: ignore[name-defined, misc]  # known at run time alone
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ANN401, ARG002 - the library's signature
            if not url.startswith(_SCHEME):
                message = f"documents fetch nothing: {url}"
                raise ValueError(message)
            return urls.URLFetcherResponse(
                url, font_data(url.removeprefix(_SCHEME)), {"Content-Type": "font/ttf"}
            )

    return Fonts()
