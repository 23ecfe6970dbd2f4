"""Compile the kernels ahead of the first use: `python -m goodoffices.analysis.warm`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from goodoffices.analysis import covering, dominance, dominance_kernels, kernels
from goodoffices.analysis.counting import kernels as counting_kernels
from goodoffices.analysis.counting import term_kernels
from goodoffices.analysis.counting.binding import Binding
from goodoffices.analysis.counting.halves import count_halves, halves_of
from goodoffices.analysis.counting.lattice import count_on, lattice_of, plan_of
from goodoffices.analysis.counting.sampled import sampled_count
from goodoffices.analysis.counting.searched import search
from goodoffices.analysis.diagram import Diagram, chain
from goodoffices.analysis.expressions import Expressions
from goodoffices.analysis.folding.pair import fold_pair
from goodoffices.analysis.interdependent.counting import count_interdependent
from goodoffices.analysis.interdependent.worths import Term, Worth, Worths
from goodoffices.analysis.partial import telling_kernels, walking_kernels
from goodoffices.analysis.partial.telling_kernels import told
from goodoffices.analysis.partial.walking_kernels import walked
from goodoffices.analysis.space import Values
from goodoffices.model.issues import Issue, Option


def compiled() -> tuple[int, int]:
    """Return how many kernels have their machine code in the cache, and how many there are. Nothing is compiled."""
    ready = every = 0
    version = f"py{sys.version_info.major}{sys.version_info.minor}"
    modules = (
        covering, dominance_kernels, kernels, counting_kernels, term_kernels, telling_kernels, walking_kernels,
    )  # fmt: skip
    for module in modules:
        source = Path(str(module.__file__))
        for kernel in vars(module).values():
            # What numba has made of a function of this module, and will look for in its cache.
            if not hasattr(kernel, "py_func") or kernel.py_func.__module__ != module.__name__:
                continue
            every += 1
            name = f"{source.stem}.{kernel.py_func.__qualname__}-{kernel.py_func.__code__.co_firstlineno}.{version}.nbi"
            index = Path(kernel.stats.cache_path or "") / name
            ready += index.is_file() and index.stat().st_mtime >= source.stat().st_mtime
    return ready, every


def warm() -> None:
    """Run every kernel once, so that its machine code lies in the cache."""
    covering.warm()
    dominance.warm()
    values = Values((([0.0, 1.0],), ([1.0, 0.0],)), (0.0, 0.0), (1.0, 1.0))
    for diagram in (chain([2]), Diagram((((0, -1),),), free=False)):
        fold_pair(diagram, values).first_package((0.0, 0.0))
        one = Binding(values.tables[0], 0.5, [[0.0], [0.0]], [[1.0], [0.0]])
        search(diagram, [one])
        for parties in (2, 3):
            count_halves(halves_of(diagram, [one] * parties))
        lattice = lattice_of([one])
        assert lattice is not None
        count_on(diagram, lattice, plan_of(diagram, lattice))
        sampled_count(diagram, [one], seconds=0.0)
    told(np.ones((2, 1)), 0, 1, np.ones((1, 1)), 0.0)
    walked(np.ones((1, 1)), np.ones((1, 1)), np.zeros((1, 1)), 1, 1, 1, 1)
    over = (Issue(id="one", options=(Option(id="no"), Option(id="yes"))),)
    term = Term(("in", 0, 2), 1.0)
    worths = Worths((Worth(([0.0, 0.0],), (term,), 0.0, 1.0, 1.0),), Expressions(over))
    count_interdependent(None, worths, [0.5], over)


if __name__ == "__main__":
    warm()
