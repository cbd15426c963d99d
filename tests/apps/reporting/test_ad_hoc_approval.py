"""A unit's leader approves its answer to an ad hoc question before it is sent, where the unit has one who does."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.reporting.models import AdHocFigure, AdHocSubmission, AdHocUnit, AdHocValue
from sokehoach.apps.reporting.pages.ad_hoc import load_board
from sokehoach.apps.reporting.queries.ad_hoc import list_answers_to_approve
from sokehoach.apps.reporting.services import ad_hoc, ad_hoc_approvals
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from tests.apps.reporting.test_ad_hoc import DUE, TALKS, answer, ask
from tests.apps.reporting.test_approval import grant_approval, make_leader
from tests.factories.cast import AT, Cast

type Browser = Callable[[User], Client]

LATER = AT + timedelta(minutes=10)
REASON = "Chưa cộng buổi ở bản Thẩm."


@pytest.fixture
def chair(cast: Cast) -> User:
    return make_leader(cast.commune.unit)


@pytest.fixture
def asked(cast: Cast) -> UUID:
    return ask(cast.office, TALKS)


def url(name: str, asked: UUID, by: User) -> str:
    return reverse(f"reporting:ad_hoc_{name}", args=[asked, by.unit.code])


def submit(asked: UUID, by: User, text: str, *, seen: UUID | None = None) -> AdHocSubmission:
    figure = AdHocFigure.objects.get(ad_hoc=asked)
    version = AdHocUnit.objects.get(ad_hoc=asked, unit=by.unit).version
    ad_hoc_approvals.submit_answer(
        ad_hoc=asked,
        unit=by.unit.code,
        typed={figure.pk: text},
        note="",
        version=version,
        shown_submission=seen,
        by=by,
        at=AT,
    )
    return AdHocSubmission.objects.get(asked__ad_hoc=asked, asked__unit=by.unit)


def approve(row: AdHocSubmission, by: User) -> None:
    ad_hoc_approvals.approve_answer(
        ad_hoc=row.asked.ad_hoc_id, unit=row.asked.unit.code, version=row.asked.version, submission=row.pk,
        by=by, at=LATER,
    )  # fmt: skip


def decline(row: AdHocSubmission, by: User, reason: str = REASON) -> None:
    ad_hoc_approvals.decline_answer(
        ad_hoc=row.asked.ad_hoc_id, unit=row.asked.unit.code, version=row.asked.version, submission=row.pk,
        reason=reason, by=by, at=LATER,
    )  # fmt: skip


def list_board_numbers(asked: UUID, by: User) -> list[object]:
    return [value for line in load_board(by, asked, day=AT.date()).lines for _figure, value in line.cells]


@pytest.mark.faults("ad_hoc.submit", "ad_hoc.approve")
def test_the_leader_approves_and_so_sends(cast: Cast, chair: User, asked: UUID, signed_in: Browser) -> None:
    clerk, leader, office = (signed_in(user) for user in (cast.commune, chair, cast.office))
    figure = AdHocFigure.objects.get(ad_hoc=asked)
    page = clerk.get(url("answer", asked, cast.commune)).text
    assert "Trình lãnh đạo duyệt" in page
    before = list_board_numbers(asked, cast.office)
    done = clerk.post(url("submit", asked, cast.commune), {"version": "0", f"f-{figure.pk}": "4"}, follow=True)
    assert "Chờ lãnh đạo đơn vị duyệt." in done.text
    assert f"Người duyệt: {chair.full_name}." in done.text
    assert list_board_numbers(asked, cast.office) == before, "nothing is sent"
    assert "đã trình, chờ lãnh đạo đơn vị duyệt" in clerk.get("/").text
    home = leader.get("/").text
    assert "Duyệt trước khi gửi: báo cáo nhanh «Họp giao ban»" in home
    assert url("answer", asked, cast.commune) in home
    assert "Duyệt trước khi gửi" not in office.get("/").text
    row = AdHocSubmission.objects.get()
    seen = leader.get(url("answer", asked, cast.commune))
    assert str(row.pk) in seen.text
    assert '<input class="control--number"' not in seen.text, "the leader writes no number"
    done = leader.post(url("approve", asked, cast.commune), {"version": "0", "seen": row.pk}, follow=True)
    assert "Đã duyệt và gửi trả lời." in done.text
    assert AdHocValue.objects.get().number == 4
    line = AdHocUnit.objects.get(ad_hoc=asked, unit=cast.commune.unit)
    assert (line.answered_by, line.version) == (chair, 1)
    assert not AdHocSubmission.objects.exists()
    assert list_answers_to_approve(chair, day=AT.date()) == []
    assert [*Event.objects.filter(subject=f"ad_hoc:{asked}").order_by("seq").values_list("action", flat=True)] == [
        "ad_hoc.ask", "ad_hoc.submit", "ad_hoc.approve",
    ]  # fmt: skip


def test_nobody_answers_past_the_leader(cast: Cast, chair: User, asked: UUID, signed_in: Browser) -> None:
    """Neither by the service nor by the address of a unit without a leader; a unit without one answers as before."""
    with pytest.raises(ActionRefused, match="lãnh đạo đơn vị duyệt trước khi gửi"):
        answer(cast.commune, asked, "4")
    figure = AdHocFigure.objects.get(ad_hoc=asked)
    typed = {"version": "0", f"f-{figure.pk}": "4"}
    refused = signed_in(cast.commune).post(url("answer", asked, cast.commune), typed)
    assert refused.status_code == 409
    assert not AdHocValue.objects.exists()
    row = submit(asked, cast.commune, "4")
    for other in (cast.commune,):
        with pytest.raises(ActionRefused, match="không được giao duyệt"):
            approve(row, other)
    for other in (cast.office, cast.other_commune, cast.leader):
        with pytest.raises(NotFoundError):
            approve(row, other)
    answer(cast.other_commune, asked, "3")
    with pytest.raises(ActionRefused, match="gửi được ngay"):
        submit(ask(cast.office, TALKS), cast.other_commune, "3")


@pytest.mark.faults("ad_hoc.decline")
def test_a_refusal_stays_in_the_unit(cast: Cast, chair: User, asked: UUID, signed_in: Browser) -> None:
    row, clerk, leader = submit(asked, cast.commune, "4"), signed_in(cast.commune), signed_in(chair)
    posted = {"version": "0", "seen": str(row.pk)}
    assert "Ghi rõ cần sửa gì." in leader.post(url("decline", asked, chair), posted | {"reason": " "}).text
    personal = leader.post(url("decline", asked, chair), posted | {"reason": "gọi 0912345678"})
    assert personal.status_code == 422
    assert "0912345678" in personal.text, "what was typed stays"
    leader.post(url("decline", asked, chair), posted | {"reason": REASON})
    page = clerk.get(url("answer", asked, cast.commune)).text
    assert REASON in page
    assert chair.full_name in page
    assert 'value="4"' in page, "nothing that was typed is lost"
    assert REASON in clerk.get("/").text
    for other in (cast.office, cast.leader):
        client = signed_in(other)
        shown = [client.get(address).text for address in ("/", reverse("reporting:ad_hoc", args=[asked]))]
        assert not any(words in text for text in shown for words in (REASON, "Chờ lãnh đạo", "chờ lãnh đạo"))
    assert REASON not in str([event.body for event in Event.objects.all()]), "the trail is read above"
    with pytest.raises(ActionRefused, match="không chờ lãnh đạo"):
        approve(row, chair)
    approve(submit(asked, cast.commune, "5", seen=row.pk), chair)
    assert AdHocValue.objects.get().number == 5


def test_the_leader_approves_what_was_seen(cast: Cast, chair: User, asked: UUID, signed_in: Browser) -> None:
    seen = submit(asked, cast.commune, "4")
    changed = submit(asked, cast.commune, "40", seen=seen.pk)
    posted = signed_in(chair).post(url("approve", asked, cast.commune), {"version": "0", "seen": str(seen.pk)})
    assert posted.status_code == 409
    assert "đã đổi sau khi trang này mở" in posted.text
    assert "40" in posted.text
    assert not AdHocValue.objects.exists()
    with pytest.raises(VersionConflictError, match="đã trình"):
        submit(asked, cast.commune, "5", seen=seen.pk)  # a colleague whose page is older
    approve(changed, chair)
    assert AdHocValue.objects.get().number == 40


def test_what_cannot_be_an_answer_is_not_submitted(cast: Cast, chair: User, asked: UUID, signed_in: Browser) -> None:
    figure = AdHocFigure.objects.get(ad_hoc=asked)
    posted = signed_in(cast.commune).post(
        url("submit", asked, cast.commune), {"version": "0", f"f-{figure.pk}": "ba buổi"}
    )
    assert posted.status_code == 422
    assert "ba buổi" in posted.text
    with pytest.raises(InvalidInput):
        submit(asked, cast.commune, "")
    assert not AdHocSubmission.objects.exists()


def test_a_leader_whose_account_is_closed_holds_nothing_up(
    cast: Cast, chair: User, asked: UUID, signed_in: Browser
) -> None:
    submit(asked, cast.commune, "4")
    User.objects.filter(pk=chair.pk).update(is_active=False)
    page = signed_in(cast.commune).get(url("answer", asked, cast.commune)).text
    assert "Đơn vị không còn ai duyệt trước khi gửi." in page
    assert "không còn ai duyệt, gửi được ngay" in signed_in(cast.commune).get("/").text
    answer(cast.commune, asked, "6")
    assert AdHocValue.objects.get().number == 6
    assert not AdHocSubmission.objects.exists()


def test_who_approves_answers_without_asking(cast: Cast, asked: UUID, signed_in: Browser) -> None:
    grant_approval(cast.commune, cast.commune.unit)
    assert "Trình lãnh đạo duyệt" not in signed_in(cast.commune).get(url("answer", asked, cast.commune)).text
    answer(cast.commune, asked, "4")


def test_a_right_over_the_area_approves_nothing_for_its_communes(cast: Cast, asked: UUID) -> None:
    above = make_leader(cast.units["099"])
    row = AdHocUnit.objects.get(ad_hoc=asked, unit=cast.commune.unit)
    assert row.unit.parent == above.unit
    make_leader(cast.commune.unit)
    with pytest.raises(NotFoundError):
        approve(submit(asked, cast.commune, "4"), above)


def test_what_came_late_is_late_when_it_is_approved(cast: Cast, chair: User, asked: UUID) -> None:
    row = submit(asked, cast.commune, "4")
    ad_hoc_approvals.approve_answer(
        ad_hoc=asked, unit=cast.commune.unit.code, version=0, submission=row.pk, by=chair, at=DUE + timedelta(minutes=3)
    )
    late = [line.late_minutes for line in load_board(cast.office, asked, day=AT.date()).lines if line.answered_count]
    assert late == [3]


def test_a_closed_question_takes_no_approval(cast: Cast, chair: User, asked: UUID) -> None:
    row = submit(asked, cast.commune, "4")
    ad_hoc.close(ad_hoc=asked, by=cast.office, at=LATER)
    with pytest.raises(ActionRefused, match="đã đóng"):
        approve(row, chair)
    with pytest.raises(ActionRefused, match="đã đóng"):
        decline(row, chair)
    assert list_answers_to_approve(chair, day=AT.date()) == []
