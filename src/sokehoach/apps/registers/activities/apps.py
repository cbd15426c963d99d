"""Names the app for Django."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "sokehoach.apps.registers.activities"
