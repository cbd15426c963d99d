"""Names the app for Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "sokehoach.apps.exchange"
