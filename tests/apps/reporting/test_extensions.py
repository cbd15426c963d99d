"""A late unit asks to send later, its office answers; after the lock only an exception opens the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.reporting.models import Extension, Submission
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.services import extensions, submissions
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from tests.apps.reporting.conftest import COMMUNES, PERIOD
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.programmes import first_programme

WHY = "Đường vào ba bản bị sạt lở."


def at(month: int, day: int) -> datetime:
    return datetime(2021, month, day, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def ask(cast: Cast, *, until: date | None = date(2021, 6, 30), when: datetime = AT, **told: Any) -> Extension:
    given = {
        "form": "01-XA",
        "unit": cast.units["03304"],
        "period": PERIOD,
        "reason": WHY,
        "by": cast.commune,
    }
    done = extensions.ask(**given | told, until=until, at=when)
    return Extension.objects.get(pk=done.answer["id"])


def answer(cast: Cast, asked: Extension, *, granted: bool = True, said: str = "", by: User | None = None) -> None:
    extensions.answer(extension=asked.pk, granted=granted, comment=said, by=by or cast.office, at=AT)


@pytest.fixture
def locked(cast: Cast) -> None:
    """The form locks three working days after its due day: on 22 June 2021."""
    service_forms.import_forms(
        programme=first_programme(), forms=[replace(COMMUNES, lock_days=3)], unit=cast.units["099"], by="tests", at=AT
    )


@pytest.mark.faults("report.answer_extension", "report.ask_extension")
def test_it_works(cast: Cast) -> None:
    asked = ask(cast, when=at(6, 16))
    answer(cast, asked)
    told = {one.unit.code: one for one in obligations.list_expected(COMMUNES, PERIOD, date(2021, 6, 30))}
    assert (told["03304"].regular_due, told["03304"].due) == (date(2021, 6, 16), date(2021, 6, 30))
    assert (told["03304"].overdue_days, told["03269"].overdue_days) == (0, 10)


def test_what_was_granted_after_the_day_moves_it_as_well(cast: Cast, brought_to: Callable[..., Submission]) -> None:
    answer(cast, ask(cast))  # on 22 June, due on the 16th
    brought_to("sent", at=at(6, 23))
    told = {one.unit.code: one for one in obligations.list_expected(COMMUNES, PERIOD, date(2021, 6, 30))}
    assert (told["03304"].late_days, told["03304"].due) == (0, date(2021, 6, 30))


def test_after_the_lock_a_late_report_is_refused_until_an_exception_is_granted(
    cast: Cast, locked: None, brought_to: Callable[..., Submission]
) -> None:
    report = brought_to("draft")
    send = {"submission": report.pk, "version": 1, "by": cast.commune, "at": AT}
    with pytest.raises(ActionRefused, match="khóa nhận báo cáo từ 22/06/2021"):
        submissions.send(**send)
    asked = ask(cast)
    with pytest.raises(ActionRefused, match="khóa nhận"):
        submissions.send(**send)
    answer(cast, asked)
    submissions.send(**send)
    report.refresh_from_db()
    assert report.state == "sent"


def test_a_report_that_came_in_time_may_come_back_mended_after_the_lock(
    cast: Cast, locked: None, brought_to: Callable[..., Submission]
) -> None:
    report = brought_to("returned", at=at(6, 15))
    submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=at(7, 20))
    report.refresh_from_db()
    assert report.state == "sent"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"until": None}, "until"),
        ({"until": date(2021, 6, 16)}, "until"),
        ({"until": date(2021, 6, 22)}, "until"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_a_request_without_time_or_reason(cast: Cast, told: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as invalid:
        ask(cast, **told)
    assert list(invalid.value.messages) == [field]


def test_only_the_unit_asks_and_only_its_office_answers(cast: Cast) -> None:
    for stranger in (cast.other_commune, cast.office, cast.police, cast.leader, cast.outsider):
        with pytest.raises(NotFoundError):
            ask(cast, by=stranger)
    asked = ask(cast)
    for stranger in (cast.commune, cast.other_commune, cast.police, cast.leader, cast.outsider):
        with pytest.raises(NotFoundError):
            answer(cast, asked, by=stranger)


def test_whoever_asked_for_an_extension_does_not_answer_it(cast: Cast) -> None:
    sending = Role.objects.create(code="report_sender", name="Gửi báo cáo", actions=["report.send"])
    grants.create_grant(
        user=cast.office, role=sending, unit=cast.units["03304"], function="general", since=SINCE, by="tests",
        at=AT,
    )  # fmt: skip
    asked = ask(cast, by=cast.office)
    for granted in (True, False):
        with pytest.raises(ActionRefused, match="không tự trả lời"):
            answer(cast, asked, granted=granted, said="Không.", by=cast.office)
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("", None)


def test_one_request_at_a_time_and_one_answer(cast: Cast) -> None:
    asked = ask(cast)
    with pytest.raises(ActionRefused, match="đang chờ trả lời"):
        ask(cast)
    with pytest.raises(InvalidInput):
        answer(cast, asked, granted=False)
    answer(cast, asked, granted=False, said="Huyện phải tổng hợp ngày 24.")
    with pytest.raises(ActionRefused, match="đã được trả lời"):
        answer(cast, asked)
    assert ask(cast).answer == ""


def test_a_sent_report_needs_none(cast: Cast, brought_to: Callable[..., Submission]) -> None:
    brought_to("sent")
    with pytest.raises(ActionRefused, match="đã gửi"):
        ask(cast)


def test_the_database_wants_a_signature(cast: Cast) -> None:
    asked = ask(cast)
    for change in (
        {"answer": "granted"},
        {"answer": "granted", "answered_by": cast.commune, "answered_at": AT},
        {"answer": "refused", "answered_by": cast.office, "answered_at": AT},
        {"reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Extension.objects.filter(pk=asked.pk).update(**change)


def test_through_the_pages(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    commune, office = signed_in(cast.commune), signed_in(cast.office)
    told = {"form": "01-XA", "unit": "03304", "period": PERIOD, "until": "2021-06-16", "reason": WHY}
    refused = commune.post(reverse("reporting:ask_extension"), told)
    assert refused.status_code == 422
    assert WHY in refused.content.decode()
    later = told | {"until": "2099-06-30"}
    assert commune.post(reverse("reporting:ask_extension"), later).status_code == 302
    page = office.get(reverse("reporting:dates"), {"ky": PERIOD}).content.decode()
    assert WHY in page
    (asked,) = Extension.objects.all()
    url = reverse("reporting:answer_extension", args=(asked.pk,))
    assert office.post(url, {"answer": "refused", "ky": PERIOD}).status_code == 422
    assert office.post(url, {"answer": "granted", "ky": PERIOD}).status_code == 302
    assert "đồng ý" in commune.get(reverse("reporting:dates"), {"ky": PERIOD}).content.decode()


@pytest.mark.parametrize(
    ("who", "shown", "asks", "answers"),
    [
        ("commune", 200, 302, 404),
        ("office", 200, 404, 302),
        ("other_commune", 200, 404, 404),
        ("police", 200, 404, 404),
        ("health", 200, 404, 404),
        ("leader", 200, 404, 404),
        ("outsider", 200, 404, 404),
    ],
)
def test_who_may(
    cast: Cast, signed_in: Callable[[User], Client], who: str, shown: int, asks: int, answers: int
) -> None:
    client = signed_in(getattr(cast, who))
    page = client.get(reverse("reporting:dates"), {"ky": PERIOD})
    assert page.status_code == shown
    told = {"form": "01-XA", "unit": "03304", "period": PERIOD, "until": "2099-06-30", "reason": WHY}
    assert client.post(reverse("reporting:ask_extension"), told).status_code == asks
    asked = Extension.objects.first() or ask(cast)
    url = reverse("reporting:answer_extension", args=(asked.pk,))
    assert client.post(url, {"answer": "granted", "ky": PERIOD}).status_code == answers
    assert (WHY in client.get(reverse("reporting:dates"), {"ky": PERIOD}).content.decode()) == (
        who in ("commune", "office")
    )


def test_an_answer_that_names_a_person_is_refused_and_leaves_the_request_open(cast: Cast) -> None:
    asked = ask(cast)
    with pytest.raises(InvalidInput) as refusal:
        answer(cast, asked, granted=False, said="Chị Lò Thị Inh, số điện thoại 0912 345 678")
    assert set(refusal.value.messages) == {"comment"}
    asked.refresh_from_db()
    assert not asked.answer


def test_a_request_that_names_a_person_is_refused_and_stores_nothing(cast: Cast) -> None:
    with pytest.raises(InvalidInput) as refusal:
        ask(cast, reason="Chị Lò Thị Inh, số điện thoại 0912 345 678, nghỉ ốm")
    assert set(refusal.value.messages) == {"reason"}
    assert not Extension.objects.exists()
