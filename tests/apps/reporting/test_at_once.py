"""Two at one ad hoc report, each on its own connection: no answer is lost, the second is told."""

from datetime import timedelta

import pytest
from django.db import connection

from sokehoach.apps.reporting.models import AdHoc, AdHocUnit
from sokehoach.apps.reporting.pages import ad_hoc as ad_hoc_pages
from sokehoach.apps.reporting.services import ad_hoc
from tests.apps.consolidation.test_at_once import at_once
from tests.apps.reporting.test_ad_hoc import answer, ask
from tests.factories.cast import AT, Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite has one connection; one after the other is tried in test_ad_hoc")


def test_two_clerks_of_one_unit(cast: Cast) -> None:
    asked = ask(cast.office)
    (told,) = at_once(*(lambda text=text: answer(cast.commune, asked, text) for text in ("4", "5")))
    assert "đã trả lời lúc" in told
    assert AdHocUnit.objects.get(unit__code="03304").version == 1
    assert ad_hoc_pages.load_board(cast.office, asked, day=AT.date()).columns[0].tally.total in (4, 5)


def test_two_units_are_both_in_the_sum(cast: Cast) -> None:
    asked = ask(cast.office)
    assert at_once(lambda: answer(cast.commune, asked, "4"), lambda: answer(cast.other_commune, asked, "5")) == []
    assert ad_hoc_pages.load_board(cast.office, asked, day=AT.date()).columns[0].tally.total == 9


def test_an_answer_while_the_office_closes(cast: Cast) -> None:
    """Either it was taken and stands, or it is told that nothing is taken any more."""
    asked = ask(cast.office)
    told = at_once(
        lambda: answer(cast.commune, asked, "4"),
        lambda: ad_hoc.close(ad_hoc=asked, by=cast.office, at=AT + timedelta(minutes=6)),
    )
    assert AdHoc.objects.get(pk=asked).state == "closed"
    total = ad_hoc_pages.load_board(cast.office, asked, day=AT.date()).columns[0].tally.total
    assert (len(told), total) in {(0, 4), (1, None)}
