"""Names the app for Django."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "sokehoach.apps.registers.support"
