"""The agenda's address."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.agenda import views

app_name = "agenda"
urlpatterns = [path("agenda", views.agenda, name="agenda")]
