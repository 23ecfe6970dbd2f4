"""Run the server of a workspace, and the clock that closes what has its deadline behind it."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from typing import Final

import uvicorn

from goodoffices._version import __version__
from goodoffices.services.faults import FAULTS
from goodoffices.services.workspaces import Workspace, WorkspaceError
from goodoffices.storage.port import ROOT
from goodoffices.web.bodies import Application, Receive, Scope, Send
from goodoffices.web.operation import logs
from goodoffices.web.operation.health import Health, withstanding
from goodoffices.web.operation.metrics import Counted, publish, text
from goodoffices.web.project import House, application, set_up

#: Seconds between two looks at the deadlines.
_TICK: Final = 0.5
#: Seconds after which a clock that has not looked has stopped.
_STOPPED: Final = 60.0
#: Seconds between two looks whether the database is still held.
_HOLDING: Final = 10.0


@dataclass(frozen=True)
class Address:
    """Where something listens."""

    host: str
    port: int

    def __str__(self) -> str:
        """Return it as it is written."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Clock(threading.Thread):
    """Closes what has its deadline behind it, in all cases. Whatever fails, it goes on."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="clock")
        self.stopped = threading.Event()
        self._looked = time.monotonic()

    def run(self) -> None:
        """Tick until stopped."""
        held = time.monotonic()
        while not self.stopped.wait(_TICK):
            # The next tick tries again; what is due stays due.
            with FAULTS.withstood("the clock"):
                House.tick()
            self._looked = time.monotonic()
            if self._looked - held > _HOLDING:
                held = self._looked
                with FAULTS.withstood("holding the database"):
                    House.workspace.store.hold()

    def age(self) -> float:
        """Return the seconds since it has looked last."""
        return time.monotonic() - self._looked


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
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            await asyncio.to_thread(self._ready, f"http://{Address(host, port)}")

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]  # as inherited
        """Stop, and say so here: a signal ends the process as soon as this is done."""
        await super().shutdown(sockets)  # type: ignore[arg-type]  # as inherited
        logs.tell("stopped")


def listening(address: Address) -> socket.socket:
    """Return a socket that listens at an address; port 0 takes a free one.

    Raises:
        OSError: nobody can listen there.
    """
    family, kind, protocol, _name, place = socket.getaddrinfo(
        address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    made = socket.socket(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(1024)
    except OSError:
        made.close()
        raise
    return made


def _serves(workspace: Workspace, clock: Clock) -> bool:
    """Whether the databases of talks and of accounts answer, and deadlines are looked at."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    workspace.store.listed(ROOT)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        # It is asked in threads that come and go.
        connection.close()
    return clock.age() < _STOPPED


def _by_https(application: Application) -> Application:
    """Return what takes every request for one that came by HTTPS: the proxy in front lets no other through."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await application(scope | {"scheme": "https"} if scope["type"] == "http" else scope, receive, send)

    return answer


def serve(  # noqa: PLR0913 - what a server is told
    workspace: Workspace,
    *,
    at: socket.socket,
    hosts: list[str],
    secure: bool,
    ready: Callable[[str], None],
    log: logs.Kind = "text",
    metrics: Address | None = None,
) -> None:
    """Serve a workspace until stopped.

    Args:
        workspace: the workspace.
        at: what listens (`listening`).
        hosts: the names under which it is reached.
        secure: whether it is reached by HTTPS alone.
        ready: is told the address when the server answers.
        log: how the log is written.
        metrics: where metrics are given; None for nowhere.

    Raises:
        WorkspaceError, StorageError: the workspace is of a newer version or is being changed, or nobody can listen
            where metrics are to be given.
    """
    logs.begin(log)
    set_up(workspace, hosts=hosts, secure=secure)
    workspace.store.hold()
    # What a crash has cut off between two steps is taken up in all cases.
    for case in House.ids():
        House.room(case)
    clock = Clock()
    door = application()
    health = Health(_by_https(door) if secure else door, lambda: _serves(workspace, clock))
    counted = Counted(health)

    def made() -> str:
        age = clock.age()
        return text(
            counted, workspace.path, ready=withstanding(lambda: _serves(workspace, clock)), looked=age
        )

    listener = _published(metrics, made) if metrics is not None else None
    clock.start()
    threading.Thread(target=_warm, daemon=True, name="warming").start()
    config = uvicorn.Config(
        counted, log_config=None, access_log=False, lifespan="off", server_header=False,
        # Nothing here speaks over web sockets, whatever else is installed beside it.
        # By which way it is reached is a setting, and no header is believed about it.
        ws="none", proxy_headers=False, date_header=True, timeout_graceful_shutdown=3,
        # Longer than proxies and browsers rest between two requests: whoever closes first must not be the server, or a
        # request is lost that was on its way.
        timeout_keep_alive=75,
    )  # fmt: skip

    def told(address: str) -> None:
        logs.tell("ready", address=address, version=__version__)
        ready(address)

    try:
        _Server(config, told).run(sockets=[at])
    finally:
        clock.stopped.set()
        if listener is not None:
            listener.shutdown()
        workspace.close()


def _published(at: Address, made: Callable[[], str]) -> ThreadingHTTPServer:
    try:
        return publish(at.host, at.port, made)
    except OSError as error:
        message = (
            f"--metrics: nobody can listen on {at} ({(error.strerror or str(error)).lower()}); take another "
            "port, or an address of this machine"
        )
        raise WorkspaceError(message) from error
