"""Documents for people: one self-contained page for an analysis."""

from goodoffices.reports.page import render_page

__all__ = ["render_page"]
