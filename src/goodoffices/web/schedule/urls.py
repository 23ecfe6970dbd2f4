"""The addresses of the schedule."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.schedule import views

app_name = "schedule"
urlpatterns = [
    path("schedule", views.schedule, name="schedule"),
    path("schedule/calendar.ics", views.calendar, name="calendar"),
]
