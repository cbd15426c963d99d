"""Names the app for Django, and says names of definitions on pages in English."""

from django.apps import AppConfig

from sokehoach.apps.shell.messages import use_definition_names


class ProgrammesConfig(AppConfig):
    name = "sokehoach.apps.programmes"

    def ready(self) -> None:
        from sokehoach.apps.programmes.queries.english_names import find_english_name

        use_definition_names(find_english_name)
