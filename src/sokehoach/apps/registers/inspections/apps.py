"""Names the app for Django."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "sokehoach.apps.registers.inspections"
