"""Names the app for Django."""

from django.apps import AppConfig


class ShelfConfig(AppConfig):
    name = "sokehoach.apps.registers.shelf"
