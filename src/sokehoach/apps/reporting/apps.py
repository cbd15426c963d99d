"""Names the app for Django."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "sokehoach.apps.reporting"
