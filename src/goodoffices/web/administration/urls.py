"""Where administrators work."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.administration import views

app_name = "administration"
urlpatterns = [
    path("administration", views.people_page, name="people"),
    path("administration/backup", views.backup, name="backup"),
]
