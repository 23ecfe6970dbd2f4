"""Keeps a sweep in a folder: each part as it is done, so that a sweep that stops goes on, and at the end all rows.

`runs.parquet` and `runs.csv` hold the rows in order, `summary.csv` and `summary.json` what they come to, `sweep.json`
what was played. They are the same to the byte whatever played the sweep and how often it stopped.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.protocols.course import ENDINGS
from goodoffices.simulation.sweeps.plan import ENGINE, Part, Plan
from goodoffices.simulation.sweeps.rows import COLUMNS, Kind, Row
from goodoffices.simulation.sweeps.summary import CellSummary, Quantiles, summaries

if TYPE_CHECKING:
    import pyarrow as pa

#: What a folder of results is known by.
_PLAN: Final = "sweep.json"

#: Written last: where it is, all is there.
_SUMMARY: Final = "summary.json"

#: So many rows are written at a time.
_GROUP: Final = 50_000

_QUANTILES: Final = Quantiles.__struct_fields__


class Store:
    """A folder with the results of one sweep.

    Args:
        folder: is made where it is not there yet.
        plan: what is played.

    Raises:
        SimulationError: the folder holds another sweep or something else, or cannot be written.
    """

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self._plan = folder, plan
        self._parts = folder / "parts"
        try:
            self._open()
        except OSError as error:
            raise SimulationError(f"{folder}: it cannot be written: {error.strerror}") from None

    def _open(self) -> None:
        known = self.folder / _PLAN
        if known.is_file():
            self._same(known)
        elif self.folder.is_dir() and any(self.folder.iterdir()):
            raise SimulationError(
                f"{self.folder}: it holds something else; name a folder that is empty or new"
            )
        if not self.finished:
            self._parts.mkdir(parents=True, exist_ok=True)
        _written(known, (json.dumps(described(self._plan), indent=1, ensure_ascii=False) + "\n").encode())

    def _same(self, known: Path) -> None:
        """Refuse to go on with another sweep, or with runs that something else played."""
        try:
            before = json.loads(known.read_text(encoding="utf-8"))
            digest, engine = before["digest"], before.get("engine")
        except (ValueError, KeyError, TypeError, AttributeError):
            digest = engine = None
        if digest == self._plan.digest:
            return
        # what wrote no engine of its own came before the first that did
        if digest is not None and engine != ENGINE:
            raise SimulationError(
                f"{self.folder}: it holds runs that another version played ({engine or 'an older one'}; this is "
                f"{ENGINE}), and the same talks may end otherwise now; name another folder to play them anew"
            )
        raise SimulationError(
            f"{self.folder}: it holds the results of another sweep; name another folder, or the same sweep as "
            "before (the same files, names and numbers) to go on with it"
        )

    @property
    def finished(self) -> bool:
        """Whether all rows are there, and what they come to."""
        return (self.folder / _SUMMARY).is_file()

    def left(self) -> list[Part]:
        """Return the parts that are still to be played."""
        return [part for part in self._plan.parts if not self._file(part.number).is_file()]

    def keep(self, part: Part, rows: Sequence[Row]) -> None:
        """Keep a part that is done."""
        _written(self._file(part.number), msgspec.json.encode(rows))

    def rows(self) -> Iterator[Row]:
        """Yield all rows, in order."""
        for part in self._plan.parts:
            yield from json.loads(self._file(part.number).read_bytes())

    def finish(self) -> tuple[CellSummary, ...]:
        """Write all files; return what the runs come to."""
        self._write_parquet()
        self._write_csv()
        found = tuple(summaries(self.rows()))
        _written(self.folder / "summary.csv", "".join(_csv([flat(one) for one in found])).encode())
        plain = {"sweep": described(self._plan), "cells": [one.to_dict() for one in found]}
        _written(self.folder / _SUMMARY, (json.dumps(plain, indent=1, ensure_ascii=False) + "\n").encode())
        shutil.rmtree(self._parts)
        return found

    def found(self) -> tuple[CellSummary, ...]:
        """Return what the runs came to, of a sweep that is finished.

        Raises:
            SimulationError: the file of it is damaged.
        """
        try:
            plain = json.loads((self.folder / _SUMMARY).read_text(encoding="utf-8"))
            return tuple(msgspec.convert(one, CellSummary) for one in plain["cells"])
        except (ValueError, KeyError, TypeError) as error:
            raise SimulationError(
                f"{self.folder / _SUMMARY}: it cannot be read ({error}); name another folder to play the sweep anew"
            ) from None

    def beside(self, name: str, text: str) -> None:
        """Write a text beside the results, in place of what it was before."""
        _written(self.folder / name, text.encode())

    def _file(self, number: int) -> Path:
        return self._parts / f"{number:07}.json"

    def _write_parquet(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - heavy, and only here
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above

        schema = schema_of()
        target = self.folder / "runs.parquet"
        temporary = target.with_suffix(".tmp")
        with pq.ParquetWriter(temporary, schema) as writer:
            for group in _groups(self.rows(), _GROUP):
                columns = {
                    column.name: pa.array([row[column.name] for row in group], schema.field(column.name).type)
                    for column in COLUMNS
                }
                writer.write_table(pa.table(columns, schema=schema))
        temporary.replace(target)

    def _write_csv(self) -> None:
        target = self.folder / "runs.csv"
        temporary = target.with_suffix(".tmp")
        with temporary.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow([column.name for column in COLUMNS])
            for row in self.rows():
                writer.writerow([_cell(row[column.name], column.kind) for column in COLUMNS])
        temporary.replace(target)


def described(plan: Plan) -> dict[str, Any]:
    """Say what a sweep plays, without the cases themselves."""
    plain = msgspec.to_builtins(plan)
    plain["domains"] = [{"name": one.name, "title": one.case.title} for one in plan.domains]
    return {"digest": plan.digest, "engine": ENGINE, "runs": plan.runs, **plain}


def schema_of() -> pa.Schema:
    """Return the schema of `runs.parquet`."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only here

    types: dict[Kind, pa.DataType] = {
        "whole": pa.int64(), "number": pa.float64(), "text": pa.string(), "yes or no": pa.bool_(),
        "numbers": pa.list_(pa.float64()), "wholes": pa.list_(pa.int64()),
    }  # fmt: skip
    return pa.schema([pa.field(one.name, types[one.kind], metadata={"means": one.means}) for one in COLUMNS])


