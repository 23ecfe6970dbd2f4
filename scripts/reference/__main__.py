"""Write the reference pages anew: `python -m scripts.reference`; with `--check`, say which are not as the code says."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from scripts.reference import acts, commands, endpoints, errors, events, library, pages

FOLDER: Final = Path(__file__).parents[2] / "docs" / "reference"
PAGES: Final[dict[str, Callable[[], str]]] = {
    "acts.md": acts.page,
    "commands.md": commands.page,
    "endpoints.md": endpoints.page,
    "errors.md": errors.page,
    "events.md": events.page,
    "library.md": library.page,
    "pages.md": pages.page,
}


def main() -> int:
    """Write the pages, or check them."""
    _set_up()
    old = []
    for name, page in PAGES.items():
        path, text = FOLDER / name, page().rstrip("\n") + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            old.append(f"docs/reference/{name}")
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and old:
        print(f"{', '.join(old)}: not as the code says; write anew with: make reference")
        return 1
    for one in old:
        print(f"wrote {one}")
    return 0


def _set_up() -> None:
    """Set Django up as far as its models and addresses need; no database is opened."""
    import django  # noqa: PLC0415 - slow to load
    from django.conf import settings  # noqa: PLC0415 - as above

    settings.configure(
        AUTH_USER_MODEL="accounts.Account",
        DATABASES={},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.sessions", "goodoffices.web.accounts"],
        ROOT_URLCONF="goodoffices.web.urls",
        SECRET_KEY="for this page alone",  # noqa: S106 - nothing is signed
        USE_TZ=True,
    )
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
