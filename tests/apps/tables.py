"""A table of who may do what, tried row by row: everybody asks of the same state, and what one does is undone."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.test import Client

from sokehoach.apps.accounts.models import User


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answers(
    signed_in: Callable[[User], Client],
    players: Mapping[str, User],
    method: str,
    url: str,
    body: dict[str, Any] | None = None,
) -> dict[str, int]:
    """The status that each player gets."""
    told = {}
    for who, player in players.items():
        with undone():
            told[who] = getattr(signed_in(player), method)(url, body or {}).status_code
    return told
