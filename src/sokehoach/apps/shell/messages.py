"""Sentences of domain, adapters and services in the language of the page (docs/adr/0066).

A template shows a `TranslatableText` in the reader's language by itself. What leaves the page another way passes
through `translate` here: an answer as JSON, or a text that is put together with `gettext`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.fallback import FallbackStorage
from django.utils.translation import get_language, gettext, ngettext, pgettext

from sokehoach.domain import messages

find_english_name: Callable[[str], str] = messages.keep_vietnamese


def translate(text: str) -> str:
    """Returns a message in the language of the page; what is no message stays as it is."""
    return messages.translate_with(_look_up, text)


def translate_all(value: Any) -> Any:
    """Returns JSON data with its messages in the language of the answer."""
    match value:
        case str():
            return translate(value)
        case Mapping():
            return {name: translate_all(inner) for name, inner in value.items()}
        case list() | tuple():
            return [translate_all(inner) for inner in value]
    return value


def use_definition_names(find_english: Callable[[str], str]) -> None:
    """Sets how names of definitions are said in English; called once, by the app that keeps definitions."""
    global find_english_name
    find_english_name = find_english


def _look_up(template: str, context: str, count: int | None) -> str:
    if context == messages.DEFINITION:
        return template if get_language() == settings.LANGUAGE_CODE else find_english_name(template)
    if context.startswith(messages.OWN_ENGLISH):
        return template if get_language() == settings.LANGUAGE_CODE else context.removeprefix(messages.OWN_ENGLISH)
    if count is not None:
        return ngettext(template, template, count)
    return pgettext(context, template) if context else gettext(template)


class MessageStorage(FallbackStorage):
    """Keeps what the next page will say as it was said: in the language of the page that said it."""

    def add(self, level: int, message: Any, extra_tags: str | None = "") -> None:
        super().add(level, translate(message) if isinstance(message, str) else message, extra_tags)
