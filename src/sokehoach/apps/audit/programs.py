"""Says which token of the API acts, so that each event of its writes names it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_acting_token: ContextVar[str] = ContextVar("token", default="")


@contextmanager
def acting_by_token(uid: str) -> Iterator[None]:
    """Within the block events name this token beside the account."""
    token = _acting_token.set(uid)
    try:
        yield
    finally:
        _acting_token.reset(token)


def get_acting_token() -> str:
    """Returns the uid of the token that acts; «» where a person does."""
    return _acting_token.get()
