"""Django configuration of the app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "sokehoach.apps.exchange"
