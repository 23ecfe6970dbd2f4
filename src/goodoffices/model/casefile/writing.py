"""A `Case` to YAML or JSON text, losslessly, and to disk, atomically."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import yaml

from goodoffices.model.case import Case
from goodoffices.model.casefile.errors import CaseFileError
from goodoffices.model.casefile.plain import meaning_of
from goodoffices.model.casefile.reading import ENDINGS, MAIN_FILES, RECORD_FILE, RECORD_KINDS

_WIDTH = 110


def case_to_plain(case: Case) -> dict[str, Any]:
    """Return the case as plain data (dicts, lists, text, numbers), without its defaults, version first."""
    return {"goodoffices": 1, **msgspec.to_builtins(case, str_keys=True)}


def case_to_text(case: Case, *, is_json: bool = False) -> str:
    """Return the case file's text, YAML unless JSON is asked for."""
    return _text(case_to_plain(case), is_json=is_json)


def _text(data: dict[str, Any], *, is_json: bool) -> str:
    if is_json:
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return plain_to_yaml(data)


def plain_to_yaml(data: dict[str, Any]) -> str:
    """Return YAML text of plain data that YAML 1.1 and 1.2 read alike, fields in the order given."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, and quotes whatever YAML 1.1 or 1.2 would not read back as text."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - the library's signature
        return True

    def text(self, data: str) -> yaml.ScalarNode:
        """Write text, quoted where it would be read as something else or its line ends would be folded."""
        style = '"' if _FOLDED & set(data) else "'" if not isinstance(meaning_of(data), str) else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_FOLDED = frozenset("\x85\u2028\u2029\r")

_Dumper.add_representer(str, _Dumper.text)


def write_case(case: Case, path: Path) -> None:
    """Write a case: JSON or YAML by the name's ending; a folder (`case.yaml`, `record.jsonl`) where there is none.

    Each file is written whole beside the old one and then takes its place.

    Raises:
        CaseFileError: the place cannot be written.
    """
    if path.suffix.lower() in ENDINGS:
        write_atomically(path, case_to_text(case, is_json=path.suffix.lower() == ".json"))
        return
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseFileError(
            f"the folder cannot be made ({(error.strerror or '').lower()})", file=str(path)
        ) from None
    main = next((path / name for name in MAIN_FILES if (path / name).is_file()), path / MAIN_FILES[0])
    data = case_to_plain(write_record(case, path))
    write_atomically(main, _text(data, is_json=main.suffix == ".json"))


def write_record(case: Case, folder: Path) -> Case:
    """Write the record beside the main file of a case folder: statements, what a machine read, what people judged.

    The main file stays as it is, with its comments. Returns what is left for it.

    Raises:
        CaseFileError: a file cannot be written.
    """
    entries: list[dict[str, Any]] = []
    kept: dict[str, Any] = {"statements": ()}
    for kind, (name, _) in RECORD_KINDS.items():
        pieces = getattr(case, name)
        read = [one for one in pieces if name == "judgements" or one.reader]
        entries += [{kind: msgspec.to_builtins(one)} for one in read]
        kept[name] = tuple(one for one in pieces if name != "judgements" and not one.reader)
    entries = [*(msgspec.to_builtins(one) for one in case.statements), *entries]
    path = folder / RECORD_FILE
    if entries:
        write_atomically(path, "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries))
    else:
        path.unlink(missing_ok=True)
    return msgspec.structs.replace(case, **kept)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write text (as UTF-8) or bytes to a file so that a reader finds the old or the new whole, never a part.

    Raises:
        CaseFileError: the file cannot be written.
    """
    if path.exists() and not path.is_file():
        raise CaseFileError("there is something here that is no file; name another place", file=str(path))
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        raise CaseFileError(
            f"the file cannot be written ({(error.strerror or '').lower()})", file=str(path)
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except OSError as error:
        raise CaseFileError(
            f"the file cannot be written ({(error.strerror or '').lower()})", file=str(path)
        ) from None
    finally:  # the name is free again where all went well
        Path(name).unlink(missing_ok=True)
