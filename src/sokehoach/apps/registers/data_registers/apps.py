"""Names the app for Django."""

from django.apps import AppConfig


class DataRegistersConfig(AppConfig):
    name = "sokehoach.apps.registers.data_registers"
