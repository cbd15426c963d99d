"""Names the app for Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "sokehoach.apps.registers.surveys"
