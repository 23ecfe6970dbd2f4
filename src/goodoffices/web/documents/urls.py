"""The addresses of documents: a proposal stands in them as it does among proposals, a copy by its place in a list."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.documents import views

app_name = "documents"
urlpatterns = [
    path("documents", views.documents, name="documents"),
    path("documents/agreement", views.agreement, name="agreement"),
    path("documents/agreement/<int:copy>/<str:kind>", views.agreement_file, name="agreement-file"),
    path("documents/<int:number>/<str:proposal>", views.proposal, name="proposal"),
    path(
        "documents/<int:number>/<str:proposal>/<int:copy>/<str:kind>",
        views.proposal_file,
        name="proposal-file",
    ),
]
