"""The addresses of the ledger: what is owed and counted stands in them by its place."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.ledger import obligations, tallies, views

app_name = "ledger"
urlpatterns = [
    path("ledger", views.ledger, name="ledger"),
    path("ledger/obligation/<int:number>", obligations.obligation, name="obligation"),
    path("ledger/tally/<int:number>", tallies.tally, name="tally"),
]
