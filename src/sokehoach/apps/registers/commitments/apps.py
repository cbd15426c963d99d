"""Names the app for Django."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "sokehoach.apps.registers.commitments"
