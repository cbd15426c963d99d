"""Names the app for Django."""

from django.apps import AppConfig


class ConsolidationConfig(AppConfig):
    name = "sokehoach.apps.consolidation"
