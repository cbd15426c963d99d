"""Addresses of all registers."""

from django.urls import URLPattern

app_name = "shelf"
urlpatterns: list[URLPattern] = []
