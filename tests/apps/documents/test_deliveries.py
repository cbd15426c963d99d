"""Who a document is sent to, who may open it and who answers for the addressee."""

import pytest

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.documents.models import Delivery
from sokehoach.apps.documents.queries import dispatches as dispatch_queries
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.documents.services import dispatches
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from tests.apps.documents import written
from tests.apps.documents.written import addressed, current, issued, signed, to_sign
from tests.factories.cast import AT, SINCE, Cast


def test_recipients_of_an_issued_document_are_not_changed(cast: Cast, chair: User) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    row = issued(addressed(row, cast.commune, cast.units["099"]), cast.commune)
    with pytest.raises(ActionRefused, match="không đổi được nơi nhận"):
        addressed(row, cast.commune, cast.units["099"], cast.units["03269"])
    (delivery,) = row.deliveries.all()
    dispatches.accept_delivery(delivery=delivery.pk, by=cast.office, at=AT)
    with pytest.raises(ActionRefused, match="không đổi được nơi nhận"):
        addressed(current(row), cast.commune, cast.units["03269"])
    assert [delivery.correspondent.unit for delivery in row.deliveries.all()] == [cast.units["099"]]


def test_an_arrival_number_is_given_once_a_year_in_a_unit(cast: Cast, chair: User) -> None:
    for _ in range(3):
        row = signed(to_sign(cast.commune, cast.commune.unit), chair)
        issued(addressed(row, cast.commune, cast.units["099"]), cast.commune)
    first, second, third = dispatch_queries.list_arrivals(cast.office)
    dispatches.accept_delivery(delivery=first.pk, number=5, by=cast.office, at=AT)
    with pytest.raises(InvalidInput, match="đã dùng trong năm"):
        dispatches.accept_delivery(delivery=second.pk, number=5, by=cast.office, at=AT)
    second.refresh_from_db()
    assert (second.state, second.arrival_number) == ("arrived", None)
    dispatches.accept_delivery(delivery=second.pk, by=cast.office, at=AT)
    next_year = AT.replace(year=AT.year + 1)
    dispatches.accept_delivery(delivery=third.pk, number=5, by=cast.office, at=next_year)
    numbered = Delivery.objects.order_by("pk").values_list("pk", "arrival_year", "arrival_number")
    assert set(numbered) == {(first.pk, 2021, 5), (second.pk, 2021, 6), (third.pk, 2022, 5)}


def test_the_answer_of_a_unit_outside_the_product_is_written_by_the_clerk(cast: Cast, chair: User) -> None:
    """Neither by the addressee, nor by who signed, nor by somebody who may not see the document."""
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    row = addressed(row, cast.commune, cast.units["099"])
    to = [(delivery.correspondent_id, "paper") for delivery in row.deliveries.all()]
    dispatches.assign_recipients(document=row.pk, version=row.version, to=to, due_on=None, by=cast.commune, at=AT)
    row = issued(current(row), cast.commune)
    (delivery,) = row.deliveries.all()
    for stranger in (cast.office, cast.leader, cast.other_commune, cast.police, cast.outsider):
        with pytest.raises(NotFoundError):
            dispatches.record_receipt(delivery=delivery.pk, state="accepted", by=stranger, at=AT)
    with pytest.raises(ActionRefused, match="văn thư"):
        dispatches.record_receipt(delivery=delivery.pk, state="accepted", by=chair, at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, current(row).state) == ("sent", "issued")
    dispatches.record_receipt(delivery=delivery.pk, state="accepted", by=cast.commune, at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answered_by, current(row).state) == (
        "accepted",
        cast.commune,
        "received",
    )
    with pytest.raises(ActionRefused, match="đã trả lời"):
        dispatches.record_receipt(delivery=delivery.pk, state="refused", reason="Sai", by=cast.commune, at=AT)


