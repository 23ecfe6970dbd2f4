"""The addresses of proposals: a party stands in them by its place, a proposal by its number in that channel."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.proposals import composing, one, own, views

app_name = "proposals"
urlpatterns = [
    path("proposals", views.proposals, name="proposals"),
    path("proposals/own", own.own, name="own"),
    path("proposals/new", composing.new, name="new"),
    path("proposals/final", composing.final, name="final"),
    path("proposals/bidding", composing.bidding, name="bidding"),
    path("proposals/run", composing.run, name="run"),
    path("proposals/<int:number>/<str:proposal>", one.proposal, name="proposal"),
    path("proposals/<int:number>/<str:proposal>/revise", composing.revise, name="revise"),
]
