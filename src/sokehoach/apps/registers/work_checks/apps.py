"""Names the app for Django."""

from django.apps import AppConfig


class WorkChecksConfig(AppConfig):
    name = "sokehoach.apps.registers.work_checks"
