"""Names the app for Django; has the search's index made once the tables stand."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ShelfConfig(AppConfig):
    name = "sokehoach.apps.registers.shelf"

    def ready(self) -> None:
        post_migrate.connect(_install, sender=self)


def _install(**_told: Any) -> None:
    from sokehoach.apps.registers.shelf import words

    words.install()
