"""Where everything is, and what answers where something is wrong: endpoints in JSON, pages as pages."""

from __future__ import annotations

from types import ModuleType

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from goodoffices.web.api import answering
from goodoffices.web.shell import faults

urlpatterns = [
    path("api/", include("goodoffices.web.api.urls")),
    path("", include("goodoffices.web.shell.urls")),
    path("", include("goodoffices.web.entrance.urls")),
    path("", include("goodoffices.web.administration.urls")),
    path("", include("goodoffices.web.cases.urls")),
    path("cases/<str:case>/", include("goodoffices.web.overview.urls")),
    path("cases/<str:case>/", include("goodoffices.web.agenda.urls")),
    path("cases/<str:case>/", include("goodoffices.web.channels.urls")),
    path("cases/<str:case>/", include("goodoffices.web.proposals.urls")),
    path("cases/<str:case>/", include("goodoffices.web.analysis.urls")),
    path("cases/<str:case>/", include("goodoffices.web.desk.urls")),
    path("cases/<str:case>/", include("goodoffices.web.home.urls")),
    path("cases/<str:case>/", include("goodoffices.web.rounds.urls")),
    path("cases/<str:case>/", include("goodoffices.web.audience.urls")),
    path("cases/<str:case>/", include("goodoffices.web.timeline.urls")),
    path("cases/<str:case>/", include("goodoffices.web.record.urls")),
]


def _faults(request: HttpRequest) -> ModuleType:
    """Return what answers a request that went wrong."""
    return answering if request.path.startswith("/api/") else faults


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what is not there."""
    found: HttpResponse = _faults(request).missing(request, exception)
    return found


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a request that cannot be read."""
    found: HttpResponse = _faults(request).malformed(request, exception)
    return found


def fault(request: HttpRequest) -> HttpResponse:
    """Answer for a fault of ours."""
    found: HttpResponse = _faults(request).fault(request)
    return found


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer for a request without the token that shows where it comes from."""
    found: HttpResponse = _faults(request).forged(request, reason)
    return found


handler404, handler500, handler400 = missing, fault, malformed
