"""The addresses outside a class: opening one, and coming into one."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.classroom import joining, opening

app_name = "classes"
urlpatterns = [
    path("classes/new", opening.opened, name="new"),
    path("class-door", joining.joining, name="join"),
]
