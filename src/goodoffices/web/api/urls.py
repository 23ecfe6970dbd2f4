"""The endpoints."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.api import document, recording, sessions, talking

urlpatterns = [
    path("openapi.json", document.openapi),
    path("session", sessions.session),
    path("invitations", sessions.invitations),
    path("invitations/accepted", sessions.accepted),
    path("factor", sessions.factor),
    path("acts", talking.acts),
    path("previews", talking.previews),
    path("view", talking.standing_now),
    path("streams", talking.streams),
    path("streams/<path:stream>/events", talking.events),
    path("search", talking.searched),
    path("transcript", talking.transcripts),
    path("live", talking.live),
    path("record", recording.record),
]
