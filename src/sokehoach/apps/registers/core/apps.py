"""Names the app for Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "sokehoach.apps.registers.core"
    label = "shelf"  # tables, applied migrations and the audit trail carry it
