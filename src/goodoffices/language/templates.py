"""The same messages in Jinja templates: `{% trans %}`, `_()`, `ngettext()`, `pgettext()`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Self

from goodoffices.language import dates, lists, messages, numbers
from goodoffices.language.known import current, direction
from goodoffices.language.sentences import sentence

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context
    from markupsafe import Markup

#: The extension of Jinja that knows messages; the script that collects them asks for it too.
EXTENSION: Final = "jinja2.ext.i18n"

#: The functions that fill values in, and where among their arguments a count stands.
_FILLING: Final = {"gettext": None, "ngettext": 2, "pgettext": None, "npgettext": 3}


def install(environment: Environment) -> None:
    """Give an environment the messages, and the filters and functions that write numbers, days and lists.

    Whole numbers in messages are written with the digits of the language:
    `{{ ngettext("%(num)s limit", "%(num)s limits", n) }}`.
    """
    environment.add_extension(EXTENSION)
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # comes with the extension
        messages.gettext, messages.ngettext, newstyle=True,
        pgettext=messages.pgettext, npgettext=messages.npgettext,
    )  # fmt: skip
    for name, place in _FILLING.items():
        environment.globals[name] = _with_figures(environment.globals[name], place)
    environment.globals.update(
        _=environment.globals["gettext"], language=current, direction=direction, counted=_counting(),
        spread=numbers.spread, about=numbers.about, labelled=_labelling(),
        closing=lists.closing,
    )  # fmt: skip
    environment.filters.update(
        sentence=sentence, figures=numbers.figures, day=dates.day, days=_days, moment=dates.moment,
        whole=numbers.whole, number=numbers.number, percent=numbers.percent, isolated=numbers.isolated,
        listed=lists.listed,
    )  # fmt: skip


class _Figure(str):
    """A whole number as the language writes it, which is still one for those who fill it in as `%(n)d`."""

    __slots__ = ("_value",)
    _value: int

    def __new__(cls, text: str, value: int) -> Self:
        made = super().__new__(cls, text)
        made._value = value
        return made

    def __int__(self) -> int:
        return self._value


def _days(pair: tuple[Any, Any]) -> str:
    return dates.days(*pair)


def _with_figures(fill: Any, place: int | None) -> Callable[..., Any]:  # noqa: ANN401 - what the extension made
    """Write whole numbers as the language does before they are filled in; others come written."""
    from jinja2 import pass_context  # noqa: PLC0415 - whoever has an environment has loaded it

    @pass_context
    def filling(context: Context, *arguments: Any, **values: Any) -> Any:  # noqa: ANN401 - as above
        if place is not None:
            values.setdefault("num", arguments[place])
        return fill(context, *arguments, **_written(context, values))

    return filling


def _counting() -> Callable[..., Markup]:
    """Return `counted` for templates, where what fills other places is escaped."""
    from jinja2 import pass_context  # noqa: PLC0415 - whoever has an environment has loaded it
    from markupsafe import Markup  # noqa: PLC0415 - as above

    @pass_context
    def counting(context: Context, singular: str, plural: str, n: int, **values: Any) -> Markup:  # noqa: ANN401 - as above
        message = Markup(messages.ngettext(singular, plural, n))  # noqa: S704 - our own words
        return message.format(**_written(context, values | {"n": n}))

    return counting


def _labelling() -> Callable[..., Markup]:
    """Return `labelled` for templates, where what is no markup is escaped."""
    from jinja2 import pass_context  # noqa: PLC0415 - as above
    from markupsafe import Markup  # noqa: PLC0415 - as above

    @pass_context
    def labelling(context: Context, name: Any, value: Any) -> Markup:  # noqa: ANN401 - as above
        return Markup("{name}{mark}{value}").format(
            mark=messages.gettext(": "), **_written(context, {"name": name, "value": value})
        )

    return labelling


def _written(context: Context, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as they are filled in: numbers as the language writes them, texts apart from those around them."""
    shown = context.environment.finalize or (lambda value: value)
    return {name: _value(value, shown) for name, value in values.items()}


def _value(value: Any, shown: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - as above
    if type(value) is int:
        return _Figure(numbers.whole(value), value)
    return numbers.isolated(shown(value)) if type(value) is str else shown(value)
