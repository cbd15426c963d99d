"""Who may see the pages that a register has beside its list: each those of its own scope."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.apps.registers.briefings import samples as briefings
from tests.apps.registers.making import Book
from tests.apps.registers.work_checks import samples as work_checks
from tests.factories.cast import Cast

type Browser = Callable[[User], Client]
FIRST_DAYS = ["quan-triet", "theo-don-vi"]
WAITING = ["kiem-tra-cong-tac", "con-khac-phuc"]


def read(client: Client, place: list[str]) -> Any:
    return client.get(reverse("registers:overview", args=place))


SEES = {"office": True, "commune": True, "other_commune": False, "police": False, "health": False, "outsider": False}


@pytest.mark.parametrize("who", SEES)
def test_each_account_sees_the_units_of_its_scope(cast: Cast, signed_in: Browser, who: str) -> None:
    Book(cast, briefings).add()
    reply = read(signed_in(getattr(cast, who)), FIRST_DAYS)
    assert reply.status_code == 200
    assert ("12/06/2021" in reply.content.decode()) is SEES[who]


@pytest.mark.parametrize("who", SEES)
def test_each_account_sees_what_waits_in_its_scope(cast: Cast, signed_in: Browser, who: str) -> None:
    Book(cast, work_checks).add()
    reply = read(signed_in(getattr(cast, who)), WAITING)
    assert reply.status_code == 200
    assert (str(work_checks.VALUES["conclusion"]) in reply.content.decode()) is (who == "office")
    assert who == "office" or "Không còn dòng nào phải theo dõi." in reply.content.decode()


def test_who_reads_no_such_register_and_who_names_no_such_page_finds_none(cast: Cast, signed_in: Browser) -> None:
    assert read(signed_in(cast.leader), FIRST_DAYS).status_code == 404
    assert read(signed_in(cast.office), ["quan-triet", "theo-noi-dung"]).status_code == 404
    assert read(signed_in(cast.office), ["ky-cam-ket", "theo-don-vi"]).status_code == 404
