"""A server of the user's own on which a language model runs, spoken to over an OpenAI-compatible address.

There is none unless the user sets one: nothing is asked of anybody by default. What a server says of itself when it
refuses is not passed on: it may hold the key, or what it was asked.
"""

from __future__ import annotations

import contextlib
import http.client
import math
import re
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import SplitResult, urlsplit

import msgspec
from msgspec import Struct

from goodoffices.simulation.errors import SimulationError

#: What a user sets: where the server is, which of its models, the key where it wants one, and how long it may take.
ADDRESS: Final = "GOODOFFICES_MODEL_ADDRESS"
NAME: Final = "GOODOFFICES_MODEL_NAME"
KEY: Final = "GOODOFFICES_MODEL_KEY"
SECONDS: Final = "GOODOFFICES_MODEL_SECONDS"

#: How many seconds an answer may take where nothing is set, and how many can be set.
PATIENCE: Final = 60.0
MOST_PATIENCE: Final = 3_600.0

#: A longer answer is not read, in bytes.
LONGEST: Final = 1 << 20

_PLAIN: Final = re.compile(r"[!-~]+")
_TOKEN: Final = re.compile(r"[!#-&(-\[\]-~]+")

_OK: Final = 200
_REFUSALS: Final = {
    400: f"cannot answer what it was asked (400): see whether {NAME} is a chat model that takes a temperature of 0",
    401: f"wants another key (401): see {KEY}",
    403: f"does not let this key in (403): see {KEY}",
    404: f"has no such model, or none at this address (404): see {NAME}, and {ADDRESS}, which is what stands before "
    "/chat/completions",
    413: "finds what it was asked too long (413): take a model that reads more, or a smaller case",
    429: "was asked too often, or too much (429): wait, take fewer workers, or see what you may ask of it",
}


class ServerError(Exception):
    """The server did not answer as it should; the text goes on from “the server”, as in “wants another key”."""


class Message(Struct, frozen=True):
    """Something that was said to a model, or by it: `role` is system, user or assistant."""

    role: str
    content: str


class _Said(Struct, frozen=True):
    content: str | None = None


class _Choice(Struct, frozen=True):
    message: _Said


class _Completion(Struct, frozen=True):
    choices: tuple[_Choice, ...]


