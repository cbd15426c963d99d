"""What is refused about numbers, recipients, answers and addresses of documents, and what each act leaves."""

from datetime import timedelta
from typing import Any

import pytest

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import Correspondent, Delivery, OfficialDocument
from sokehoach.apps.documents.services import addresses, bulk_signing, dispatches, numbers
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError, VersionConflictError
from tests.apps.documents.written import addressed, current, draft, issued, key, signed, to_sign
from tests.apps.refusals import list_wrong_fields
from tests.factories.cast import AT, SINCE, Cast

State, Way = Delivery.State, Delivery.Way
LATER = AT + timedelta(hours=1)


def numbering(row: OfficialDocument, by: User, number: int | None, same: str = "") -> dict[str, Any]:
    return {
        "document": row.pk, "version": row.version, "number": number, "day": AT.date(), "same_number": same, "by": by,
    }  # fmt: skip


@pytest.mark.parametrize("number", [-1, 0, 1_000_000])
def test_a_number_out_of_bounds_is_refused(cast: Cast, chair: User, number: int) -> None:
    row = to_sign(cast.commune, cast.commune.unit)
    assert list_wrong_fields(numbers.assign_number, **numbering(row, cast.commune, number)) == {"number"}
    assert current(row).number is None


@pytest.mark.parametrize("number", [1, 999_999])
def test_a_number_within_bounds_is_kept_with_day_and_year(cast: Cast, chair: User, number: int) -> None:
    row = to_sign(cast.commune, cast.commune.unit)
    done = numbers.assign_number(**numbering(row, cast.commune, number, "không trùng"), at=AT)
    kept = current(row)
    assert (kept.number, kept.day, kept.year, kept.same_number) == (number, AT.date(), AT.year, "")
    assert (done.answer["number"], done.detail["number"], done.detail["reason"]) == (number, kept.numbered, "")


def test_a_number_in_use_needs_a_reason(cast: Cast, chair: User) -> None:
    first, second = (to_sign(cast.commune, cast.commune.unit) for _ in range(2))
    numbers.assign_number(**numbering(first, cast.commune, 5), at=AT)
    assert list_wrong_fields(numbers.assign_number, **numbering(second, cast.commune, 5)) == {"number"}
    assert list_wrong_fields(numbers.assign_number, **numbering(second, cast.commune, 5, "  ")) == {"number"}
    done = numbers.assign_number(**numbering(second, cast.commune, 5, " Cấp lại. "), at=AT)
    assert (current(second).same_number, done.detail["reason"]) == ("Cấp lại.", "Cấp lại.")
    third = to_sign(cast.commune, cast.commune.unit)
    numbers.assign_number(**numbering(third, cast.commune, None), at=AT)
    assert current(third).number == 6


def keep(unit: Unit | None, name: str = "", **more: Any) -> int:
    kept = addresses.update_address(
        name=name or (unit.name if unit else ""), unit=unit, since=SINCE, by="tests", at=AT, **more
    )
    return int(str(kept.answer["id"]))


def test_recipients_are_chosen_from_the_list_until_the_issue(cast: Cast, chair: User) -> None:
    row = to_sign(cast.commune, cast.commune.unit)
    district, province = keep(cast.units["099"]), keep(None, "Sở Y tế", email="so@tinh.gov.vn")
    told = {"document": row.pk, "version": row.version, "due_on": AT.date(), "by": cast.commune}
    for wrong in ([(999_999, Way.PRODUCT)], [(district, "pigeon")], [(province, Way.PRODUCT)]):
        assert list_wrong_fields(dispatches.assign_recipients, **told, to=wrong) == {"to"}
    done = dispatches.assign_recipients(**told, to=[(district, Way.PRODUCT), (province, Way.PAPER)], at=AT)
    assert done.detail["to"] == [cast.units["099"].name, "Sở Y tế"]
    assert {(one.correspondent_id, one.way, one.due_on) for one in row.deliveries.all()} == {
        (district, Way.PRODUCT, AT.date()), (province, Way.PAPER, AT.date()),
    }  # fmt: skip
    row = current(row)
    dispatches.assign_recipients(**told | {"version": row.version, "due_on": None}, to=[(district, Way.PRODUCT)], at=AT)
    assert [(one.correspondent_id, one.due_on) for one in row.deliveries.all()] == [(district, None)]
    with pytest.raises(VersionConflictError):
        dispatches.assign_recipients(**told, to=[(district, Way.PRODUCT)], at=AT)
    row = issued(signed(current(row), chair), cast.commune)
    with pytest.raises(ActionRefused, match="đã phát hành"):
        dispatches.assign_recipients(**told | {"version": row.version}, to=[(district, Way.PRODUCT)], at=AT)


