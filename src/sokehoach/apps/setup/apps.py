"""Names the app for Django."""

from django.apps import AppConfig


class SetupConfig(AppConfig):
    name = "sokehoach.apps.setup"
