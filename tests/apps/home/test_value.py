"""What one number of a report has been: told to who sees how it came about, to nobody else."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.home.pages import trail as trail_pages
from sokehoach.apps.home.queries import trail
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell.outcomes import NotFoundError
from tests.factories.cast import AT
from tests.factories.district import POLICE, District

Browser = Callable[[User], Client]


def address(report: uuid.UUID, cell: str = "B1") -> str:
    return reverse("home:value", args=[report, cell])


def told(user: User, report: uuid.UUID, cell: str = "B1") -> list[tuple[str, str, str, str]]:
    """The oldest first: what was done, from what, to what, by whom."""
    lines = trail_pages.load_value_history(user, submission=report, cell=cell).lines
    return [(one.sentence, one.was, one.now, one.who) for one in reversed(lines)]


def test_it_works(district: District, signed_in: Browser) -> None:
    clerk, office = district.cast.commune, district.cast.office
    sent = district.send(clerk, {"B1": "3", "B2": "7"})
    submissions.send_back(
        submission=sent.id, version=sent.version, reason="Đếm lại.", by=office, at=AT + timedelta(hours=1)
    )
    later = AT + timedelta(hours=2)
    again = {"B1": TypedCell("5", 1)}
    done = submissions.send(submission=sent.id, version=sent.version + 1, changes=again, by=clerk, at=later)
    assert done.answer["state"] == "sent"
    assert told(office, sent.id) == [
        ("Nhập số liệu báo cáo", "chưa báo cáo", "3", "Lò Thị Minh"),
        ("Gửi báo cáo", "3", "3", "Lò Thị Minh"),
        ("Trả lại báo cáo", "–", "–", str(office)),
        ("Gửi báo cáo", "3", "5", "Lò Thị Minh"),
    ]
    page = signed_in(office).get(address(sent.id)).content.decode()
    assert "<del>3</del>" in page
    assert "<ins>5</ins>" in page
    assert "«Đếm lại.»" in page
    last = Event.objects.get(action="report.send", at=later)
    assert f'{last.seq} <span class="code" title="{last.leaf}">' in page


def test_another_cell_is_another_history(district: District) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    values_of = [(was, now) for _what, was, now, _who in told(district.cast.office, sent.id, "B2")]
    assert values_of == [("–", "chưa báo cáo")]  # only what it was when the report was sent


def test_a_number_of_an_older_release_is_not_made_up(district: District) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    row = Event.objects.get(action="report.fill")
    row.body["detail"].pop("changed")
    Event.objects.filter(pk=row.pk).update(body=row.body)
    assert told(district.cast.office, sent.id)[0][1:3] == ("–", "–")


@pytest.mark.parametrize("form", [None, POLICE])
def test_it_is_seen_by_those_who_see_where_the_number_is_from(
    district: District, signed_in: Browser, form: str | None
) -> None:
    """The wall included: the sheet of a cell says to whom."""
    cast = district.cast
    sent = (
        district.send(cast.commune, {"B1": "3"})
        if form is None
        else district.send(cast.police, {"A1": "2", "A2": "1"}, form=form)
    )
    cell = "B1" if form is None else "A1"
    everyone = (
        cast.office,
        cast.leader,
        cast.commune,
        cast.other_commune,
        cast.police,
        cast.health,
        cast.outsider,
    )
    sheet = reverse("reporting:lineage", args=[sent.id, cell])
    statuses = {
        user.username: (
            signed_in(user).get(sheet).status_code,
            signed_in(user).get(address(sent.id, cell)).status_code,
        )
        for user in everyone
    }
    assert all(seen == kept for seen, kept in statuses.values()), statuses
    assert {seen for seen, _kept in statuses.values()} == {200, 404}


def test_a_cell_that_the_form_has_not(district: District) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    with pytest.raises(NotFoundError):
        trail_pages.load_value_history(district.cast.office, submission=sent.id, cell="Z9")


def test_the_sheet_of_a_cell_leads_to_it(district: District, signed_in: Browser) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    sheet = signed_in(district.cast.commune).get(reverse("reporting:lineage", args=[sent.id, "B1"]))
    assert address(sent.id) in sheet.content.decode()


def test_a_draft_s_number_is_not_found_by_searching_the_trail(district: District) -> None:
    """The body of an event holds it; what the reader is not told must not be found either."""
    opened = submissions.open_submission(
        form="01-XA", unit=district.cast.commune.unit, period="2021S1", by=district.cast.commune, at=AT
    )
    pk = uuid.UUID(str(opened.answer["id"]))
    values.save(submission=pk, changes={"B1": TypedCell("8642097", 0)}, by=district.cast.commune, at=AT)
    assert "8.642.097" in str(Event.objects.get(action="report.fill").body)
    for words in ("8642097", "8.642.097"):
        assert not trail.list_trail_events(district.cast.office, trail.TrailFilter(text=words)).exists()


def test_fifteen_queries(
    district: District, signed_in: Browser, django_assert_max_num_queries: Callable[..., object]
) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    office = signed_in(district.cast.office)
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        office.get(address(sent.id))
