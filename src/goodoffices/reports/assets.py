"""The style sheet, the script and the data block of a page, and the policy that allows these and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

from markupsafe import Markup

#: Characters that could end a script element, or that some readers take for line ends.
_UNSAFE: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}

#: Control characters that HTML does not allow.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@cache
def asset(name: str) -> Markup:
    """Return a file of `static/`, ready to stand inside its element."""
    text = files("goodoffices.reports").joinpath("static", name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - our own file, not anybody's input


def content_policy(style: str, script: str) -> str:
    """Return the content security policy: nothing from outside, this style sheet and this script by their hashes.

    Without a script, none is allowed.
    """
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    rest = "img-src data:; base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; style-src '{_hash(style)}'; {scripts}{rest}"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def data_block(data: Any) -> Markup:  # noqa: ANN401 - plain data of any shape
    """Write plain data as JSON that cannot end the script element around it."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for character, escape in _UNSAFE.items():
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704 - what could be markup is escaped above


def clean(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """Replace characters that HTML does not allow by the replacement character."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _CONTROL.sub("\ufffd", value)
    return value
