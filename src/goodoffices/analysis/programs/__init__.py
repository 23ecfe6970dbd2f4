"""Linear and mixed-integer programs, solved by OR-Tools' GLOP and SCIP."""

from goodoffices.analysis.programs.diagrams import flow, longest, places_of
from goodoffices.analysis.programs.program import Program, Solved

__all__ = ["Program", "Solved", "flow", "longest", "places_of"]
