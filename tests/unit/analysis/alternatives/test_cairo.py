"""What the sample cases say of life without a deal."""

from __future__ import annotations

from goodoffices import analyse
from goodoffices.services import sample_case


def test_the_campaign_rafah_the_families_and_the_need_in_the_north_are_there_with_sources() -> None:
    found = analyse(sample_case("cairo-2024"), robust=False).alternatives
    assert found is not None
    by = {one.party: one for one in found.parties}
    assert by["israel"].best == "israel-campaign"
    assert (by["israel"].derived, by["israel"].stated, by["israel"].agrees) == ((0.45, 0.65), 0.55, True)
    titles = " ".join(driver.title for one in found.parties for driver in one.drivers)
    for word in ("campaign", "Rafah", "Families", "need of those in the north"):
        assert word in titles
    assert all(driver.sources and driver.assumption for one in found.parties for driver in one.drivers)
    (need,) = (driver for one in found.parties for driver in one.drivers if driver.over)
    assert (need.per, [moment.periods for moment in need.over]) == ("week", [1, 2, 4, 8, 12])
    assert [one.alternative for one in found.influences] == ["hamas-holds-on", "israel-campaign"]
    # limits block the zone whatever the alternatives are, and the answer says so
    assert found.limits_aside
    assert any("limits aside" in note for note in found.notes)
    assert by["hamas"].empty_above is not None
    assert by["hamas"].high is not None
    assert by["hamas"].high.packages == 0


def test_a_case_without_alternatives_has_no_answer() -> None:
    assert analyse(sample_case("cairo-2024-frame")).alternatives is None
