"""Where a party's own affairs are; with a number, as mediators enter them for the party of that place."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.home import mandate, notes, questions

app_name = "home"
urlpatterns = [
    path("home/room", notes.room, name="room"),
    path("home/questions", questions.questions, name="questions"),
    path("parties/<int:number>/questions", questions.questions_of, name="questions-of"),
    path("home/mandate", mandate.mandate, name="mandate"),
    path("parties/<int:number>/mandate", mandate.mandate_of, name="mandate-of"),
]