def test_the_district_does_not_receive_what_was_sent_to_its_commune(cast: Cast, chair: User) -> None:
    """Its office may receive in every unit of the district by its grant, but works in none of the communes."""
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    row = issued(addressed(row, cast.commune, cast.units["03269"]), cast.commune)
    assert scope_of(cast.office).may(Action.DOCUMENT_RECEIVE, cast.units["03269"].pk)
    assert dispatch_queries.list_arrivals(cast.office) == []
    (delivery,) = dispatch_queries.list_arrivals(cast.other_commune)
    with pytest.raises(NotFoundError):
        dispatches.accept_delivery(delivery=delivery.pk, by=cast.office, at=AT)
    with pytest.raises(NotFoundError):
        documents.access_document(cast.office, row.pk)
    dispatches.accept_delivery(delivery=delivery.pk, by=cast.other_commune, at=AT)


def test_a_colleague_without_a_part_sees_a_document_once_issued(cast: Cast, chair: User) -> None:
    role = Role.objects.create(code="taker", name="Xem văn bản", actions=["document.take"])
    users.create_user(username="dong", full_name="Lò Thị Đông", title="", unit=cast.commune.unit, by="tests", at=AT)
    colleague = User.objects.get(username="dong")
    grants.create_grant(
        user=colleague, role=role, unit=cast.commune.unit, function="general", since=SINCE, by="tests", at=AT
    )
    row = written.draft(cast.commune, cast.commune.unit)
    with pytest.raises(NotFoundError):
        documents.access_document(colleague, row.pk)
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    with pytest.raises(NotFoundError):
        documents.access_document(colleague, row.pk)
    row = issued(addressed(row, cast.commune, cast.units["099"]), cast.commune)
    assert documents.access_document(colleague, row.pk) == row


@pytest.mark.faults("document.refuse")
def test_a_refusal_needs_a_reason_and_an_answer_is_given_once(cast: Cast, chair: User) -> None:
    row = addressed(signed(to_sign(cast.commune, cast.commune.unit), chair), cast.commune, cast.units["099"])
    assert dispatch_queries.list_arrivals(cast.office) == []
    row = issued(row, cast.commune)
    (delivery,) = dispatch_queries.list_arrivals(cast.office)
    with pytest.raises(InvalidInput):
        dispatches.refuse_delivery(delivery=delivery.pk, reason="", by=cast.office, at=AT)
    with pytest.raises(NotFoundError):
        dispatches.refuse_delivery(delivery=delivery.pk, reason="Sai", by=cast.other_commune, at=AT)
    dispatches.refuse_delivery(delivery=delivery.pk, reason="Thiếu phụ lục", by=cast.office, at=AT)
    with pytest.raises(ActionRefused, match="từ chối tiếp nhận"):
        dispatches.accept_delivery(delivery=delivery.pk, by=cast.office, at=AT)
    assert current(row).state == "issued"


def test_without_recipients_nothing_is_issued(cast: Cast, chair: User) -> None:
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    with pytest.raises(ActionRefused, match="nơi nhận"):
        issued(row, cast.commune)


def test_a_receipt_is_overdue_after_its_day(cast: Cast) -> None:
    late = Delivery(state="arrived", due_on=AT.date())
    assert not dispatch_queries.is_overdue(late, AT.date())
    assert dispatch_queries.is_overdue(late, AT.date().replace(day=23))


def test_nobody_is_asked_to_receive_what_its_own_house_sent(cast: Cast, chair: User) -> None:
    """The office reads what arrives at the committee, but a document of the office waits there for another."""
    office = cast.office.unit
    Role.objects.create(code="receiver", name="Văn thư", actions=["document.take", "document.receive"])
    clerk = written.person(cast, "099", "Quàng Văn Bó", role="receiver")
    row = signed(to_sign(cast.office, office), written.person(cast, office.code, "Cầm Thị Pâng"))
    row = issued(addressed(row, cast.office, cast.units["099"]), cast.office)
    (delivery,) = dispatch_queries.list_arrivals(cast.office)
    assert (delivery.document, dispatch_queries.list_unanswered_arrivals(cast.office)) == (row, [])
    assert dispatch_queries.list_unanswered_arrivals(clerk) == [(delivery, True)]
