"""Where everything is."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("api/", include("goodoffices.web.api.urls"))]

handler404 = "goodoffices.web.api.answering.missing"
handler500 = "goodoffices.web.api.answering.fault"
handler400 = "goodoffices.web.api.answering.malformed"
