"""Names the app for Django."""

from django.apps import AppConfig


class OrgunitsConfig(AppConfig):
    name = "sokehoach.apps.orgunits"
