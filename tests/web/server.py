"""A server of a workspace whose clock is a file: `python -m tests.web.server WORKSPACE CLOCK TICKS`.

For tests that hold two servers to the same bytes: nothing but the time is set, and whether the server looks at the
deadlines by itself, twice a second of the machine's time, or only when something is done.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from goodoffices.services.workspaces import open_workspace
from goodoffices.web.accounts.allowances import LIMITS
from goodoffices.web.project import House
from goodoffices.web.serving import Address, Clock, listening, serve


def _say(address: str) -> None:
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until killed; say the address."""
    workspace, clock = Path(sys.argv[1]), Path(sys.argv[2])

    def now() -> dt.datetime:
        # A file that is being written is empty for a moment.
        while not (text := clock.read_text()):
            continue
        return dt.datetime.fromisoformat(text)

    # The tests try more than people may.
    LIMITS["act"] = (1_000_000, 60)
    if sys.argv[3] == "False":
        Clock.run = lambda self: None  # type: ignore[method-assign]  # noqa: ARG005 - as inherited; two servers would look at different moments
    if clock.name != "-":
        House.now = now
    serve(
        open_workspace(workspace), at=listening(Address("127.0.0.1", 0)), hosts=["127.0.0.1"], secure=False,
        ready=_say,
    )  # fmt: skip


if __name__ == "__main__":
    main()
