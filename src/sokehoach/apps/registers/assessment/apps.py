"""Names the app for Django."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "sokehoach.apps.registers.assessment"
