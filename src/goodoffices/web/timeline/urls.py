"""The time line's address."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.timeline import views

app_name = "timeline"
urlpatterns = [path("timeline", views.timeline, name="timeline")]
