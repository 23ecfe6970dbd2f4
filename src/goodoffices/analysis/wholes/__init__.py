"""Sums of whole numbers that must hold together: what each unknown can be, exactly, and which figures cannot be true.

What follows from one sum after another is found by narrowing (`domains`); where that and a short search do not settle a
question, OR-Tools' CP-SAT does (`solving`), which is loaded only then.
"""

from goodoffices.analysis.wholes.rows import LARGEST, Row, Terms
from goodoffices.analysis.wholes.sums import Extent, Wholes

__all__ = ["LARGEST", "Extent", "Row", "Terms", "Wholes"]
