"""The address of the rounds."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.rounds import views

app_name = "rounds"
urlpatterns = [path("rounds", views.rounds, name="rounds")]
