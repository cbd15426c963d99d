"""Names the app for Django."""

from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "sokehoach.apps.registers.briefings"
