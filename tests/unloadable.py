"""A library that is installed, and cannot be loaded: what it needs of the operating system is not there."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from types import ModuleType


@dataclass(frozen=True)
class Unloadable:
    """Finds one library, and fails to load it with these words."""

    library: str
    words: str

    def find_spec(self, name: str, *_rest: object) -> ModuleSpec | None:
        """Find it."""
        return ModuleSpec(name, self) if name == self.library else None  # type: ignore[arg-type]  # a loader it is

    def create_module(self, spec: ModuleSpec) -> None:
        """Make an empty module."""
        del spec

    def exec_module(self, module: ModuleType) -> None:
        """Fail to fill it."""
        del module
        raise OSError(self.words)
