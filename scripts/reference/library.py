"""The page of the library: what `import goodoffices` offers, with its signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import goodoffices
from goodoffices import Case
from scripts.reference.docstrings import said

_HEAD: Final = """# The library

What `import goodoffices` offers: the work of the command line, typed. This page is written by `make reference` from the
docstrings. Results are frozen objects; `to_dict()` is the JSON of the command line ([key by key](results.md)). Errors
are [sentences](errors.md#of-the-library). Nothing heavy is loaded before it is used.
"""
#: The module of a name says where it stands, which no caller has to know.
_MODULES: Final = re.compile(r"\b(?:goodoffices|pathlib|collections\.abc|typing)(?:\.\w+)*\.(?=[A-Z]\w*)")


def page() -> str:
    """Return the page."""
    functions = sorted(name for name in goodoffices.__all__ if name not in ("Case", "__version__"))
    parts = [_HEAD, *(_function(name, getattr(goodoffices, name), "##") for name in functions)]
    parts.append(f"## `Case`\n\n{said(Case)}\n")
    parts += [_function(f"Case.{name}", what, "###") for name, what in _methods()]
    parts.append(
        "## `__version__`\n\nThe version, as text: three numbers with dots. It stands in every transcript and page.\n"
    )
    return "\n".join(parts)


def _methods() -> Iterator[tuple[str, Any]]:
    """Yield what a case can do, in the order in which it is written."""
    for name, what in vars(Case).items():
        if name.startswith("_") or not inspect.getdoc(getattr(Case, name)):
            continue
        if inspect.isfunction(what) or isinstance(what, classmethod | staticmethod):
            yield name, getattr(Case, name)


def _function(name: str, what: Callable[..., Any], level: str) -> str:
    signature = _MODULES.sub("", str(inspect.signature(what)).replace("'", ""))
    code = f"{name}{signature}"
    if len(code) > 110:  # noqa: PLR2004 - as wide as our code
        code = re.sub(r"(?<=[,(]) ?(?![^\[]*\])(?=\*|\w+:)", "\n    ", code)
        code = re.sub(r"\) -> (?=[^)]*$)", "\n) -> ", code)
    return f"{level} `{name}`\n\n```text\n{code}\n```\n\n{said(what)}\n"
