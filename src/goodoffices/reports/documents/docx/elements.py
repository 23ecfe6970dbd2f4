"""Elements of WordprocessingML, by their names as the standard has them."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(name: str, /, **attributes: str | int) -> Any:  # noqa: ANN401 - an element of lxml, which has no types
    """Return an element such as `w:jc`; attributes are given without their prefix, `val="both"`."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def put(parent: Any, name: str, /, **attributes: str | int) -> Any:  # noqa: ANN401 - as above
    """Append an element to another, and return it."""
    made = element(name, **attributes)
    parent.append(made)
    return made


#: The order in which the properties of a paragraph stand (ECMA-376, CT_PPrBase).
_PARAGRAPH = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "tabs", "bidi", "spacing", "ind",
    "jc", "outlineLvl",
)  # fmt: skip


def paragraph_properties(paragraph: Any, **given: dict[str, str | int]) -> None:  # noqa: ANN401 - as above
    """Set properties of a paragraph, each a name with its attributes, in the order that the standard asks for."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library has no other way
    for name, attributes in given.items():
        old = properties.find(qn(f"w:{name}"))
        if old is not None:
            properties.remove(old)
        properties.append(element(f"w:{name}", **attributes))
    known = {qn(f"w:{name}"): place for place, name in enumerate(_PARAGRAPH)}
    for child in sorted(properties, key=lambda one: known.get(one.tag, len(known))):
        properties.remove(child)
        properties.append(child)
