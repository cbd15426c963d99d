"""Names the app for Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "sokehoach.apps.indicators"
