"""The wheel and the source release, built once."""

from __future__ import annotations

import pytest

from tests.packaging.installing import ROOT, Built, build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return what this tree builds."""
    out = tmp_path_factory.mktemp("built")
    build(ROOT, out, "wheel", "sdist")
    return Built(next(out.glob("*.whl")), next(out.glob("*.tar.gz")))
