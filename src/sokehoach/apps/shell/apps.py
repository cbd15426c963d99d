"""Names the app for Django."""

from django.apps import AppConfig

from sokehoach.apps.shell import column_hashes, lookups, messages
from sokehoach.domain.messages import use_translator


class ShellConfig(AppConfig):
    name = "sokehoach.apps.shell"

    def ready(self) -> None:
        lookups.register_lookups()
        column_hashes.use_short_hashes()
        use_translator(messages.translate)
