"""The addresses of the analysis."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.analysis import (
    bodies,
    counts,
    deadlock,
    frontier,
    grounds,
    questions,
    rehearsing,
    trades,
)

app_name = "analysis"
urlpatterns = [
    path("analysis/deadlock", deadlock.deadlock, name="deadlock"),
    path("analysis/frontier", frontier.frontier, name="frontier"),
    path("analysis/trades", trades.trades, name="trades"),
    path("analysis/rehearsal", rehearsing.rehearsal, name="rehearsal"),
    path("analysis/questions", questions.questions, name="questions"),
    path("analysis/counts", counts.counts, name="counts"),
    path("analysis/bodies", bodies.bodies, name="bodies"),
    path("analysis/alternatives", grounds.alternatives, name="alternatives"),
    path("analysis/grounds", grounds.grounds, name="grounds"),
]
