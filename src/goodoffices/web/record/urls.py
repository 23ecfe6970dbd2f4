"""The record's addresses."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.record import conflicts, intake, positions, reviewing

app_name = "record"
urlpatterns = [
    path("positions", positions.positions, name="positions"),
    path("record", reviewing.record, name="record"),
    path("record/statements/<int:number>", reviewing.statement, name="statement"),
    path("record/conflicts", conflicts.conflicts, name="conflicts"),
    path("record/reading", intake.reading, name="reading"),
]
