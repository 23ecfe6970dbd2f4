"""What is wrong with a template, or with what a text is to be made from, as a sentence."""

from __future__ import annotations


class TextError(ValueError):
    """A text that cannot be made: what is wrong, in which file and line, and what to do."""

    def __init__(self, problem: str, *, file: str = "", line: int | None = None) -> None:
        self.problem, self.file, self.line = problem, file, line
        place = file + (f":{line}" if line is not None else "")
        super().__init__(f"{place}: {problem}" if place else problem)
