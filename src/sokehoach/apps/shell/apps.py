"""Names the app for Django."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "sokehoach.apps.shell"
