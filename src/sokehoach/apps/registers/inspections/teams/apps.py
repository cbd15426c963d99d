"""Names the app for Django."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "sokehoach.apps.registers.inspections.teams"
