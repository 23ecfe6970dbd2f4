"""The overview's address: the case itself."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.overview import views

app_name = "overview"
urlpatterns = [path("", views.overview, name="overview")]
