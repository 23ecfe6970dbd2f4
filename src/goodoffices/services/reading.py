"""Read reports: one or ten thousand, on all cores, resumable; with or without a case."""

from __future__ import annotations

import datetime as dt
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import msgspec

from goodoffices._extras import require
from goodoffices.model import Case
from goodoffices.model.base import When
from goodoffices.record.clean.copies import Signature, signature
from goodoffices.record.clean.extracting import document
from goodoffices.record.combining import combined
from goodoffices.record.errors import ReadingError
from goodoffices.record.reading import Reader, read_document
from goodoffices.record.recorded import recorded
from goodoffices.record.resolve.names import Names
from goodoffices.record.results import Reading, ReadPosition, ReadReport, Skipped
from goodoffices.record.standing.positions import positions
from goodoffices.record.standing.subjects import Subjects

ReaderName = Literal["trained", "rules"]
#: A file or folder, a text, or a name and bytes.
Given = str | Path | tuple[str, bytes]
#: Called with how many reports are done, and how many there are.
Progress = Callable[[int, int], None]

#: What is read from a folder.
ENDINGS = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx")
#: From this many reports on, all cores share the work.
_TOGETHER = 6
#: A report of more bytes is none.
LARGEST = 64 * 2**20


class _Done(msgspec.Struct, frozen=True):
    """A report that was read: what the journal keeps of it, one a line."""

    key: str
    report: ReadReport
    positions: tuple[ReadPosition, ...]
    signature: tuple[int, ...]


@dataclass(frozen=True)
class _Task:
    """A report to be read: a file, or a text handed over."""

    name: str
    path: Path | None
    data: bytes

    def bytes(self) -> bytes:
        """Return the report's bytes."""
        return self.data if self.path is None else _file_bytes(self.path)


@dataclass(frozen=True)
class _Settings:
    """What all reports are read by."""

    reader: ReaderName
    published: When | None
    case: Case | None
    threads: int

    def key(self, data: bytes) -> str:
        """Return what a journal knows a report by: its bytes and all that they are read by."""
        case = self.case
        parts = (
            ()
            if case is None
            else (case.parties, case.issues, case.mediators, case.decision_bodies, case.delegations)
        )
        frame = msgspec.json.encode(parts)
        settings = f"{self.reader}|{self.published}|".encode()
        return sha256(sha256(data).digest() + settings + sha256(frame).digest()).hexdigest()