def flat(one: CellSummary) -> dict[str, Any]:
    """Return a summary as one row: each estimate in three columns, each quantile and each ending in one."""
    row: dict[str, Any] = {}
    for name, value in one.to_dict().items():
        if name == "ended":
            row |= {f"ended: {how}": value.get(how, 0) for how in ENDINGS}
        elif name == "rounds_spread":
            row |= {f"rounds_{part}": None if value is None else value[part] for part in _QUANTILES}
        elif isinstance(value, Mapping):
            row |= {name: value["value"], f"{name}_low": value["low"], f"{name}_high": value["high"]}
        else:
            row[name] = value
            if name in ("on_frontier", "distance", "rounds"):  # there was no agreement
                row |= {f"{name}_low": None, f"{name}_high": None}
    return row


def _csv(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow(["" if value is None else value for value in row.values()])
    yield out.getvalue()


def _cell(value: Any, kind: Kind) -> Any:  # noqa: ANN401 - a value of any column
    """Write a value as a spreadsheet reads it; lists parted by a space."""
    if value is None:
        return ""
    if kind == "yes or no":
        return "yes" if value else "no"
    return " ".join(map(str, value)) if kind in ("numbers", "wholes") else value


def _groups(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while group := list(itertools.islice(rows, size)):
        yield group


def _written(file: Path, data: bytes) -> None:
    """Write a file whole, or not at all."""
    temporary = file.with_name(f".{file.name}.tmp")
    with temporary.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(file)
