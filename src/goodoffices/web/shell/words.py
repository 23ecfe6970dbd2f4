"""Words for forms: translated when they are shown, and typed as what Django takes for labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from goodoffices import language

#: As `language.gettext_lazy`; Django's types know lazy words of its own alone.
gettext_lazy: Final[Callable[[str], Any]] = language.gettext_lazy
