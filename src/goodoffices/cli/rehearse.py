"""`goodoffices rehearse`: what would come of a package if the mediator tabled it now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from goodoffices.cli.output import json_option, page_file, print_json, save_text
from goodoffices.cli.scenario import ScenarioCommand, warn
from goodoffices.cli.waiting import waiting

if TYPE_CHECKING:
    from goodoffices.simulation.rehearsing.inputs import Range

_NUMBER: Final = r"[0-9]*\.?[0-9]+"
_SPAN: Final = re.compile(rf"(?:(?P<party>.+)=)?(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER}))?")


@click.command(cls=ScenarioCommand)
@click.argument("path", type=click.Path())
@click.option(
    "--package",
    metavar="PACKAGE",
    required=True,
    help="What is tabled: nash, …, a question's id, way-1, ISSUE=OPTION,… or a file; it settles every issue.",
)
@click.option("--profiles", metavar="FILE…", multiple=True, help="The profiles at the table, in order.")
@click.option(
    "--draws", type=int, default=2_000, show_default=True, help="How often all that is not known is drawn."
)
@click.option("--seed", type=int, default=0, show_default=True, help="What all chance begins with.")
@click.option(
    "--rounds",
    type=int,
    default=100,
    show_default=True,
    help="When talks that go on after a refusal end without an agreement.",
)
@click.option(
    "--plays",
    type=int,
    default=100,
    show_default=True,
    help="So many refused draws at most are played on.",
)
@click.option(
    "--aspiration",
    metavar="[PARTY=]LOW..HIGH",
    multiple=True,
    help="For which share of what it could gain at most a side holds out now (0..0.5); may be repeated.",
)
@click.option(
    "--firm",
    metavar="[PARTY=]LOW..HIGH",
    multiple=True,
    help="The chance that a stated red line holds (0.5..1); may be repeated.",
)
@click.option(
    "--approval",
    metavar="[PARTY=]LOW..HIGH",
    multiple=True,
    help="The chance of approval at home where nothing is known of it (0..1); may be repeated.",
)
@click.option("--save", metavar="FILE.html", type=click.Path(dir_okay=False), help="Write a page.")
@json_option
def command(  # noqa: PLR0917 - one argument an option
    path: str,
    package: str,
    profiles: tuple[str, ...],
    draws: int,
    seed: int,
    rounds: int,
    plays: int,
    aspiration: tuple[str, ...],
    firm: tuple[str, ...],
    approval: tuple[str, ...],
    save: str | None,
    as_json: bool,
) -> None:
    """Say what would come of a package if the mediator tabled it now: how often, in which range, what that hangs on.

    PATH is a case file or folder, a GENIUS domain folder or file, a GeniusWeb JSON folder or a NegMAS folder. What is
    not known for certain is drawn from its range; the same call gives the same answer.
    """
    from goodoffices.services import open_scenario  # noqa: PLC0415 - heavy
    from goodoffices.services.rehearsing import rehearsal_page, rehearse  # noqa: PLC0415 - as above

    if save:
        page_file(save)
    opened = open_scenario(path, profiles or None)
    warn(opened.warnings)
    with waiting(f"rehearsing {path}"):
        found = rehearse(
            opened, package, draws=draws, seed=seed, rounds=rounds, plays=plays,
            aspiration=_spans("--aspiration", aspiration), firm=_spans("--firm", firm),
            approval=_spans("--approval", approval),
        )  # fmt: skip
    if save:
        save_text(save, rehearsal_page(opened.case, found))
    if as_json:
        print_json(found.to_dict())
        return
    from goodoffices.cli.rehearsing import print_rehearsal  # noqa: PLC0415 - only for people

    print_rehearsal(opened.case, found)


def _spans(option: str, given: tuple[str, ...]) -> dict[str, Range] | None:
    """Read LOW..HIGH, or one number for both, for all parties or for one."""
    found: dict[str, Range] = {}
    for text in given:
        span = _SPAN.fullmatch(text.strip())
        if span is None:
            raise click.UsageError(
                f"'{text}' is no range; say for instance {option} 0.1..0.4, or {option} PARTY=0.1..0.4"
            )
        party = span["party"] or ""
        if party in found:
            whom = f"of '{party}' " if party else ""
            raise click.UsageError(f"{option}: a range {whom}is given twice; give it once")
        found[party] = (float(span["low"]), float(span["high"] or span["low"]))
    return found or None
