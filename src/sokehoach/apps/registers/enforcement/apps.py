"""Names the app for Django."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    name = "sokehoach.apps.registers.enforcement"
