"""The addresses of briefings: audiences and items stand in them as their places in lists."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.briefings import audiences, items, views

app_name = "briefings"
urlpatterns = [
    path("briefings", views.briefings, name="briefings"),
    path("briefings/items/<int:number>", items.item, name="item"),
    path("briefings/to/<int:number>", audiences.audience, name="audience"),
]
