"""Addresses of the app."""

from django.urls import URLPattern

app_name = "consolidation"
urlpatterns: list[URLPattern] = []
