"""The address of precedents."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.precedents import views

app_name = "precedents"
urlpatterns = [path("precedents", views.precedents, name="precedents")]
