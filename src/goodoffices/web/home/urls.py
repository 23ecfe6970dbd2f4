"""Where a party's own affairs are; with a number, as mediators enter them for the party of that place."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.home import exact, mandate, notes, preferences, questions

app_name = "home"
urlpatterns = [
    path("home/room", notes.room, name="room"),
    path("home/questions", questions.questions, name="questions"),
    path("parties/<int:number>/questions", questions.questions_of, name="questions-of"),
    path("home/preferences", preferences.preferences, name="preferences"),
    path("parties/<int:number>/preferences", preferences.preferences_of, name="preferences-of"),
    path("home/preferences/numbers", exact.numbers, name="numbers"),
    path("parties/<int:number>/preferences/numbers", exact.numbers_of, name="numbers-of"),
    path("home/mandate", mandate.mandate, name="mandate"),
    path("parties/<int:number>/mandate", mandate.mandate_of, name="mandate-of"),
]
