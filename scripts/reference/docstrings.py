"""Docstrings in Google's form, as Markdown."""

from __future__ import annotations

import inspect
import re
from typing import Any, Final

#: Sections of a docstring, as the reader meets them.
_SECTIONS: Final = {
    "Args": "Arguments", "Attributes": "Attributes", "Raises": "Raises", "Returns": "Returns", "Yields": "Yields",
}  # fmt: skip


def said(what: Any) -> str:  # noqa: ANN401 - whatever has a docstring
    """Return what the docstring of a function or class says."""
    lines: list[str] = []
    inside = False
    for line in (inspect.getdoc(what) or "").splitlines():
        if line.endswith(":") and (section := _SECTIONS.get(line.removesuffix(":"))):
            lines += [f"**{section}**", ""]
            inside = True
        elif inside and (item := re.match(r"    (\*{0,2}\w+): (.*)", line)):
            lines.append(f"- `{item[1]}`: {item[2]}")
        elif inside and line.strip():
            lines.append(f"  {line.strip()}")
        else:
            inside = inside and not line
            lines.append(line)
    return "\n".join(lines).rstrip()


def first(what: Any) -> str:  # noqa: ANN401 - as above
    """Return the first paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(what) or "").split("\n\n")[0].split())
