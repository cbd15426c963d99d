"""Django configuration of the app."""

from django.apps import AppConfig


class Dhis2Config(AppConfig):
    name = "sokehoach.apps.dhis2"
