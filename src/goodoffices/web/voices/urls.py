"""The addresses of what affected people say: their own page, and that of those who listen."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.voices import listening, own

app_name = "voices"
urlpatterns = [
    path("voice", own.own, name="own"),
    path("voices", listening.listening, name="listening"),
]
