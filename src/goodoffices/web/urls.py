"""Where everything is, and what answers where something is wrong: endpoints in JSON, pages as pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from goodoffices.web.api import answering
from goodoffices.web.shell import faults
from goodoffices.web.shell.speaking import spoken_outside

urlpatterns = [
    path("api/", include("goodoffices.web.api.urls")),
    path("", include("goodoffices.web.shell.urls")),
    path("", include("goodoffices.web.entrance.urls")),
    path("", include("goodoffices.web.administration.urls")),
    path("", include("goodoffices.web.cases.urls")),
    path("", include("goodoffices.web.classroom.outside")),
    path("cases/<str:case>/", include("goodoffices.web.overview.urls")),
    path("cases/<str:case>/", include("goodoffices.web.agenda.urls")),
    path("cases/<str:case>/", include("goodoffices.web.channels.urls")),
    path("cases/<str:case>/", include("goodoffices.web.proposals.urls")),
    path("cases/<str:case>/", include("goodoffices.web.analysis.urls")),
    path("cases/<str:case>/", include("goodoffices.web.desk.urls")),
    path("cases/<str:case>/", include("goodoffices.web.home.urls")),
    path("cases/<str:case>/", include("goodoffices.web.rounds.urls")),
    path("cases/<str:case>/", include("goodoffices.web.audience.urls")),
    path("cases/<str:case>/", include("goodoffices.web.briefings.urls")),
    path("cases/<str:case>/", include("goodoffices.web.voices.urls")),
    path("cases/<str:case>/", include("goodoffices.web.timeline.urls")),
    path("cases/<str:case>/", include("goodoffices.web.record.urls")),
    path("cases/<str:case>/", include("goodoffices.web.terms.urls")),
    path("cases/<str:case>/", include("goodoffices.web.agreement.urls")),
    path("cases/<str:case>/", include("goodoffices.web.schedule.urls")),
    path("cases/<str:case>/", include("goodoffices.web.ledger.urls")),
    path("cases/<str:case>/", include("goodoffices.web.documents.urls")),
    path("cases/<str:case>/", include("goodoffices.web.precedents.urls")),
    path("cases/<str:case>/", include("goodoffices.web.classroom.urls")),
]


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what is not there."""
    if _is_endpoint(request):
        return answering.missing(request, exception)
    with spoken_outside(request):
        return faults.missing(request, exception)


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a request that cannot be read."""
    if _is_endpoint(request):
        return answering.malformed(request, exception)
    with spoken_outside(request):
        return faults.malformed(request, exception)


def fault(request: HttpRequest) -> HttpResponse:
    """Answer for a fault of ours."""
    if _is_endpoint(request):
        return answering.fault(request)
    with spoken_outside(request):
        return faults.fault(request)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer for a request without the token that shows where it comes from."""
    if _is_endpoint(request):
        return answering.forged(request, reason)
    with spoken_outside(request) as account:
        return faults.forged(request, drafted=account is not None and "HX-Request" in request.headers)


def _is_endpoint(request: HttpRequest) -> bool:
    """Whether what went wrong was asked for by a program, which reads JSON."""
    return request.path.startswith("/api/")


handler404, handler500, handler400 = missing, fault, malformed
