"""What is fuzzed: each parser, what it may raise, and the sound files it begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from tests.fuzzing import seeds
from tests.fuzzing.knocking import knock, requests

if TYPE_CHECKING:
    from goodoffices import Case


@dataclass(frozen=True)
class Target:
    """A parser.

    Attributes:
        read: reads a file; whatever it returns is fine.
        raises: the parser's own errors, by the modules and names that they have; each is one sentence.
        seeds: sound files.
        slow: seconds of a processor that a file may take, whatever it is.
    """

    read: Callable[[bytes], object]
    raises: Callable[[], tuple[type[Exception], ...]]
    seeds: Callable[[], list[bytes]]
    slow: float = 10.0


def _case_errors() -> tuple[type[Exception], ...]:
    from goodoffices.model import CaseFileError

    return (CaseFileError,)


def _yaml(data: bytes) -> object:
    from goodoffices.model.casefile.plain import decode
    from goodoffices.model.casefile.reading import read_case_text

    return read_case_text(decode(data, "case.yaml"), "case.yaml")


def _json(data: bytes) -> object:
    from goodoffices.model.casefile.plain import decode
    from goodoffices.model.casefile.reading import read_case_text

    return read_case_text(decode(data, "case.json"), "case.json")


def _brought(data: bytes) -> object:
    from goodoffices.services.importing import case_from

    return case_from("sent.xml", data)


def _report(data: bytes) -> object:
    from goodoffices.services.reading import read

    return read([("sent", data)], case=_frame(), reader="rules")


@cache
def _frame() -> Case:
    from tests.unit.record.samples import frame

    return frame()


def _report_errors() -> tuple[type[Exception], ...]:
    from goodoffices.record.errors import ReadingError

    return (ReadingError,)


def _precedents(data: bytes) -> object:
    from goodoffices.agreement.precedents.reading import read_precedents

    return read_precedents(data, "sent.csv")


def _precedent_errors() -> tuple[type[Exception], ...]:
    from goodoffices.agreement.errors import AgreementError

    return (AgreementError,)


def _template(data: bytes) -> object:
    """Read a template, and make a document by it."""
    from goodoffices.agreement.text.draft import Draft
    from goodoffices.agreement.text.template import read_template
    from goodoffices.model.casefile.plain import decode
    from goodoffices.services.drafting import draft_document

    template = read_template(decode(data, "sent.txt"), "sent.txt")
    return draft_document(_frame(), Draft(), [template])


def _template_errors() -> tuple[type[Exception], ...]:
    from goodoffices.agreement.text.errors import TextError
    from goodoffices.model import CaseFileError

    return (TextError, CaseFileError)


def _draft(data: bytes) -> object:
    import tempfile
    from pathlib import Path

    from goodoffices import analyse
    from goodoffices.services.drafting import read_draft

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.yaml"
        path.write_bytes(data)
        return read_draft(path, _frame(), lambda: analyse(_frame()))


def _draft_errors() -> tuple[type[Exception], ...]:
    from goodoffices.analysis.errors import AnalysisError
    from goodoffices.model import CaseFileError

    return (AnalysisError, CaseFileError)


def _script(data: bytes) -> object:
    from goodoffices.model.casefile.plain import decode
    from goodoffices.services.scripts import commands

    return list(commands(decode(data, "script.jsonl"), "script.jsonl"))


def _script_errors() -> tuple[type[Exception], ...]:
    from goodoffices.model import CaseFileError
    from goodoffices.services.scripts import ScriptError

    return (ScriptError, CaseFileError)


def _transcript(data: bytes) -> object:
    from goodoffices.talks.transcript import checked

    return checked(data)


def _transcript_errors() -> tuple[type[Exception], ...]:
    from goodoffices.talks.transcript import Broken

    return (Broken,)


def _event(data: bytes) -> object:
    """Read an event of any version; the kind of its stream stands in the line before it."""
    from goodoffices.talks.codec import decoded
    from goodoffices.talks.streams import KINDS

    kind, _newline, event = data.partition(b"\n")
    known: Any = {name.encode(): name for name in KINDS}.get(kind, "case")
    return decoded(known, event)


def _event_errors() -> tuple[type[Exception], ...]:
    return (ValueError,)


def _backup(data: bytes) -> object:
    import io

    from goodoffices.services.saving import _opened
    from goodoffices.storage.vault import Vault

    return list(_opened(io.BytesIO(data), Vault(bytes(32)), "sent"))


def _backup_errors() -> tuple[type[Exception], ...]:
    from goodoffices.services.workspaces import WorkspaceError

    return (WorkspaceError,)


TARGETS: Final[dict[str, Target]] = {
    "case-yaml": Target(_yaml, _case_errors, seeds.case_yaml, slow=30.0),
    "case-json": Target(_json, _case_errors, seeds.case_json, slow=30.0),
    "case-folder": Target(_brought, _case_errors, seeds.record, slow=30.0),
    "genius": Target(_brought, _case_errors, seeds.genius, slow=30.0),
    "geniusweb": Target(_brought, _case_errors, seeds.geniusweb, slow=30.0),
    "negmas": Target(_brought, _case_errors, seeds.negmas, slow=30.0),
    "report": Target(_report, _report_errors, seeds.report, slow=60.0),
    "precedents": Target(_precedents, _precedent_errors, seeds.precedents),
    "template": Target(_template, _template_errors, seeds.template),
    "draft": Target(_draft, _draft_errors, seeds.draft, slow=30.0),
    "script": Target(_script, _script_errors, seeds.script),
    "transcript": Target(_transcript, _transcript_errors, seeds.transcript),
    "event": Target(_event, _event_errors, seeds.events),
    "backup": Target(_backup, _backup_errors, seeds.backup),
    "http": Target(knock, tuple, requests),
}
