"""Who writes what of a supervision: the supervisor its visits, the addressee its reply, nobody the other's."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.pages import tasks
from sokehoach.apps.home.queries.reminders import Calendar
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.supervision.models import SupervisionVisit
from sokehoach.apps.registers.supervision.services import replies
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from tests.apps.registers.making import Book
from tests.apps.registers.supervision import samples
from tests.factories.cast import AT, Cast

type Browser = Callable[[User], Client]
TODAY = date(2021, 6, 22)
REPLY: dict[str, Any] = {"replied_on": date(2021, 6, 21), "number": "31/UBND", "remedy": "Đã mở sổ ở 9 bản"}


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


@pytest.fixture
def visit(book: Book) -> SupervisionVisit:
    """Written by Phòng LĐ-TB&XH as the supervisor, with a recommendation to xã Tênh Phông."""
    return SupervisionVisit.objects.get(pk=book.add(day=date(2021, 5, 4)))


def reply(visit: SupervisionVisit, by: User, **more: Any) -> None:
    replies.reply_to_recommendation(visit=visit.pk, by=by, at=AT, **({"version": visit.version} | REPLY | more))


@pytest.mark.faults("supervision.reply")
def test_the_addressee_replies_and_is_counted(book: Book, visit: SupervisionVisit, cast: Cast) -> None:
    assert [task.url for task in tasks.list_module_tasks(cast.commune, Calendar(TODAY))] == [
        f"/so/giam-sat/{visit.pk}/tra-loi/"
    ]
    reply(visit, cast.commune)
    visit.refresh_from_db()
    assert (visit.reply, visit.replied_by, visit.version) == ("31/UBND", cast.commune, 2)
    assert book.number("replied", days=(date(2020, 12, 15), date(2021, 6, 22))) == 1
    assert Revision.objects.get(entry=visit.pk, version=2).by == cast.commune
    assert tasks.list_module_tasks(cast.commune, Calendar(TODAY)) == []


def test_it_works_by_the_page(visit: SupervisionVisit, cast: Cast, signed_in: Browser) -> None:
    commune = signed_in(cast.commune)
    assert "Mở sổ theo dõi ở các bản" in commune.get("/so/giam-sat/tai-don-vi/").content.decode()
    page = f"/so/giam-sat/{visit.pk}/tra-loi/"
    typed = {"version": "1", "number": "31/UBND", "replied_on": "21/06/2021", "remedy": "Đã mở sổ ở 9 bản"}
    assert commune.post(page, typed | {"remedy": ""}).status_code == 422
    assert "Đã mở sổ ở 9 bản" in commune.post(page, typed, follow=True).content.decode()
    assert commune.post(page, typed).status_code == 409  # an older version of the page


@pytest.mark.parametrize("who", ["office", "other_commune", "police", "health", "leader", "outsider"])
def test_nobody_else_replies(visit: SupervisionVisit, cast: Cast, signed_in: Browser, who: str) -> None:
    by = getattr(cast, who)
    with pytest.raises(NotFoundError):
        reply(visit, by)
    assert signed_in(by).get(f"/so/giam-sat/{visit.pk}/tra-loi/").status_code == 404


def test_the_office_replies_for_the_district(book: Book, cast: Cast) -> None:
    """A recommendation to UBND huyện is answered by the agency that works over the whole district."""
    visit = SupervisionVisit.objects.get(pk=book.add(addressee="099"))
    reply(visit, cast.office)
    visit.refresh_from_db()
    assert visit.replied_by == cast.office


def test_a_visit_is_written_by_an_account_of_the_supervisor(book: Book, cast: Cast, signed_in: Browser) -> None:
    """Neither the supervised commune nor the office, whose rights reach every unit of the district."""
    for by in (cast.commune, cast.office):
        with pytest.raises(ActionRefused):
            book.add(unit="099.TTYT", by=by)
    visit = book.add(unit="099.TTYT", by=cast.health)
    office = signed_in(cast.office)
    assert office.get(f"/so/giam-sat/{visit}/").status_code == 200
    assert office.get(f"/so/giam-sat/{visit}/sua/").status_code == 404
    with pytest.raises(ActionRefused):
        entries.void_entry(register="supervision", entry=visit, version=1, reason="nhầm", by=cast.office, at=AT)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"number": " "}, "number"),
        ({"remedy": ""}, "remedy"),
        ({"replied_on": date(2021, 6, 23)}, "replied_on"),
        ({"replied_on": date(2021, 5, 3)}, "replied_on"),
    ],
)
def test_what_is_missing_is_said_beside_it(
    visit: SupervisionVisit, cast: Cast, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        reply(visit, cast.commune, **more)
    assert [*refused.value.messages] == [field]


def test_of_two_replies_the_second_is_told(visit: SupervisionVisit, cast: Cast) -> None:
    reply(visit, cast.commune)
    with pytest.raises(VersionConflictError):
        reply(visit, cast.commune, number="32/UBND")


def test_the_supervisor_leaves_a_reply_and_what_it_answers_alone(visit: SupervisionVisit, cast: Cast) -> None:
    reply(visit, cast.commune)
    visit.refresh_from_db()
    told = samples.VALUES | {"day": visit.day, "replied_on": visit.replied_on, "reply": visit.reply}
    same: dict[str, Any] = {
        "register": "supervision",
        "entry": visit.pk,
        "version": 2,
        "by": cast.office,
        "at": AT,
    }
    for change in ({"recommendation": "Kiến nghị khác"}, {"addressee": "03269"}, {"reply": "99/UBND"}):
        with pytest.raises(InvalidInput):
            entries.update_entry(values=told | {"remedy": visit.remedy} | change, **same)
    entries.update_entry(values=told | {"remedy": visit.remedy, "subject": "money"}, **same)


def test_a_reply_on_paper_is_written_down_by_the_supervisor(book: Book, cast: Cast, signed_in: Browser) -> None:
    visit = book.add(replied_on=date(2021, 6, 20), reply="40/UBND")
    assert tasks.list_module_tasks(cast.commune, Calendar(TODAY)) == []
    page = signed_in(cast.commune).get(f"/so/giam-sat/{visit}/tra-loi/").content.decode()
    assert "40/UBND" in page
    assert "Gửi trả lời" not in page


def test_a_voided_visit_asks_nobody(visit: SupervisionVisit, cast: Cast) -> None:
    entries.void_entry(register="supervision", entry=visit.pk, version=1, reason="ghi nhầm", by=cast.office, at=AT)
    assert tasks.list_module_tasks(cast.commune, Calendar(TODAY)) == []
    with pytest.raises(NotFoundError):
        reply(visit, cast.commune, version=2)


def test_a_reply_without_its_number_the_database_refuses(visit: SupervisionVisit, cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionVisit.objects.filter(pk=visit.pk).update(replied_by=cast.commune)