def test_a_document_without_recipients_is_not_issued(cast: Cast, chair: User) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    with pytest.raises(ActionRefused, match="Chưa có nơi nhận"):
        issued(row, cast.commune)


def send(cast: Cast, chair: User, way: str) -> Delivery:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    to = keep(cast.units["099"]) if way == Way.PRODUCT else keep(None, "Sở Y tế", email="so@tinh.gov.vn")
    dispatches.assign_recipients(
        document=row.pk, version=row.version, to=[(to, way)], due_on=None, by=cast.commune, at=AT
    )
    row = issued(current(row), cast.commune)
    delivery = row.deliveries.get()
    assert (delivery.state, delivery.sent_at) == (State.ARRIVED if way == Way.PRODUCT else State.SENT, AT)
    assert (row.issued_by, row.issued_at) == (cast.commune, AT)
    return delivery


def test_an_arrival_has_a_number_from_one_and_is_answered_once(cast: Cast, chair: User) -> None:
    delivery = send(cast, chair, Way.PRODUCT)
    told = {"delivery": delivery.pk, "by": cast.office}
    for number in (0, -3):
        assert list_wrong_fields(dispatches.accept_delivery, **told, number=number) == {"number"}
    for nobody in ({"delivery": 999_999, "by": cast.office}, {"delivery": delivery.pk, "by": cast.commune}):
        with pytest.raises(NotFoundError):
            dispatches.accept_delivery(**nobody, number=1, at=AT)
        with pytest.raises(NotFoundError):
            dispatches.refuse_delivery(**nobody, reason="Gửi nhầm.", at=AT)
    done = dispatches.accept_delivery(**told, number=1, at=LATER)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answered_by, delivery.answered_at) == (State.ACCEPTED, cast.office, LATER)
    assert (delivery.arrival_unit, delivery.arrival_year, delivery.arrival_number) == (cast.units["099"], AT.year, 1)
    assert (done.detail["number"], done.detail["title"]) == (1, delivery.document.subject)
    assert delivery.document.steps.get(action="receive").remark == cast.units["099"].short_name
    with pytest.raises(ActionRefused, match="đã được trả lời"):
        dispatches.refuse_delivery(**told, reason="Gửi nhầm.", at=AT)


def test_a_refusal_keeps_its_reason(cast: Cast, chair: User) -> None:
    delivery = send(cast, chair, Way.PRODUCT)
    done = dispatches.refuse_delivery(delivery=delivery.pk, reason=" Gửi nhầm. ", by=cast.office, at=LATER)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, delivery.answered_at) == (State.REFUSED, "Gửi nhầm.", LATER)
    assert (done.detail["reason"], done.detail["to"]) == ("Gửi nhầm.", [cast.units["099"].name])


