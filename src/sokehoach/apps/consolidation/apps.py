"""Django configuration of the app."""

from django.apps import AppConfig


class ConsolidationConfig(AppConfig):
    name = "sokehoach.apps.consolidation"
