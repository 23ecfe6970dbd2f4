"""The door's addresses."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.entrance import settings, views

app_name = "entrance"
urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("invitation", views.invitation, name="invitation"),
    path("language", views.speak, name="language"),
    path("demonstration", views.demonstrated, name="demonstrated"),
    path("settings", settings.settings, name="settings"),
]