@pytest.mark.parametrize(
    ("state", "reason", "kept"),
    [
        (State.ARRIVED, "x", ("", None)),
        (State.ACCEPTED, "x", ("", AT)),
        (State.REFUSED, " Thiếu phụ lục ", ("Thiếu phụ lục", AT)),
    ],
)
def test_the_clerk_records_what_a_recipient_outside_answers(
    cast: Cast, chair: User, state: str, reason: str, kept: tuple[str, Any]
) -> None:
    delivery = send(cast, chair, Way.PAPER)
    told = {"delivery": delivery.pk, "by": cast.commune}
    for wrong in (State.NAMED, State.SENT, "lost"):
        assert list_wrong_fields(dispatches.record_receipt, **told, state=wrong) == {"state"}
    with pytest.raises(NotFoundError):
        dispatches.record_receipt(**told | {"by": cast.office}, state=state, reason=reason, at=AT)
    done = dispatches.record_receipt(**told, state=state, reason=reason, at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, (delivery.reason, delivery.answered_at)) == (state, kept)
    assert (done.detail["to"], done.detail["reason"]) == (["Sở Y tế"], kept[0])
    assert (current(delivery.document).state == "received") is (state == State.ACCEPTED)
    if state != State.ARRIVED:
        with pytest.raises(ActionRefused, match="đã trả lời"):
            dispatches.record_receipt(**told, state=state, reason=reason, at=AT)


def test_a_recipient_within_the_product_answers_for_itself(cast: Cast, chair: User) -> None:
    delivery = send(cast, chair, Way.PRODUCT)
    with pytest.raises(ActionRefused, match="tự ghi"):
        dispatches.record_receipt(delivery=delivery.pk, state=State.ACCEPTED, by=cast.commune, at=AT)


def test_of_many_documents_one_that_is_gone_does_not_stop_the_others(cast: Cast, chair: User) -> None:
    first, foreign = to_sign(cast.commune, cast.commune.unit), draft(cast.office, cast.units["099"])
    results = bulk_signing.sign_documents(
        documents=[(foreign, foreign.version), (first, first.version + 7), (first, first.version)],
        signing_key=key(chair.full_name), by=chair, at=AT,
    )  # fmt: skip
    assert [result.document for result in results] == [foreign, first, first]
    assert "không còn" in results[0].problem
    assert results[1].problem
    assert not results[2].problem
    assert current(first).state == "signed"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": "  "}, {"name"}),
        ({"code": "H1"}, {"code"}),
        ({"code": "H18." + "30." * 12 + "30"}, {"code"}),
        ({"legacy_code": "000.30.02"}, {"legacy_code"}),
        ({"name": "", "code": "x", "legacy_code": "x"}, {"name", "code", "legacy_code"}),
    ],
)
def test_each_wrong_field_of_an_address_is_named(db: None, changes: dict[str, str], fields: set[str]) -> None:
    told = {"name": "Sở Y tế", "since": SINCE, "by": "tests"} | changes
    assert list_wrong_fields(addresses.update_address, **told) == fields
    assert not Correspondent.objects.filter(name="Sở Y tế").exists()


def test_the_book_is_filled_once_with_a_name_for_each_unit(cast: Cast) -> None:
    twin = Unit.objects.create(
        code="98304", name=cast.units["03304"].name, letterhead=cast.units["03304"].letterhead, level="commune",
        parent=cast.units["098"], valid_from=SINCE,
    )  # fmt: skip
    done = addresses.import_units(by="tests", at=AT)
    book = dict(Correspondent.objects.values_list("unit__code", "name"))
    assert done.answer["rows"] == done.detail["rows"] == len(book)
    name = cast.units["03304"].letterhead or cast.units["03304"].name
    assert (book["03304"], book[twin.code]) == (name, f"{name}, {cast.units['098'].name}")
    assert len(set(book.values())) == len(book)
    assert addresses.import_units(by="tests", at=AT).answer["rows"] == 0


def test_addressing_keeps_what_was_named(cast: Cast, chair: User) -> None:
    row = addressed(to_sign(cast.commune, cast.commune.unit), cast.commune, cast.units["099"])
    assert [one.correspondent.code for one in row.deliveries.all()] == ["H18.30"]
