"""The addresses of a class."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.classroom import debriefing, instructing, results, seated, watching

app_name = "classroom"
urlpatterns = [
    path("class", instructing.instructing, name="class"),
    path("class/tables/<int:number>", watching.watching, name="watch"),
    path("class/results/<str:name>", results.results, name="results"),
    path("table", seated.seated, name="table"),
    path("debrief", debriefing.debriefing, name="debrief"),
    path("debrief/<int:number>", debriefing.one_table, name="debriefed"),
]
