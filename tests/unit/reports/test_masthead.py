from __future__ import annotations

import pytest

from goodoffices.analysis.results import Zone
from goodoffices.reports.masthead import zone_in_words, zone_size
from goodoffices.reports.words import share


@pytest.mark.parametrize(
    ("zone", "tone", "said", "size"),
    [
        (Zone(packages=1, share=0.1, status="exact"), "open", "One package is acceptable to all.", "1"),
        (
            Zone(packages=15, share=0.1, status="bounded", bounds=(0, 20)),
            "unknown",
            "Between 0 and 20 packages are acceptable to all.",
            "0 to 20",
        ),
        (
            Zone(packages=15, share=0.1, status="sampled", bounds=(12, 20), confidence=0.99),
            "open",
            f"By a sample, between 12 and 20 packages are acceptable to all ({share(0.99)} sure).",
            "12 to 20",
        ),
    ],
)
def test_a_zone_is_said_as_surely_as_it_is_known(zone: Zone, tone: str, said: str, size: str) -> None:
    assert zone_in_words(zone) == (tone, said)
    assert zone_size(zone) == size
