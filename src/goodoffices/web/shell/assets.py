"""Static files, served from memory under a name that holds their digest: what changes gets another name."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.http import require_GET

#: What is worth packing.
_PACKED: Final = ("text/css", "text/javascript", "image/svg+xml", "application/json", "text/plain")
_YEAR: Final = 365 * 24 * 3600


@dataclass(frozen=True)
class Asset:
    """A file, as it is sent."""

    data: bytes
    packed: bytes
    kind: str


@cache
def assets() -> dict[str, Asset]:
    """Return all static files, by `FEATURE/NAME`; those of the reports stand beside those of the pages."""
    found: dict[str, Asset] = {}
    package = Path(str(files("goodoffices")))
    folders = {path.parent.name: path for path in sorted((package / "web").glob("*/static"))}
    folders["reports"] = package / "reports" / "static"
    for feature, folder in folders.items():
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            kind = "font/woff2" if path.suffix == ".woff2" else kind
            data = path.read_bytes()
            packed = gzip.compress(data, mtime=0) if kind in _PACKED else b""
            found[f"{feature}/{path.relative_to(folder).as_posix()}"] = Asset(data, packed, kind)
    return found


@cache
def build() -> str:
    """Return the digest of all static files: the folder under which they are served."""
    digest = hashlib.sha256()
    for name, one in assets().items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(one.data).digest())
    return digest.hexdigest()[:16]


def asset_url(name: str) -> str:
    """Return where a static file is.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in assets():
        raise KeyError(name)
    return f"/static/{build()}/{name}"


@require_GET
def served(request: HttpRequest, build: str, name: str) -> HttpResponse:  # noqa: ARG001 - the build makes the name new
    """Serve a static file."""
    one = assets().get(name)
    if one is None:
        return HttpResponseNotFound(b"", content_type="text/plain")
    packed = bool(one.packed) and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(one.packed if packed else one.data, content_type=one.kind)
    response["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    if one.packed:
        response["Vary"] = "Accept-Encoding"
    if packed:
        response["Content-Encoding"] = "gzip"
    return response
