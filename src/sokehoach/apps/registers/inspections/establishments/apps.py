"""Names the app for Django."""

from django.apps import AppConfig


class EstablishmentsConfig(AppConfig):
    name = "sokehoach.apps.registers.inspections.establishments"
