"""The desk's addresses."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.desk import people

app_name = "desk"
urlpatterns = [path("people", people.people, name="people")]
