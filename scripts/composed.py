"""Finds what the core says in English: the sentences it composes, and the words of its states, acts and marks.

The core knows no languages. Its sentences are found in its sources, with a number for each place that is filled:
`f"there is no channel of yours with {party}"` becomes "there is no channel of yours with {0}".
`goodoffices.language.sentence` finds them again by their words.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

PACKAGE: Final = Path(__file__).resolve().parents[1] / "src" / "goodoffices"

#: Where the core composes sentences that people read, and where others: for the command line, or for nobody.
_COMPOSING: Final = (
    "analysis", "model", "talks", "services", "simulation/agents/person.py", "simulation/mediating/knowing.py",
    "simulation/rehearsing", "record/clean/decoding.py", "record/clean/extracting.py", "web/accounts",
    "web/api/answering.py", "web/api/sessions.py", "web/api/talking.py",
)  # fmt: skip
_LEFT_OUT: Final = (
    "analysis/axioms", "analysis/programs", "analysis/trades/naming.py", "model/casefile/schema.py",
    "model/conditions.py", "model/deciding.py", "services/exporting.py", "services/faults.py", "services/keeping.py",
    "services/replaying.py", "services/samples.py", "services/transcribing.py", "services/workspaces.py",
    "talks/transcript.py", "web/accounts/migrations",
)  # fmt: skip

#: Sentences whose pieces are put together where their source does not show it, and a title of one word.
_PUT_TOGETHER: Final = (
    "the evaluation of “{0}” on “{1}” is {2}",
    "the evaluation of “{0}” on “{1}” lies between {2} and {3}",
    "{0} adopted",
    "{0} rejected",
    "{0} open",
    "Frontier",
    "expected {0}, got {1}",
)

#: Where the words stand that pages show as they are: a state, an act, a mark, an answer, a role, a kind.
_NAMING: Final = (
    "analysis/decision", "analysis/explaining", "analysis/limits.py", "analysis/partial", "analysis/questions",
    "analysis/results.py", "analysis/trades/shapes.py", "model/agreement.py", "model/deciding.py", "model/parties.py",
    "model/preferences.py", "model/record.py", "model/result.py", "model/reviewing.py", "talks/actions", "talks/events",
    "talks/standing.py", "talks/states",
)  # fmt: skip
_TABLES: Final = "talks/transitions.py"

#: Two words or more, or a word beside a place.
_READABLE: Final = re.compile(
    r"[^\W\d_]{2,}[,;:]? \S*[^\W\d_]{2,}|[^\W\d_]{2,}.*\{\d+\}|\{\d+\}.*[^\W\d_]{2,}"
)
_CODE: Final = re.compile(
    r"[=<>\\]|^\S*\.\S*$|^[\w/-]*\{\d+\}[\w/-]*$|^(?:[\w-]+:)+\{\d+\}(?::\{\d+\})*$"
    r"|^goodoffices |^\{[a-z]|\(\.\*\)|%s|\n|^[A-Z]{5,} "
)
#: A sentence has letters enough of its own to be told from what people write.
_LETTERS: Final = 5
#: The name of a field at the beginning, or of whatever else a sentence is about: the page says so in its own way.
_ABOUT: Final = re.compile(r"^(?:[a-z_]+(?:\.[a-z_{}\d]+)*|\{\d+\})(?:, (?:line )?\{\d+\})?: ")
_WORD: Final = re.compile(r"[a-z][a-z_ -]*")


class Found(NamedTuple):
    """A text of the core, and the file in which it stands."""

    text: str
    file: Path


def sentences() -> Iterator[Found]:
    """Yield the sentences that the core composes."""
    for path in _files(_COMPOSING, _LEFT_OUT):
        texts = sorted(
            {_sentence(text, path) for text in _texts(ast.parse(path.read_text(encoding="utf-8")))}
        )
        yield from (Found(text, path) for text in texts if text)
    here = Path(__file__).resolve()
    yield from (Found(text, here) for text in _PUT_TOGETHER)


def words() -> Iterator[Found]:
    """Yield the words of states, acts, marks, answers, roles and kinds."""
    for path in _files(_NAMING, ()):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = _named(tree, acts="talks/actions" in path.as_posix())
        yield from (Found(word, path) for word in sorted(set(found)) if _WORD.fullmatch(word))
    path = PACKAGE / _TABLES
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    strings = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    yield from (Found(word, path) for word in sorted(strings) if _WORD.fullmatch(word))


def _files(where: tuple[str, ...], but: tuple[str, ...]) -> Iterator[Path]:
    skipped = [PACKAGE / name for name in but]
    for name in where:
        for path in sorted((PACKAGE / name).rglob("*.py") if (PACKAGE / name).is_dir() else [PACKAGE / name]):
            if not any(path == one or one in path.parents for one in skipped):
                yield path


def _texts(tree: ast.Module) -> Iterator[str]:
    """Yield all strings that are no docstring, no part of another, and no key."""
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    apart |= {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
    # Where a method comes from is said as it was published.
    apart |= {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "source"
    }
    apart |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in apart:
            text = _text(node)
            if text is not None:
                yield text


def _text(node: ast.Constant | ast.JoinedStr) -> str | None:
    """Return a string, or an f-string with numbers at its places."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    text, places = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            text += f"{{{places}}}"
            places += 1
    return text


def _sentence(text: str, path: Path) -> str:
    """Return a text as a sentence of its own, or nothing where nobody would read it."""
    about = _ABOUT.match(text)
    if about and (about[0].startswith("{") or path.parts[len(PACKAGE.parts)] != "analysis"):
        text = text[about.end() :]
    own = sum(map(str.isalpha, re.sub(r"\{\d+\}", "", text)))
    if not _READABLE.search(text) or _CODE.search(text) or own < _LETTERS:
        return ""
    places = len(re.findall(r"\{\d+\}", text))
    if text[0] in " ,;":  # it is put behind something
        text = f"{{{places}}}{text}"
    elif text.endswith((" ", ":")):
        text = f"{text.rstrip()} {{{places}}}"
    order = iter(range(places + 1))
    return re.sub(r"\{\d+\}", lambda _: f"{{{next(order)}}}", text)


def _named(tree: ast.Module, *, acts: bool) -> Iterator[str]:
    """Yield the strings of all literal types, and the names of acts."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=ast.Name(id="Literal"), slice=held):
                parts = held.elts if isinstance(held, ast.Tuple) else [held]
                yield from (str(one.value) for one in parts if isinstance(one, ast.Constant))
            case ast.ClassDef(keywords=[*_, ast.keyword(arg="tag", value=ast.Constant(value=str(tag)))]) if (
                acts
            ):
                yield tag