def read(  # noqa: PLR0913 - one argument a choice of the caller
    paths_or_texts: Given | Iterable[Given],
    *,
    published: When | str | None = None,
    case: Case | None = None,
    reader: ReaderName = "trained",
    workers: int = 1,
    journal: str | Path | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Read reports into statements, figures, positions and conflicts.

    Args:
        paths_or_texts: files, folders of files, texts, or names with bytes. A string of several lines, or one that
            names nothing on the disk and holds a space, is a text.
        published: the day of the reports, where it is known better than from themselves; a date or "2024-03-30".
        case: names and issues to find them by, and the record that reports are set beside: copies and later versions
            of what it holds, conflicts with what it holds. Without one, parties are named as written and positions
            have no issue.
        reader: "trained" (weights ship with the package) or "rules".
        workers: processes; 0 for one a core where there are more than a few reports. More than one start your program's
            main file anew, which must then be guarded by `if __name__ == "__main__"`.
        journal: a file in which every report that was read is kept, so that a run that was stopped goes on.
        progress: is told how far the work is.

    Raises:
        ReadingError: there is nothing to read, or the only report cannot be read; the sentence says why.
        ExtraMissing: the extra `reader` is not installed.
    """
    require("reader")
    settings = _Settings(reader, _day(published), case, threads=0)
    if reader == "trained":
        _weights()
    tasks = list(_tasks(paths_or_texts))
    if not tasks:
        raise ReadingError("there is nothing to read; name a report, or a folder with reports in it")
    done: list[_Done] = []
    skipped: list[Skipped] = []
    seen: dict[str, str] = {}
    for number, (task, result) in enumerate(_results(tasks, settings, workers, journal), start=1):
        if isinstance(result, str):
            if len(tasks) == 1:
                raise ReadingError(result)
            skipped.append(Skipped(file=task.name, why=result))
        elif result.key in seen:
            skipped.append(Skipped(file=task.name, why=f"{task.name}: it is the same as {seen[result.key]}"))
        else:
            seen[result.key] = task.name
            report = result.report
            if report.file != task.name:
                report = msgspec.structs.replace(report, file=task.name)
            done.append(msgspec.structs.replace(result, report=report))
        if progress is not None:
            progress(number, len(tasks))
    if not done:
        raise ReadingError(f"none of {len(tasks)} files could be read; the first: {skipped[0].why}")
    reports, stands, conflicts = combined(
        [one.report for one in done],
        [one.positions for one in done],
        [_signature(one) for one in done],
        recorded(case, {one.report.sha256 for one in done}),
    )
    return Reading(
        reports=reports, positions=stands, conflicts=conflicts, reader=reader, skipped=tuple(skipped)
    )


def _day(published: When | str | None) -> When | None:
    if not isinstance(published, str):
        return published
    try:
        return dt.date.fromisoformat(published)
    except ValueError:
        raise ReadingError(f"'{published}' is no day of the calendar; write it as 2024-03-30") from None


def _weights() -> None:
    from goodoffices.record.attribute.trained import WEIGHTS  # noqa: PLC0415 - not needed by rules

    if not (WEIGHTS / "encoder.onnx").is_file():
        raise ReadingError(
            "the weights of the trained reader are not in this installation; read with --reader rules, or install "
            "the package with its data"
        )


def _tasks(given: Given | Iterable[Given]) -> Iterator[_Task]:
    several: Iterable[Given] = [given] if _is_one(given) else given  # type: ignore[list-item,assignment]  # told apart there
    for number, one in enumerate(several, start=1):
        if isinstance(one, tuple):
            yield _Task(one[0], None, one[1])
            continue
        if isinstance(one, str) and _is_text(one):
            yield _Task(f"text {number}", None, one.encode("utf-8", "surrogatepass"))
            continue
        path = Path(one)
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
            if not files:
                raise ReadingError(f"{path}: the folder holds no reports ({', '.join(ENDINGS)})")
            yield from (_Task(str(file), file, b"") for file in files)
        else:
            yield _Task(str(one), path, b"")


def _is_one(given: Given | Iterable[Given]) -> bool:
    pair = isinstance(given, tuple) and len(given) == 2 and isinstance(given[1], bytes)  # noqa: PLR2004 - name and bytes
    return isinstance(given, (str, Path)) or pair


def _is_text(given: str) -> bool:
    if "\n" in given or len(given) > 1000:  # noqa: PLR2004 - no path is so long
        return True
    try:
        there = Path(given).exists()
    except (OSError, ValueError):
        return True
    return not there and " " in given.strip() and not given.lower().endswith(ENDINGS)


def _file_bytes(path: Path) -> bytes:
    try:
        if not path.exists():
            raise ReadingError(f"{path}: there is no such file")
        if not path.is_file():
            raise ReadingError(
                f"{path}: this is a pipe or a device; save what it gives as a file, or use - for stdin"
            )
        if path.stat().st_size > LARGEST:
            raise ReadingError(f"{path}: the file is larger than {LARGEST // 2**20} MiB, which no report is")
        return path.read_bytes()
    except OSError as error:
        raise ReadingError(
            f"{path}: the file cannot be read ({(error.strerror or str(error)).lower()})"
        ) from None


def _signature(done: _Done) -> Signature:
    import numpy as np  # noqa: PLC0415 - heavy

    return np.array(done.signature, dtype=np.uint32)


def _results(
    tasks: Sequence[_Task], settings: _Settings, workers: int, journal: str | Path | None
) -> Iterator[tuple[_Task, _Done | str]]:
    """Yield the reports in order, each as it was read or with the sentence that says why it was not."""
    kept = _journalled(journal)
    log = None if journal is None else Path(journal).open("a", encoding="utf-8")  # noqa: SIM115 - closed below
    try:
        for task, result in _read_all(tasks, settings, workers, kept):
            if log is not None and isinstance(result, _Done) and result.key not in kept:
                kept[result.key] = result
                log.write(msgspec.json.encode(result).decode() + "\n")
                log.flush()
            yield task, result
    finally:
        if log is not None:
            os.fsync(log.fileno())
            log.close()


def _journalled(journal: str | Path | None) -> dict[str, _Done]:
    if journal is None or not Path(journal).exists():
        return {}
    kept = {}
    with Path(journal).open("rb+") as file:
        good = 0
        for number, line in enumerate(file, start=1):
            try:
                one = msgspec.json.decode(line, type=_Done)
            except (msgspec.DecodeError, UnicodeDecodeError):
                if line.endswith(b"\n"):
                    raise ReadingError(
                        f"{journal}: line {number} is none of a reading's journal; name another file"
                    ) from None
                # The run was stopped in the middle of this line: it is read anew.
                file.truncate(good)
                break
            kept[one.key] = one
            good += len(line)
    return kept


def _read_all(
    tasks: Sequence[_Task], settings: _Settings, workers: int, kept: dict[str, _Done]
) -> Iterator[tuple[_Task, _Done | str]]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    processes = workers or (cores if len(tasks) >= _TOGETHER else 1)
    if processes <= 1:
        for task in tasks:
            yield task, _read_one(task, settings, kept)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - only for many
    from multiprocessing import get_context  # noqa: PLC0415 - as above

    single = replace(settings, threads=1)
    with ProcessPoolExecutor(processes, get_context("spawn"), _start, (single, frozenset(kept))) as pool:
        results = pool.map(_in_worker, tasks, chunksize=4)
        for task, result in zip(tasks, results, strict=True):
            yield task, kept[result.key] if isinstance(result, _Known) else result


@dataclass(frozen=True)
class _Known:
    """A report that the journal has."""

    key: str


_state: dict[str, Any] = {}


def _start(settings: _Settings, known: frozenset[str]) -> None:
    # Ctrl-C ends the reading, and with it these; they have nothing to say
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _state["settings"], _state["known"] = settings, known


def _in_worker(task: _Task) -> _Done | _Known | str:
    settings: _Settings = _state["settings"]
    try:
        key = settings.key(task.bytes())
    except ReadingError as error:
        return str(error)
    return _Known(key) if key in _state["known"] else _read_one(task, settings, {})


def _read_one(task: _Task, settings: _Settings, kept: dict[str, _Done]) -> _Done | str:
    try:
        data = task.bytes()
        key = settings.key(data)
        if key in kept:
            return kept[key]
        names = _names(settings)
        found = document(data, task.name)
        report = read_document(found, _reader(settings.reader, settings.threads), names, settings.published)
        report = msgspec.structs.replace(report, sha256=sha256(data).hexdigest())
        subjects = Subjects(settings.case.issues) if settings.case is not None else None
        stands = positions(report, found.text, subjects, names)
        return _Done(key, report, stands, tuple(int(n) for n in signature(found.text)))
    except ReadingError as error:
        return str(error)


@cache
def _reader(name: ReaderName, threads: int) -> Reader:
    if name == "rules":
        from goodoffices.record.attribute.rules import attributions as by_rules  # noqa: PLC0415 - one of two

        return by_rules
    from goodoffices.record.attribute.trained import attributions  # noqa: PLC0415 - heavy, and one of two

    return lambda text: attributions(text, threads=threads)


_names_of: dict[int, tuple[Case | None, Names]] = {}


def _names(settings: _Settings) -> Names:
    """Return the names of the case, made once."""
    key = id(settings.case)
    if key not in _names_of or _names_of[key][0] is not settings.case:
        _names_of[key] = (settings.case, Names.of(settings.case))
    return _names_of[key][1]