class Server:
    """A server with a language model.

    Args:
        address: what stands before `/chat/completions`.
        name: which of its models.
        key: the key, empty for none. It goes to the server and nowhere else.
        seconds: how long an answer may take, from the first to the last byte.
    """

    def __init__(self, address: SplitResult, name: str, key: str, seconds: float) -> None:
        self._address, self._name, self._key, self.seconds = address, name, key, seconds

    def answer(self, messages: Sequence[Message], seed: int) -> str:
        """Return what the model says next.

        Args:
            messages: what was said so far.
            seed: a whole number from 0 on; with a temperature of 0 it is all that a server can be asked for so that it
                says the same again.

        Raises:
            ServerError: the server is not there, refuses, takes too long, or sends what is no answer.
        """
        body = msgspec.json.encode(
            {"model": self._name, "messages": messages, "temperature": 0, "seed": seed, "stream": False}
        )
        try:
            choices = msgspec.json.decode(self._posted(body), type=_Completion).choices
        except (msgspec.MsgspecError, ValueError, RecursionError):
            raise ServerError("answered with what is no chat completion") from None
        if not choices:
            raise ServerError("answered with what is no chat completion")
        return self.concealed(choices[0].message.content or "")

    def concealed(self, text: str) -> str:
        """Return a text that was received without the key, should it hold it."""
        return text.replace(self._key, "…") if self._key else text

    def _posted(self, body: bytes) -> bytes:
        """Post a question, and return the answer's body; all of it in time, however slowly single bytes come."""
        address = self._address
        assert address.hostname is not None
        made = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        connection = made(address.hostname, address.port, timeout=self.seconds)
        found: list[bytes | ServerError] = []
        over = threading.Event()

        def exchange() -> None:
            try:
                found.append(self._exchanged(connection, body, over))
            except ServerError as error:
                found.append(error)

        thread = threading.Thread(target=exchange, name="language model", daemon=True)
        thread.start()
        try:
            thread.join(self.seconds)
            # what comes of cutting it off is no answer
            heard = list(found)
        finally:
            # whether it takes too long or somebody pressed Ctrl-C: nobody waits for it any more
            over.set()
            _cut(connection)
        if not heard:
            raise ServerError(self._late)
        if isinstance(heard[0], ServerError):
            raise heard[0]
        return heard[0]

    def _exchanged(self, connection: http.client.HTTPConnection, body: bytes, over: threading.Event) -> bytes:
        """Speak with the server, and say in a sentence what fails."""
        with contextlib.closing(connection):
            try:
                connection.connect()
            except TimeoutError:
                raise ServerError(self._late) from None
            except ssl.SSLCertVerificationError:
                raise ServerError(
                    f"has a certificate that is not trusted here: see {ADDRESS}, or name the authority that signed it "
                    "in SSL_CERT_FILE"
                ) from None
            except ssl.SSLError:
                raise ServerError(f"does not speak https: see {ADDRESS}") from None
            except (OSError, UnicodeError):
                raise ServerError(f"is not there: see {ADDRESS}, and whether it runs") from None
            try:
                return b"" if over.is_set() else self._heard(connection, body)
            except TimeoutError:
                raise ServerError(self._late) from None
            except (OSError, ValueError, http.client.HTTPException):
                raise ServerError("broke off, or does not speak HTTP") from None

    def _heard(self, connection: http.client.HTTPConnection, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        connection.request("POST", f"{self._address.path.rstrip('/')}/chat/completions", body, headers)
        with connection.getresponse() as response:
            if response.status != _OK:
                raise ServerError(_refusal(response.status))
            heard = response.read(LONGEST + 1)
            if len(heard) > LONGEST:
                raise ServerError(f"sent more than {LONGEST:,} bytes for one answer")
            if response.length:
                raise ServerError("broke off in the middle of its answer")
            return heard

    @property
    def _late(self) -> str:
        return f"did not answer within {self.seconds:g} seconds: see {SECONDS}"


def _cut(connection: http.client.HTTPConnection) -> None:
    """End an exchange that another thread may still be in."""
    line: socket.socket | None = connection.sock
    if line is not None:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


def _refusal(status: int) -> str:
    if status in _REFUSALS:
        return _REFUSALS[status]
    if 300 <= status < 400:  # noqa: PLR2004 - redirections
        return f"sends elsewhere ({status}), and is not followed: set {ADDRESS} to where it is"
    return f"failed ({status}): see its own log"


def server_of(environment: Mapping[str, str]) -> Server:
    """Return the server that the user has set.

    Raises:
        SimulationError: none is set, or something of it cannot be used. What was set is not repeated: it may be a key.
    """
    given = {one: environment.get(one, "").strip() for one in (ADDRESS, NAME, KEY, SECONDS)}
    if not given[ADDRESS] or not given[NAME]:
        raise SimulationError(
            f"the agent 'model' speaks with a server of your own, and none is set: set {ADDRESS} (what stands before "
            f"/chat/completions, such as http://localhost:8080/v1) and {NAME} (which of its models), and {KEY} and "
            f"{SECONDS} where it needs them"
        )
    if given[KEY] and not _TOKEN.fullmatch(given[KEY]):
        raise SimulationError(
            f"{KEY}: a key holds no spaces, quotes or letters beyond ASCII; see what was copied"
        )
    return Server(_address(given[ADDRESS]), given[NAME], given[KEY], _seconds(given[SECONDS]))


def _address(text: str) -> SplitResult:
    try:
        found = urlsplit(text)
        usable = bool(_PLAIN.fullmatch(text) and found.hostname) and found.port != 0
    except ValueError:
        usable = False
    if not usable or found.scheme not in ("http", "https"):
        raise SimulationError(
            f"{ADDRESS}: write where the server is, as in http://localhost:8080/v1; http or https"
        )
    if "@" in found.netloc or "?" in text or "#" in text:
        raise SimulationError(
            f"{ADDRESS}: nothing but host, port and path stands in it; the key goes into {KEY}, and what "
            "follows ? or # is not sent"
        )
    return found


def _seconds(text: str) -> float:
    if not text:
        return PATIENCE
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= MOST_PATIENCE:
        raise SimulationError(
            f"{SECONDS}: write how many seconds an answer may take, up to {MOST_PATIENCE:g}"
        )
    return seconds
