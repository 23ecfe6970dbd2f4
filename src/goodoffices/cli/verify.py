"""`goodoffices verify`: whether a transcript or a workspace is as it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from goodoffices.cli.output import json_option, print_json

#: Something is wrong with what was checked.
_WRONG = 1


@click.command()
@click.argument("path", metavar="OUT", type=click.Path())
@click.option(
    "--signer",
    default="",
    metavar="KEY",
    help="The public key by which it must be signed, as 64 hexadecimal digits.",
)
@json_option
def command(path: str, signer: str, as_json: bool) -> int:
    """Check a transcript that `goodoffices export` wrote, offline; or a whole workspace, with its key.

    Of a workspace: all chains, where each stream ends, and that every stream, key and case is there that was.

    Exit code 0 if it is as it was written, 1 if anything in it was changed, dropped, added or moved.
    """
    try:
        found = _workspace(Path(path)) if Path(path).is_dir() else _transcript(Path(path), signer)
    except _Wrong as wrong:
        if as_json:
            print_json({"file": path, "holds": False, "why": str(wrong)})
        else:
            click.echo(f"{path}: {wrong}")
        return _WRONG
    if as_json:
        print_json({"file": path, "holds": True, **found})
        return 0
    events = found["events"]
    click.echo(f"{path} holds: {sum(events.values())} events in {len(events)} streams")
    for stream, count in events.items():
        link = found.get("heads", {}).get(stream, "")
        click.echo(f"  {stream}: {count}{f', last link {link[:16]}…' if link else ''}")
    if found.get("signed_by"):
        click.echo(f"  signed by {found['signed_by']}")
    return 0


class _Wrong(Exception):  # noqa: N818 - what is wrong, as a sentence
    pass


def _transcript(path: Path, signer: str) -> dict[str, Any]:
    from goodoffices.talks.transcript import Broken, checked  # noqa: PLC0415 - heavy

    try:
        key = bytes.fromhex(signer) if signer else None
    except ValueError:
        raise click.UsageError("--signer is a public key of 64 hexadecimal digits") from None
    try:
        found = checked(path.read_bytes(), key)
    except Broken as broken:
        raise _Wrong(str(broken)) from None
    return {
        "viewer": found.viewer, "events": dict(found.events), "heads": dict(found.heads),
        "signed_by": found.signed_by,
    }  # fmt: skip


def _workspace(path: Path) -> dict[str, Any]:
    from goodoffices.services.transcribing import check_workspace  # noqa: PLC0415 - heavy
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - as above
    from goodoffices.storage.errors import KeyMissing, Tampered  # noqa: PLC0415 - as above

    place = open_workspace(path)
    try:
        return {"events": check_workspace(place)}
    except (Tampered, KeyMissing) as error:
        raise _Wrong(str(error)) from None
    finally:
        place.close()
