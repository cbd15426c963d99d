"""Names the app for Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "sokehoach.apps.api"
