"""What is drawn is the same whatever the processor: sums are rounded in one way, whoever adds them up."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final

from tests.conftest import ROOT

#: Another processor, as far as libraries choose their code by it: linear algebra, arrays.
OLDER: Final = {
    "OPENBLAS_CORETYPE": "Prescott",
    "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_ICL X86_V3 X86_V4",
}
#: The same for compiled kernels, which takes their time to compile.
GENERIC: Final = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}

DRAWS: Final = """
import hashlib
from goodoffices.analysis.partial.room import room_of
from goodoffices.services import open_scenario
for name in ("cairo-2024", "tessen-river"):
    for draws in room_of(open_scenario(f"examples/{name}").case).draws:
        print(draws.shape, hashlib.sha256(draws.tobytes()).hexdigest())
"""

TALKS: Final = """
from goodoffices.services import open_scenario
from goodoffices.simulation.agents.honest import Honest
from goodoffices.simulation.naming import protocol_of
from goodoffices.simulation.playing import play
from goodoffices.simulation.scenario import scenario_of
from goodoffices.simulation.told import told_of
scenario = scenario_of(open_scenario("examples/tessen-river").case, "river")
for told in ("nothing", "nothing+4", "orders"):
    one = play(scenario, protocol_of("proposals"), [Honest], told=told_of(told), seed=(1,))
    print(one.package, one.answers, one.replies)
"""


def said(script: str, **settings: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_draws_are_the_same_to_the_byte_on_an_older_processor() -> None:
    here = said(DRAWS)
    assert "(50, 40, " in here
    assert said(DRAWS, **OLDER, **GENERIC) == here


def test_mediated_talks_are_the_same_on_an_older_processor() -> None:
    assert said(TALKS, **OLDER) == said(TALKS)
