"""Names the app for Django."""

from django.apps import AppConfig

from sokehoach.apps.shell import lookups, messages
from sokehoach.domain.messages import use_translator


class ShellConfig(AppConfig):
    name = "sokehoach.apps.shell"

    def ready(self) -> None:
        lookups.register_lookups()
        use_translator(messages.translate)
