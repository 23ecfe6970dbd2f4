"""The endpoints."""

from __future__ import annotations

from django.urls import include, path

from goodoffices.web.api import agreed, document, papers, recording, sessions, studying, talking, telling

#: What is asked of one case: under `cases/ID/`; and without it by those who take part in one alone.
OF_A_CASE = [
    path("invitations", sessions.invitations),
    path("acts", talking.acts),
    path("previews", talking.previews),
    path("view", talking.standing_now),
    path("streams", talking.streams),
    path("streams/<path:stream>/events", talking.events),
    path("search", talking.searched),
    path("transcript", talking.transcripts),
    path("live", talking.live),
    path("record", recording.record),
    path("agreement", agreed.agreement),
    path("ledger", agreed.ledger),
    path("calendar", agreed.calendar),
    path("document", papers.document),
    path("briefings", telling.briefings),
    path("precedents", studying.precedents),
    path("data.jsonl", papers.data, {"kind": "jsonl"}),
    path("data.csv", papers.data, {"kind": "csv"}),
]
urlpatterns = [
    path("openapi.json", document.openapi),
    path("session", sessions.session),
    path("invitations/accepted", sessions.accepted),
    path("factor", sessions.factor),
    path("cases/<str:case>/", include(OF_A_CASE)),
    *OF_A_CASE,
]
