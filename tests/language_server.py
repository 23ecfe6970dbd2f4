"""A server on this machine with what passes for a language model: real sockets, and whatever can go wrong."""

from __future__ import annotations

import json
import re
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

KEY = "sk-9c1f-not-to-be-seen"

#: Answers a request: by the handler, to what was asked.
Behaviour = Callable[["Handler", dict[str, Any]], None]
#: What the model says, by all that was said to it.
Says = Callable[[list[dict[str, str]]], str]


class Handler(BaseHTTPRequestHandler):
    """Answers as the stub does."""

    server: Stub

    def do_POST(self) -> None:
        """Keep what was asked, and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), body))
        self.server.behaves(self, json.loads(body))

    def reply(self, status: int, body: bytes, **headers: str) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


class Stub(ThreadingHTTPServer):
    """A server that behaves in one way.

    Attributes:
        asked: path, headers and body of each request, in order.
        behaves: how it answers.
    """

    daemon_threads = True

    def __init__(self, behaves: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaves = behaves
        self.asked: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """What was asked."""
        return [json.loads(body) for _, _, body in self.asked]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of who went away before the answer."""


@contextmanager
def serving(behaves: Behaviour, context: ssl.SSLContext | None = None) -> Iterator[Stub]:
    """Serve on a port of its own."""
    with Stub(behaves) as stub:
        if context is not None:
            stub.socket = context.wrap_socket(stub.socket, server_side=True)
        thread = threading.Thread(target=stub.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            stub.shutdown()
            thread.join()


def use(monkeypatch: pytest.MonkeyPatch, stub: Stub, scheme: str = "http", **settings: str) -> None:
    """Set a server as the user's."""
    monkeypatch.setenv("GOODOFFICES_MODEL_ADDRESS", f"{scheme}://127.0.0.1:{stub.server_port}/v1")
    for name, value in {"NAME": "small", "KEY": KEY, "SECONDS": "20", **settings}.items():
        monkeypatch.setenv(f"GOODOFFICES_MODEL_{name}", value)


def completion(text: str) -> bytes:
    """Write what a model says as servers do."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


def saying(says: Says) -> Behaviour:
    """Return a server whose model says something to all that was said."""
    return lambda handler, asked: handler.reply(200, completion(says(asked["messages"])))


def sensible(messages: Sequence[dict[str, str]]) -> str:
    """Bargain by what is written in the question, and by nothing else: what is acceptable is accepted."""
    briefing, question = messages[0]["content"], messages[1]["content"]
    packages = re.findall(r"(\{[^{}]*\}), worth ([-\d.e]+) to your side(, less than|, ruled out)?", question)
    fine = [not below for _, _, below in packages]
    worth = [float(one) for _, one, _ in packages]
    if '{"do": "walk"}' in question:
        if '{"do": "accept"}' in question and "On the table" in question and _on_the_table(question):
            return '{"do": "accept"}'
        best = re.findall(r"- (\{[^{}]*\}), worth", briefing)
        return json.dumps({"do": "offer", "package": json.loads(best[len(best) // 2])})
    if '"first"' in question:
        said = "neither" if worth[0] == worth[1] else "first" if worth[0] > worth[1] else "second"
        return json.dumps({"answer": said if all(fine) else "second" if not fine[0] and fine[1] else "first"})
    if '"rungs"' in question:
        return json.dumps({"rungs": [at for at, one in enumerate(fine[-_listed(question) :], 1) if one]})
    if '"changes"' in question:
        return '{"changes": []}'
    return json.dumps({"answer": "yes" if fine[-1] else "no"})


def _on_the_table(question: str) -> bool:
    line = next(line for line in question.splitlines() if line.startswith("On the table: "))
    return "less than no agreement" not in line and "ruled out" not in line


def _listed(question: str) -> int:
    return len(re.findall(r"(?m)^\d+: \{", question))
