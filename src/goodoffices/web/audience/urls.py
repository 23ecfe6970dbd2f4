"""The address of the page of those who follow the talks."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.audience import views

app_name = "audience"
urlpatterns = [path("audiences", views.audience, name="audience")]
