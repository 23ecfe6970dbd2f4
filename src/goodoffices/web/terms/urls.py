"""The address of the terms."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.terms import views

app_name = "terms"
urlpatterns = [path("terms", views.terms, name="terms")]
