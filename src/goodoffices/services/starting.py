"""The package from which trades start: by name, written out, from a file, or as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.results import Analysis
from goodoffices.analysis.trades.naming import given_of, unknown
from goodoffices.analysis.trades.start import Given, issue_of, value_of
from goodoffices.model import Case, CaseFileError
from goodoffices.model.base import Value
from goodoffices.model.casefile.plain import decode, read_plain
from goodoffices.model.casefile.reading import read_bytes

#: A package, complete or partial; or its name, ISSUE=OPTION,…, or the name of a file that holds it.
StartingPoint = Mapping[str, Value] | str | Path


def starting_point(start: StartingPoint, case: Case, analysis: Callable[[], Analysis]) -> Given:
    """Return the package that is meant.

    Args:
        start: a package, the name of one, ISSUE=OPTION,…, or a YAML or JSON file.
        case: the case.
        analysis: gives its analysis, where a solution is named.

    Raises:
        AnalysisError: nothing of that name exists, or the case does not have what it names.
        CaseFileError: the file cannot be read as a package of this case.
    """
    if isinstance(start, Mapping):
        return Given(name="", package=start)
    if isinstance(start, str):
        given = given_of(start, case, analysis)
        if given is not None:
            return given
        if not start.strip() or not Path(start).exists():
            raise unknown(start, case)
    return _from_file(Path(start), case)


def package_of(given: Given, case: Case) -> dict[str, Value]:
    """Return what is given, in the ids and values of the case.

    Raises:
        AnalysisError: the case has no such issue or option.
    """
    package = {}
    for name, value in given.package.items():
        issue = issue_of(name, case.issues)
        package[issue.id] = value_of(issue, value)
    return package


def _from_file(path: Path, case: Case) -> Given:
    """Read a package from a file: options by issue, or the same under `package`, as an answer in JSON has them."""
    file = str(path)
    if path.is_dir():
        raise CaseFileError("this is a folder; name a file that holds a package", file=file)
    data, lines = read_plain(decode(read_bytes(path), file), file)
    inside: tuple[str, ...] = ()
    if isinstance(data, dict) and isinstance(data.get("package"), dict):
        data, inside = data["package"], ("package",)
    if not isinstance(data, dict) or not data:
        raise CaseFileError("this holds no package; write an option for each issue, ISSUE: OPTION", file=file)
    for name, value in data.items():
        try:
            value_of(issue_of(name, case.issues), value)
        except AnalysisError as error:
            line = lines.of((*inside, name))
            raise CaseFileError(str(error), file=file, line=line, field=".".join((*inside, name))) from None
    return Given(name=path.name, package=data)
