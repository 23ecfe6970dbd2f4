"""The solution concepts, one file each, over the points of a front.

Each takes the candidates (gains and utilities of points that nobody loses by) and returns the values to be maximised.
`choose` picks the best and settles ties the same way for all.
"""

from goodoffices.analysis.solutions import egalitarian, kalai_smorodinsky, nash, utilitarian
from goodoffices.analysis.solutions.choice import Candidates, choose

__all__ = ["Candidates", "choose", "egalitarian", "kalai_smorodinsky", "nash", "utilitarian"]
