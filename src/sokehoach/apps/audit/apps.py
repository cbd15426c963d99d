"""Names the app for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "sokehoach.apps.audit"

    def ready(self) -> None:
        from sokehoach.apps.audit import checks  # noqa: F401 - registers itself
