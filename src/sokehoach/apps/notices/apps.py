"""Names the app for Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sokehoach.apps.notices"
