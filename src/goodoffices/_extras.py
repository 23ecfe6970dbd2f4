"""What is installed beside the core, and what to install where something is not there.

The core is the model, the analysis and the command line. What else there is needs an extra: a group of packages that
pyproject.toml names. This is the one place where code learns of them; a test holds both to each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Final, NamedTuple


class Extra(NamedTuple):
    """A group of packages: the modules that they bring, the extras that it has in it, and what it is for."""

    modules: tuple[str, ...]
    holds: tuple[str, ...]
    purpose: str


EXTRAS: Final[Mapping[str, Extra]] = {
    "documents": Extra(("docx", "weasyprint", "xlsxwriter"), (), "writing DOCX, PDF and workbooks"),
    "reader": Extra(
        ("charset_normalizer", "docx", "onnxruntime", "py3langid", "pypdfium2", "tokenizers", "trafilatura"), (),
        "reading reports",
    ),
    "web": Extra(
        ("argon2", "django", "httptools", "pyotp", "uvicorn"), ("documents", "reader"),
        "the workbench and everything with accounts",
    ),
    "postgres": Extra(("psycopg", "psycopg_pool"), (), "talks in PostgreSQL"),
    "simulation": Extra(("pyarrow",), (), "results of simulated talks as files"),
    "ray": Extra(("ray",), ("simulation",), "simulated talks on a Ray cluster"),
}  # fmt: skip


class ExtraMissing(ModuleNotFoundError):  # noqa: N818 - it names what is so
    """Something needs an extra that is not installed; the message says how to install it."""


def missing(extra: str) -> list[str]:
    """Return the modules of an extra, and of those that it has in it, that are not there."""
    one = EXTRAS[extra]
    own = [name for name in one.modules if find_spec(name) is None]
    return own + [name for held in one.holds for name in missing(held)]


def require(extra: str) -> None:
    """Refuse what needs an extra before anything is done, where it is not installed.

    Raises:
        ExtraMissing: it is not there, or not whole.
    """
    if lacking := missing(extra):
        raise ExtraMissing(_sentence(extra, lacking[0]), name=lacking[0])


def explained(error: ModuleNotFoundError) -> str | None:
    """Return the sentence for a module that was not found; None where it is of no extra."""
    if isinstance(error, ExtraMissing):
        return str(error)
    root = (error.name or "").partition(".")[0]
    return next((_sentence(extra, root) for extra, one in EXTRAS.items() if root in one.modules), None)


def _sentence(extra: str, module: str) -> str:
    return (
        f"{EXTRAS[extra].purpose} needs more than the core ('{module}' is not installed): "
        f'pip install "goodoffices[{extra}]"'
    )
