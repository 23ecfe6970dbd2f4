"""What a server measures of itself, as Prometheus reads it: of the machine and of answers, and of no case.

It is counted at the door, before anything knows of a case or an account, and what it is counted by is a fixed list. So
no number is of one case, one party or one person, and how many of these there are is none of the numbers. When much is
asked, people are at work: that much a count says, and so it is off by default and has an address of its own.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from goodoffices._version import __version__
from goodoffices.services.faults import FAULTS
from goodoffices.web.bodies import Application, Message, Receive, Scope, Send

#: Seconds up to which answers are counted together.
BUCKETS: Final = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
_KIND: Final = "text/plain; version=0.0.4; charset=utf-8"
_CLASSES: Final = ("2xx", "3xx", "4xx", "5xx")


class Counted:
    """Counts answers as they pass: by the class of their status, and by how long they took.

    What is followed goes on as long as somebody looks; it is not counted.
    """

    def __init__(self, application: Application) -> None:
        self._next = application
        self._lock = threading.Lock()
        self.answers = dict.fromkeys(_CLASSES, 0)
        self.within = dict.fromkeys(BUCKETS, 0)
        self.seconds = 0.0
        self.all = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count its answer."""
        if scope["type"] != "http":
            await self._next(scope, receive, send)
            return
        begun, status, followed = time.monotonic(), 0, False

        async def seen(message: Message) -> None:
            nonlocal status, followed
            if message["type"] == "http.response.start":
                status = message["status"]
                kind = dict(message.get("headers", ())).get(b"content-type", b"")
                followed = kind.startswith(b"text/event-stream")
            await send(message)

        await self._next(scope, receive, seen)
        if status and not followed:
            self.count(status, time.monotonic() - begun)

    def count(self, status: int, seconds: float) -> None:
        """Count one answer."""
        with self._lock:
            self.answers[_CLASSES[min(max(status // 100, 2), 5) - 2]] += 1
            self.all += 1
            self.seconds += seconds
            for edge in BUCKETS:
                self.within[edge] += seconds <= edge


def text(counted: Counted, place: Path, ready: bool, looked: float | None) -> str:  # noqa: FBT001 - one of four facts
    """Return the metrics.

    Args:
        counted: the answers.
        place: the folder of the workspace, of whose disk it is said how much is free.
        ready: whether the server can serve.
        looked: seconds since the deadlines were last looked at; None where they are not.
    """
    lines: list[str] = []

    def add(name: str, kind: str, says: str, *values: tuple[str, float]) -> None:
        lines.extend((f"# HELP {name} {says}", f"# TYPE {name} {kind}"))
        lines.extend(f"{name}{labels} {_number(value)}" for labels, value in values)

    add("goodoffices_info", "gauge", "The version.", (f'{{version="{__version__}"}}', 1))
    add("goodoffices_ready", "gauge", "Whether the server can serve.", ("", ready))
    if looked is not None:
        add(
            "goodoffices_clock_age_seconds", "gauge", "Since the deadlines were last looked at.",
            ("", round(looked, 3)),
        )  # fmt: skip
    add(
        "goodoffices_faults_total",
        "counter",
        "Faults that stopped nothing else; the log says which.",
        ("", FAULTS.count),
    )
    answers = [(f'{{status="{name}"}}', float(count)) for name, count in counted.answers.items()]
    add("goodoffices_answers_total", "counter", "Answers, by the class of their status.", *answers)
    edges = [(f'_bucket{{le="{edge:g}"}}', float(count)) for edge, count in counted.within.items()]
    add(
        "goodoffices_answer_seconds", "histogram", "How long answers took.",
        *edges, ('_bucket{le="+Inf"}', counted.all), ("_sum", round(counted.seconds, 6)), ("_count", counted.all),
    )  # fmt: skip
    disk = os.statvfs(place)
    add(
        "goodoffices_disk_free_bytes",
        "gauge",
        "Free on the disk of the workspace.",
        ("", disk.f_bavail * disk.f_frsize),
    )
    for name, kind, says, value in _process():
        add(name, kind, says, ("", value))
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _process() -> Iterator[tuple[str, str, str, float]]:
    """Yield what is of this process, under the names that are usual."""
    yield "process_cpu_seconds_total", "counter", "Processor time.", round(time.process_time(), 3)
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        yield "process_resident_memory_bytes", "gauge", "Memory.", pages * os.sysconf("SC_PAGE_SIZE")
    with suppress(OSError):
        yield "process_open_fds", "gauge", "Open files.", len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a count


class _Listener(ThreadingHTTPServer):
    daemon_threads = True


def publish(host: str, port: int, made: Callable[[], str]) -> _Listener:
    """Answer `GET /metrics` at an address of its own, in a thread, until it is shut down.

    Raises:
        OSError: it cannot listen there.
    """

    class Answering(BaseHTTPRequestHandler):
        """Answers with the metrics, and says nothing of who asked."""

        server_version = "metrics"
        sys_version = ""

        def do_GET(self) -> None:
            """Answer."""
            found = self.path == "/metrics"
            body = made().encode() if found else b"only /metrics is here\n"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", _KIND if found else "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
            """Say nothing."""

    listener = _Listener((host, port), Answering)
    threading.Thread(target=listener.serve_forever, daemon=True, name="metrics").start()
    return listener
