"""A workspace served for journeys: `python -m tests.journeys.serving WORKSPACE CLOCK PORT`.

It says its address, a link for each of the cast of the demonstration, and that it is ready. The file CLOCK holds the
time at which all of it happens, or so many seconds (`+86400`) by which it is later here than elsewhere; a journey
writes it anew to wait for a deadline.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from goodoffices.services.workspaces import open_workspace
from goodoffices.web.project import House
from goodoffices.web.serving import Address, listening, serve

READY = "ready"


def _ready(address: str) -> None:
    from goodoffices.web.demonstration import passes

    sys.stdout.write(f"{address}\n")
    for one in passes():
        sys.stdout.write(f"{one.case or '-'} {one.actor} {address}/demonstration?as={one.secret}\n")
    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until stopped."""
    workspace, clock, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

    def now() -> dt.datetime:
        told = clock.read_text(encoding="utf-8")
        if told.startswith("+"):
            return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=int(told))
        return dt.datetime.fromisoformat(told)

    House.now = now
    serve(
        open_workspace(workspace),
        at=listening(Address("127.0.0.1", port)),
        hosts=["127.0.0.1"],
        secure=False,
        ready=_ready,
    )


if __name__ == "__main__":
    main()
