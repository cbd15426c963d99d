"""Names the app for Django."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "sokehoach.apps.registers.supervision"
