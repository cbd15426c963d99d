"""A commune is reached when each required content has been given to it within the year (Kế hoạch II.2)."""

from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.apps.registers.conftest import added, options
from tests.factories.cast import Cast

__all__ = ["added", "options"]

Browser = Callable[[User], Client]


def page(signed_in: Browser, user: User) -> str:
    return signed_in(user).get(reverse("activities:by_content")).content.decode()


def test_a_commune_is_reached_when_each_content_was_given(cast: Cast, added, signed_in: Browser) -> None:
    added(contents=["harm", "law"])
    assert "0/3 xã đã được tuyên truyền đủ 3 nội dung" in page(signed_in, cast.office)
    added(contents=["hiv_sti"], title="Phòng HIV tại chợ phiên", day=date(2021, 6, 14))
    text = page(signed_in, cast.office)
    assert "1/3 xã đã được tuyên truyền đủ 3 nội dung" in text
    assert "14/06/2021" in text


def test_what_was_given_last_year_or_voided_is_not_counted(cast: Cast, added, signed_in: Browser) -> None:
    added(contents=["harm", "law", "hiv_sti"], day=date(2020, 12, 14))
    assert "0/3" in page(signed_in, cast.office)
