"""The addresses of the agreement."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.agreement import lists, views

app_name = "agreement"
urlpatterns = [
    path("agreement", views.agreement, name="agreement"),
    path("agreement/lists", lists.lists, name="lists"),
]
