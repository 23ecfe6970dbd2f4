"""Build the documents as a site: `python -m scripts.site [FOLDER]`, `site/` by default. A warning is an error."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from sphinx.cmd.build import build_main

from scripts.site.diagrams import DiagramError
from scripts.site.staging import ROOT, StagingError, stage


def main(out: Path) -> int:
    """Build the site into a folder; return 0 where there was nothing to warn of."""
    with tempfile.TemporaryDirectory(prefix="goodoffices-site-") as folder:
        pages, kept = Path(folder) / "pages", Path(folder) / "kept"
        try:
            stage(pages)
        except (StagingError, DiagramError) as error:
            print(error, file=sys.stderr)
            return 2
        here = str(Path(__file__).parent)
        strict = ["-W", "--keep-going", "-q", "-j", "auto"]
        done = build_main([*strict, "-b", "html", "-c", here, "-d", str(kept), str(pages), str(out)])
    if not done:
        print(f"built {out}/index.html")
    return done


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"))
