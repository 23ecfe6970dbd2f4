"""The tables of accounts: brought to the version of this program, never under a server that runs, and never back."""

from __future__ import annotations

import time
from pkgutil import iter_modules
from typing import Final

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from goodoffices.services.workspaces import WorkspaceError
from goodoffices.storage.errors import StorageError
from goodoffices.storage.port import Store
from goodoffices.web.accounts import migrations

_APP: Final = "accounts"
#: Seconds that one server waits for another which brings the same tables forward.
_PATIENCE: Final = 10.0
_GLANCE: Final = 0.2


def steps() -> list[str]:
    """Return the names of the steps that this program knows, the first before the others."""
    return sorted(one.name for one in iter_modules(migrations.__path__))


def pending() -> list[str]:
    """Return the steps that the tables of accounts still need, by name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _backwards in plan]


def unknown() -> list[str]:
    """Return the steps that were done to the tables of accounts, and that this program does not know."""
    loader = MigrationExecutor(connection).loader
    done = {name for app, name in loader.applied_migrations if app == _APP}
    return sorted(done.difference(steps()))


def bring_forward(store: Store) -> None:
    """Bring the tables of accounts forward, where they are not.

    Args:
        store: the talks that go with them: no server may run on those meanwhile.

    Raises:
        WorkspaceError: a newer Good Offices was here.
        StorageError: a server runs.
    """
    if later := unknown():
        raise WorkspaceError(
            f"the accounts: a newer Good Offices has changed their tables ({later[-1]}); install that version, or one "
            "after it"
        )
    until = time.monotonic() + _PATIENCE
    while pending():
        try:
            with store.alone():
                call_command("migrate", verbosity=0, interactive=False)
        except StorageError:
            if time.monotonic() > until:
                raise
            time.sleep(_GLANCE)
