"""Names the app for Django."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "sokehoach.apps.registers.training"
