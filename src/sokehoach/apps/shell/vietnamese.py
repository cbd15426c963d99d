"""Keeps what is issued, exported or stored Vietnamese, whatever the language of the page that asks for it."""

import functools
from collections.abc import Callable

from django.conf import settings
from django.utils import translation


def write_in_vietnamese[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Decorates a function that writes a document or a file: inside it, messages are not translated.

    LanguageMiddleware leaves a view with `is_vietnamese` in Vietnamese.
    """

    @functools.wraps(function)
    def run_in_vietnamese(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(settings.LANGUAGE_CODE):
            return function(*args, **kwargs)

    run_in_vietnamese.is_vietnamese = True  # type: ignore[attr-defined]
    return run_in_vietnamese
