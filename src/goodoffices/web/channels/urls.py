"""The addresses of the channels: a party stands in them by its place, a file by its number in the channel."""

from __future__ import annotations

from django.urls import path

from goodoffices.web.channels import downloads, own, views

app_name = "channels"
urlpatterns = [
    path("channels", views.channels, name="channels"),
    path("channel", own.own, name="own"),
    path("channels/<int:number>", views.channel, name="channel"),
    path("channels/<int:number>/files/<str:attachment>", downloads.file, name="file"),
]
