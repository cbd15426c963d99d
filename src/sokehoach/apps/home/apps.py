"""Names the app for Django."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "sokehoach.apps.home"
