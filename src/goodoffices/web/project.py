"""The Django project, set up for one workspace."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import threading
from collections.abc import Callable
from typing import Any, ClassVar, Final

from goodoffices.services.acting import Talks
from goodoffices.services.answers import Answers
from goodoffices.services.clock import SteadyClock
from goodoffices.services.faults import FAULTS, wordless
from goodoffices.services.following import Bells
from goodoffices.services.looking import Looks
from goodoffices.services.papers import Papers
from goodoffices.services.reading_beside import Readings
from goodoffices.services.stories import Stories
from goodoffices.services.workspaces import CaseWorkspace, Workspace, secret
from goodoffices.storage.cases import CaseRecords, parted
from goodoffices.storage.history import History
from goodoffices.talks.actions.case import OpenCase
from goodoffices.talks.actions.teaching import OpenClass
from goodoffices.web.bodies import LARGEST, Bounded

#: Seconds after which somebody has to sign in again.
SESSION: Final = 12 * 3600
_LARGEST_BODY: Final = 5_000_000
#: What another server began and did not live to end is taken up after so long at most.
_LOOKS_AFTER: Final = dt.timedelta(minutes=1)
_YEAR: Final = 365 * 24 * 3600
#: A cookie of such a name is taken by browsers from this host alone, by HTTPS: none is planted from beside it.
_HOST_ONLY: Final = "__Host-"


class Room:
    """One case that is served: its talks, and the bells of those who follow them."""

    def __init__(self, case: CaseWorkspace) -> None:
        self.id = case.id
        self.case = case
        self.talks = Talks(case.history)
        self.bells = Bells(self.talks)
        self.looks = Looks(self.talks)
        self.stories = Stories(self.talks)
        # What a crash has cut off between two steps.
        self.talks.runs_wait.set()

    @property
    def history(self) -> History:
        """The streams of the case."""
        return self.case.history

    @property
    def records(self) -> CaseRecords:
        """The records of the case."""
        return self.case.records


class House:
    """The workspace that this process serves, its clock, and a room for each case."""

    workspace: Workspace
    #: Links of a demonstration, by which somebody signs in without a password; there are none elsewhere.
    passes: ClassVar[dict[str, str]] = {}
    now: Callable[[], dt.datetime] = SteadyClock()
    #: What is heavy to compute, for all cases; its process starts when the first question comes.
    answers: ClassVar[Answers] = Answers()
    #: Documents that are made, and tables in which something is looked up, for all cases, in a process of their own.
    papers: ClassVar[Papers] = Papers()
    #: Reports that are being read, for all cases.
    readings: ClassVar[Readings] = Readings()
    _rooms: ClassVar[dict[str, Room]] = {}
    #: When it was last looked for what another server began and did not live to end.
    _looked: ClassVar[dt.datetime | None] = None
    _lock: ClassVar[threading.Lock] = threading.Lock()

    @classmethod
    def enter(cls, workspace: Workspace) -> None:
        """Serve a workspace from now on."""
        cls.workspace = workspace
        cls._rooms = {}
        cls._looked = None

    @classmethod
    def ids(cls) -> list[str]:
        """Return the ids of the cases that were opened, by whichever server; the first before the others."""
        return cls.workspace.cases()

    @classmethod
    def room(cls, case: str) -> Room | None:
        """Return the room of a case; None where no such case was opened."""
        room = cls._rooms.get(case)
        if room is None and cls.workspace.has_case(case):
            with cls._lock:
                room = cls._rooms.get(case)
                if room is None:
                    room = cls._rooms[case] = Room(cls.workspace.case(case))
        return room

    @classmethod
    def open(cls, action: OpenCase | OpenClass, by: str) -> Room:
        """Open talks, led by a mediator, or a class: a new case of the workspace. Who may is for the caller to say.

        Raises:
            Refused: it is not possible, in a sentence.
        """
        made = cls.workspace.open_case(action, by, cls.now())
        room = cls.room(made.id)
        assert room is not None
        return room

    @classmethod
    def tick(cls) -> None:
        """Close what has its deadline behind it, in all cases; let the engine run where it may.

        What fails in one case is said in the log, without saying which it is, and stops no other.
        """
        now = cls.now()
        for case in sorted({parted(due.stream)[0] for due in cls.workspace.store.due(now)}):
            with FAULTS.withstood("a case"):
                if room := cls.room(case):
                    room.talks.tick(now)
        if cls._looked is None or not dt.timedelta() <= now - cls._looked < _LOOKS_AFTER:
            cls._looked = now
            for room in list(cls._rooms.values()):
                room.talks.runs_wait.set()
                room.talks.tables_wait.set()
        for room in list(cls._rooms.values()):
            if room.talks.runs_wait.is_set():
                with FAULTS.withstood("a case"):
                    room.talks.finish_runs(now)
            if room.talks.tables_wait.is_set():
                with FAULTS.withstood("a case"):
                    room.talks.play_tables(now)


def set_up(
    workspace: Workspace,
    *,
    hosts: list[str],
    secure: bool,
    forward: bool = True,
    **more: Any,  # noqa: ANN401 - settings
) -> None:
    """Set Django up for a workspace, once in a process.

    Args:
        workspace: the workspace.
        hosts: the names under which it is reached.
        secure: whether it is reached by HTTPS alone; cookies are then sent no other way.
        forward: whether the tables of accounts are brought to the version of this program.
        more: settings beside ours, for tests.

    Raises:
        WorkspaceError: a newer Good Offices was here.
        StorageError: the tables would have to change while a server runs on them.
    """
    import django  # noqa: PLC0415 - slow to load
    from django.conf import settings  # noqa: PLC0415 - as above

    settings.configure(
        ALLOWED_HOSTS=hosts,
        AUTH_USER_MODEL="accounts.Account",
        # The token stands in every page, and in what GET /api/session says: no script reads the cookie.
        CSRF_COOKIE_HTTPONLY=True,
        CSRF_COOKIE_NAME=f"{_HOST_ONLY if secure else ''}csrftoken",
        CSRF_COOKIE_SAMESITE="Strict",
        CSRF_COOKIE_SECURE=secure,
        CSRF_FAILURE_VIEW="goodoffices.web.urls.forged",
        DATABASES={"default": _database(workspace)},
        DATA_UPLOAD_MAX_MEMORY_SIZE=_LARGEST_BODY,
        DEBUG=False,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        # What is sent stays in memory: no file of it lies about in the clear.
        FILE_UPLOAD_HANDLERS=["django.core.files.uploadhandler.MemoryFileUploadHandler"],
        FILE_UPLOAD_MAX_MEMORY_SIZE=LARGEST,
        # Fields are written by the engine of the pages, in a third of the time.
        FORM_RENDERER="django.forms.renderers.Jinja2",
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "goodoffices.web.accounts",
        ],
        LOGGING_CONFIG=None,
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "goodoffices.web.headers.headers",
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"],
        ROOT_URLCONF="goodoffices.web.urls",
        SECRET_KEY=secret(workspace.path, "web.key").hex(),
        SECURE_CONTENT_TYPE_NOSNIFF=True,
        # A browser that was here once comes by HTTPS alone; other names of this domain are not ours to speak for.
        SECURE_HSTS_SECONDS=_YEAR if secure else 0,
        # Nothing is told elsewhere; within, a form says where it comes from, without which its token is not enough.
        SECURE_REFERRER_POLICY="same-origin",
        SESSION_COOKIE_AGE=SESSION,
        SESSION_ENGINE="goodoffices.web.accounts.sessions",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_NAME=f"{_HOST_ONLY if secure else ''}sessionid",
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=secure,
        TIME_ZONE="UTC",
        USE_TZ=True,
        **more,
    )
    django.setup()
    # What somebody asked for in vain is theirs to know, and stands in no log.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    # Whoever asks under another name, or forges something, is refused; to say so each time would fill the log for them.
    logging.getLogger("django.security").setLevel(logging.CRITICAL)
    for name in ("django.request", "uvicorn.error", "asyncio"):
        logging.getLogger(name).addFilter(wordless)
    House.enter(workspace)
    if forward:
        from goodoffices.web.accounts.forward import bring_forward  # noqa: PLC0415 - needs Django set up

        bring_forward(workspace.store)


def _database(workspace: Workspace) -> dict[str, Any]:
    address = workspace.database
    if address.startswith(("postgresql://", "postgres://")):
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - slow to load

        given = dict(conninfo_to_dict(address))
        places = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
        return {
            "ENGINE": "django.db.backends.postgresql",
            **{ours: given.pop(theirs, "") for ours, theirs in places.items()},
            "OPTIONS": given,
            # One for each thread that answers; one that broke is made anew.
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        # Beside the talks, so that neither waits for the other.
        "NAME": str(workspace.path / "accounts.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        },
        "CONN_MAX_AGE": None,
    }


def application() -> Bounded:
    """Return what a server runs."""
    from goodoffices.web.handling import Handler  # noqa: PLC0415 - needs Django set up

    return Bounded(Handler())


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(32)
