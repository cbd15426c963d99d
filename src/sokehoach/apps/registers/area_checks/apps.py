"""Names the app for Django."""

from django.apps import AppConfig


class AreaChecksConfig(AppConfig):
    name = "sokehoach.apps.registers.area_checks"
