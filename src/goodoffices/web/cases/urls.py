"""Where one's cases are."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.cases import views

app_name = "cases"
urlpatterns = [path("cases", views.cases, name="cases"), path("cases/new", views.opened, name="new")]
