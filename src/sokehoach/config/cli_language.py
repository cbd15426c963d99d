"""The language of the commands: Vietnamese, or English where whoever runs them asks for it (docs/adr/0066).

Commands write `say("…")` as domain and adapters do, and print it with `cli_output.print_text`. Some run without Django,
so the catalogue is read here by Python's gettext.
"""

import argparse
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from gettext import NullTranslations, translation

from sokehoach.config.env import SOURCE
from sokehoach.domain.messages import DEFINITION, OWN_ENGLISH, translate_with

VIETNAMESE, ENGLISH = LANGUAGES = ("vi", "en")
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides (POSIX)

_language = VIETNAMESE


def choose_language(argv: list[str], environment: Mapping[str, str] = os.environ) -> str:
    """Return the language that `--language`, SOKEHOACH_LANGUAGE or the locale asks for; any other is Vietnamese."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--language")
    try:
        wish = parser.parse_known_args(argv)[0].language
    except argparse.ArgumentError:  # without its value, which the parser of the commands will say
        wish = None
    wish = wish or environment.get("SOKEHOACH_LANGUAGE")
    if not wish:
        wish = next(filter(None, map(environment.get, _LOCALE_VARIABLES)), "")
    return ENGLISH if wish.lower().startswith(ENGLISH) else VIETNAMESE


def use_language(language: str) -> None:
    """Set the language of what `translate` returns in this process."""
    global _language
    _language = language


def get_language() -> str:
    return _language


def translate_foreign(text: str) -> str:
    """Return an English text of a library in the language of the command; `locale/vi` has its Vietnamese."""
    return text if _language == ENGLISH else _read_catalogue(VIETNAMESE).gettext(text)


def translate_foreign_count(singular: str, plural: str, count: int) -> str:
    catalogue = NullTranslations() if _language == ENGLISH else _read_catalogue(VIETNAMESE)
    return catalogue.ngettext(singular, plural, count)


def translate(text: str) -> str:
    """Return a message in the language of the command; what is no message stays as it is."""
    return translate_with(_look_up, text) if _language == ENGLISH else text


@contextmanager
def activate_language() -> Iterator[None]:
    """Have Django's gettext answer in the language of the command, as on a page. Django is set up."""
    from django.utils import translation as django_translation

    with django_translation.override(_language):
        yield


def _look_up(template: str, context: str, count: int | None) -> str:
    if context == DEFINITION:
        from sokehoach.apps.shell.messages import find_english_name

        return find_english_name(template)
    if context.startswith(OWN_ENGLISH):
        return context.removeprefix(OWN_ENGLISH)
    if count is not None:
        return _read_catalogue(ENGLISH).ngettext(template, template, count)
    catalogue = _read_catalogue(ENGLISH)
    return catalogue.pgettext(context, template) if context else catalogue.gettext(template)


@cache
def _read_catalogue(language: str) -> NullTranslations:
    return translation("django", SOURCE / "locale", [language], fallback=True)
