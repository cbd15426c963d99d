"""Names the app for Django."""

from django.apps import AppConfig


class PublicServicesConfig(AppConfig):
    name = "sokehoach.apps.registers.public_services"
