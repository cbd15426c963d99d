"""Names the app for Django."""

from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "sokehoach.apps.analysis"
