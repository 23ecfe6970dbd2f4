"""The one error of reading: a sentence that says what is wrong, where, and what to do."""

from __future__ import annotations

#: A sentence, and the name of a field, are so long at most: what stands in a file may be of any length.
_LONGEST = 2_000
_LONGEST_NAME = 300


class CaseFileError(ValueError):
    """A file that cannot be read as what it should be.

    Attributes:
        problem: what is wrong and what to do, one sentence.
        file: the file's name, or empty.
        line: the line, from 1, or None where no line can be named.
        field: the field, such as `issues[2].options`, or empty.
    """

    def __init__(self, problem: str, *, file: str = "", line: int | None = None, field: str = "") -> None:
        problem, field = _cut(problem, _LONGEST), _cut(field, _LONGEST_NAME)
        self.problem, self.file, self.line, self.field = problem, file, line, field
        place = file + (f":{line}" if line is not None else "")
        super().__init__(": ".join(part for part in (place, field, problem) if part))


def _cut(text: str, most: int) -> str:
    """Leave the middle of a text out where it is longer than that."""
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 3 :]}"
