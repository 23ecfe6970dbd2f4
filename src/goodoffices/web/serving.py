"""Run the server of a workspace, and the clock that closes what has its deadline behind it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Final

import uvicorn

from goodoffices.services.faults import FAULTS
from goodoffices.services.workspaces import Workspace
from goodoffices.web.project import House, application, set_up

#: Seconds between two looks at the deadlines.
_TICK: Final = 0.5


class Clock(threading.Thread):
    """Closes what has its deadline behind it, in all cases. Whatever fails, it goes on."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="clock")
        self.stopped = threading.Event()

    def run(self) -> None:
        """Tick until stopped."""
        while not self.stopped.wait(_TICK):
            # The next tick tries again; what is due stays due.
            with FAULTS.withstood("the clock"):
                House.tick()


def _warm() -> None:
    """Load what the first pages need, while nobody waits for it."""
    from django.urls import get_resolver  # noqa: PLC0415 - needs Django set up

    from goodoffices.web.shell.rendering import warm  # noqa: PLC0415 - as above

    with FAULTS.withstood("warming"):
        _loaded = get_resolver().url_patterns
        warm()


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]  # as inherited
        """Start, and say where."""
        await super().startup(sockets)  # type: ignore[arg-type]  # as inherited
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            await asyncio.to_thread(self._ready, f"http://{self.config.host}:{port}")


def serve(  # noqa: PLR0913 - what a server is told
    workspace: Workspace,
    *,
    host: str,
    port: int,
    hosts: list[str],
    secure: bool,
    ready: Callable[[str], None],
) -> None:
    """Serve a workspace until stopped.

    Args:
        workspace: the workspace.
        host: the address to listen on.
        port: the port; 0 takes a free one.
        hosts: the names under which it is reached.
        secure: whether it is reached by HTTPS alone.
        ready: is told the address when the server answers.
    """
    set_up(workspace, hosts=hosts, secure=secure)
    # What a crash has cut off between two steps is taken up in all cases.
    for case in House.ids():
        House.room(case)
    clock = Clock()
    clock.start()
    threading.Thread(target=_warm, daemon=True, name="warming").start()
    config = uvicorn.Config(
        application(), host=host, port=port, log_level="warning", access_log=False, lifespan="off", server_header=False,
        # Nothing here speaks over web sockets, whatever else is installed beside it.
        ws="none", date_header=True, timeout_graceful_shutdown=3,
    )  # fmt: skip
    try:
        _Server(config, ready).run()
    finally:
        clock.stopped.set()
        workspace.close()
