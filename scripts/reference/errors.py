"""The page of errors: exit codes, what the endpoints answer, and the errors of the library, from the code."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import Final

from goodoffices.cli.main import WRONG_INPUT
from goodoffices.cli.waiting import INTERRUPTED
from scripts.reference.docstrings import said
from scripts.reference.endpoints import operations

ROOT: Final = Path(__file__).parents[2]

_HEAD: Final = """# Every error

Errors are sentences: what was wrong, where (file, line, field), and what to do. No traceback reaches a user. This page
is written by `make reference` from the code.

## Exit codes

Of the command line; the sentence stands on the error stream, after `goodoffices: `.
"""

_CODES: Final = {
    0: "Done. `analyse` and `deadlock` end with it whatever they find.",
    1: "`verify` or `doctor` found something wrong.",
    WRONG_INPUT: "The input or the call is wrong; or it is a fault of ours, and the sentence says so.",
    INTERRUPTED: "Ctrl-C ended the work. What can be printed of what is known by then was printed.",
}

_HTTP: Final = """## Over HTTP

An endpoint answers what is wrong in one shape, and a page with the same sentence:

```json
{"error": {"status": 409, "message": "a sentence"}}
```
"""

_STATUSES: Final = {
    400: "The request cannot be read: a malformed address, header or body.",
    401: "Nobody is signed in; or the name, the password or the code is wrong, and it is not said which.",
    403: "The token that shows where a form or a request comes from is missing or another session's.",
    404: "There is nothing here. What is not for the one who asks is answered the same, to the byte.",
    405: "The address is there, and for other methods: the sentence, and `Allow`, say for which.",
    409: "The act is not possible as things stand. The sentence says why, by what its actor sees and nothing else.",
    410: "What this rests on was destroyed, and cannot be read any more.",
    413: "What was sent is too large.",
    422: "A field is missing, or has something in it that it cannot have. The sentence begins with the field.",
    429: "It was tried too often, or too much is asked at once. The sentence says when to try again.",
    500: "A fault of Good Offices. Whoever runs the server finds it in the log; what was asked for may not be done.",
    503: "The database does not answer as it should. Nothing was saved; try again in a moment.",
}

_LIBRARY: Final = """## Of the library

What the functions raise, besides `OSError` for files. The command line prints the sentence and leaves with 2.
"""


def page() -> str:
    """Return the page.

    Raises:
        ValueError: the endpoints answer with something that this page does not know.
    """
    if unknown := statuses() - _STATUSES.keys():
        message = f"say in scripts/reference/errors.py what these statuses mean: {sorted(unknown)}"
        raise ValueError(message)
    parts = [_HEAD, *(f"### {code}\n\n{says}\n" for code, says in _CODES.items()), _HTTP]
    parts += [f"### {status} {HTTPStatus(status).phrase}\n\n{says}\n" for status, says in _STATUSES.items()]
    parts.append(_LIBRARY)
    for name, module in sorted(classes()):
        parts.append(f"### `{name}`\n\n`{module}`\n\n{said(getattr(import_module(module), name))}\n")
    return "\n".join(parts)


def statuses() -> set[int]:
    """Return every status of an error that an endpoint says it may answer with."""
    return {
        int(status)
        for _method, _path, operation in operations()
        for status in operation["responses"]
        if int(status) >= HTTPStatus.BAD_REQUEST
    }


def classes() -> Iterator[tuple[str, str]]:
    """Yield the name and the module of every error that may leave its module, as the sources have them."""
    found: dict[str, str] = {}
    bases: dict[str, set[str]] = {}
    package = ROOT / "src" / "goodoffices"
    for path in sorted(package.rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
                found[node.name] = module
    for name, module in found.items():
        if _is_error(name, bases):
            yield name, module


def _is_error(name: str, bases: dict[str, set[str]]) -> bool:
    above = bases.get(name, set())
    return any(_is_exception(base) or (base in bases and _is_error(base, bases)) for base in above)


def _is_exception(name: str) -> bool:
    """Whether Python itself has an error of this name."""
    found = getattr(builtins, name, None)
    return isinstance(found, type) and issubclass(found, Exception)
