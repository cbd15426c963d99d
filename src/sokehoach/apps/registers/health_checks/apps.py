"""Names the app for Django."""

from django.apps import AppConfig


class HealthChecksConfig(AppConfig):
    name = "sokehoach.apps.registers.health_checks"
