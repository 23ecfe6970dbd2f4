"""The desk's addresses."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.desk import assumptions, exports, frames, people

app_name = "desk"
urlpatterns = [
    path("people", people.people, name="people"),
    path("case", frames.case, name="case"),
    path("case/preferences/<int:number>", assumptions.assumed, name="assumed"),
    path("export", exports.exports, name="exports"),
    path("export/<str:name>", exports.download, name="download"),
]
