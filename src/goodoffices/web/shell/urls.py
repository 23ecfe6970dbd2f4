"""The beginning, drafts, and static files."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.shell import assets, beginning, keeping, living

app_name = "shell"
urlpatterns = [
    path("", beginning.home, name="home"),
    path("cases/<str:case>/drafts", keeping.drafted, name="drafts"),
    path("cases/<str:case>/live", living.live, name="live"),
    path("static/<str:build>/<path:name>", assets.served, name="static"),
]
