"""Names the app for Django."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "sokehoach.apps.programmes"
