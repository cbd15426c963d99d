"""Names the app for Django."""

from django.apps import AppConfig

from sokehoach.apps.shell import column_hashes, exact_decimals, lookups, messages
from sokehoach.domain.messages import use_translator


class ShellConfig(AppConfig):
    name = "sokehoach.apps.shell"

    def ready(self) -> None:
        lookups.register_lookups()
        column_hashes.use_short_hashes()
        exact_decimals.read_all_digits()
        use_translator(messages.translate)
