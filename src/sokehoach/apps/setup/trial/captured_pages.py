"""Renders pages of the product as one of the trial's accounts sees them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.setup.trial.outcome import TrialPage
from sokehoach.domain.messages import say

_HEAD = b"<head>"
# A captured page is shown in a frame that runs and sends nothing; its links would open other windows, which the frame
# may not (views.trials).
_BASE = b'<head><base target="_blank">'
_LARGEST = 2_000_000  # bytes of one page


class PageNotOpenedError(Exception):
    """Raised for a page that does not answer with 200, or is too large to be kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def work_on(day: date) -> Iterator[None]:
    """Inside, the product's clock shows the day."""
    previous_clock = settings.DEMONSTRATION
    assert previous_clock is not None  # of every trial (config.trial_program)
    settings.DEMONSTRATION = previous_clock.move_to(day)
    try:
        yield
    finally:
        settings.DEMONSTRATION = previous_clock


def capture_page(route: str, *arguments: object, user: User) -> bytes:
    """The page that the account gets. Raises PageNotOpenedError."""
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(user)
    answer = client.get(reverse(route, args=arguments), follow=True)
    if answer.status_code != 200:
        raise PageNotOpenedError(_explain_status(answer.status_code))
    if len(answer.content) > _LARGEST:
        raise PageNotOpenedError(say("trang lớn hơn %(n)s MB", n=_LARGEST // 1_000_000))
    return _remove_scripts(bytes(answer.content)).replace(_HEAD, _BASE, 1)


def _explain_status(status: int) -> str:
    if status in (403, 404):
        return say("vai trò ấy không được xem trang này")
    return say("máy chủ trả lời mã %(status)s; nhật ký máy chủ có lỗi đầy đủ", status=status)


def _remove_scripts(page: bytes) -> bytes:
    first, *rest = page.split(b"<script")
    return first + b"".join(part.partition(b"</script>")[2] for part in rest)


def describe_page(key: str, title: str, user: User) -> TrialPage:
    return TrialPage(f"{key}.html", title, f"{user.title}, {user.unit}")
