"""Names the app for Django."""

from django.apps import AppConfig


class LodgingChecksConfig(AppConfig):
    name = "sokehoach.apps.registers.lodging_checks"
