"""Services that send a document to its recipients («Nơi nhận») and record their answers."""

from collections.abc import Sequence
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import Delivery, OfficialDocument
from sokehoach.apps.documents.queries import dispatches
from sokehoach.apps.documents.queries.documents import lacks_office_signature
from sokehoach.apps.documents.services.documents import (
    build_result,
    check_role,
    check_step,
    lock_document,
    record_step,
)
from sokehoach.apps.documents.services.workflow import check_version, take_step
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.documents.document_workflow import ISSUED_STATES, DocumentAction, DocumentRole
from sokehoach.domain.messages import say

_OPEN_STATES = (Delivery.State.SENT, Delivery.State.ARRIVED)


@write("document.address")
def assign_recipients(
    *, document: int, version: int, to: Sequence[tuple[int, str]], due_on: date | None, by: User, at: datetime
) -> ServiceResult:
    """Set the recipients before the document is issued. `to`: pairs of a correspondent's id and a way."""
    row = lock_document(document)
    check_role(row, by, DocumentRole.CLERK)
    check_version(row, version)
    if row.current_state in ISSUED_STATES:
        raise ActionRefused(say("Văn bản đã phát hành: không đổi được nơi nhận. Hãy ban hành văn bản thay thế."))
    correspondent_by_id = {
        correspondent.pk: correspondent for correspondent in dispatches.list_correspondents(at.date())
    }
    receiving_units = dispatches.list_receiving_units(row, by, at.date())
    chosen_ways: dict[int, str] = {}
    for pk, way in to:
        correspondent = correspondent_by_id.get(pk)
        if correspondent is None or way not in dispatches.list_ways(correspondent, receiving_units, row.function):
            raise InvalidInput({"to": [say("Chọn nơi nhận và cách gửi trong danh sách.")]})
        chosen_ways[pk] = way
    row.deliveries.exclude(correspondent__in=chosen_ways).delete()
    for pk, way in chosen_ways.items():
        Delivery.objects.update_or_create(document=row, correspondent_id=pk, defaults={"way": way, "due_on": due_on})
    row.version += 1
    row.save(update_fields=["version"])
    return build_result(row, {"title": row.subject, "to": [correspondent_by_id[pk].name for pk in chosen_ways]})


@write("document.issue", seal=True)
def issue_document(*, document: int, version: int, unsealed_reason: str = "", by: User, at: datetime) -> ServiceResult:
    """Issue a signed document. It arrives in the product at once; a document that it replaces or revokes ends.

    Raises InvalidInput under `unsealed_reason` where the office has not signed the file and nothing says why.
    """
    row = lock_document(document)
    check_role(row, by, DocumentRole.CLERK)
    check_step(row, DocumentAction.ISSUE, DocumentRole.CLERK)
    check_version(row, version)
    remark = _explain_missing_seal(row, unsealed_reason.strip())
    deliveries = list(row.deliveries.select_related("correspondent"))
    if not deliveries:
        raise ActionRefused(say("Chưa có nơi nhận nào. Hãy chọn nơi nhận rồi phát hành."))
    receiving_units = dispatches.list_receiving_units(row, by, at.date())
    without_receiver = [
        delivery.correspondent.name
        for delivery in deliveries
        if delivery.way == Delivery.Way.PRODUCT and delivery.correspondent.unit_id not in receiving_units
    ]
    if without_receiver:
        raise ActionRefused(
            say(
                "Không có ai ngoài người gửi tiếp nhận trong phần mềm cho: %(names)s. Hãy chọn cách gửi khác.",
                names="; ".join(without_receiver),
            )
        )
    for delivery in deliveries:
        delivery.sent_at = at
        is_in_product = delivery.way == Delivery.Way.PRODUCT
        delivery.state = Delivery.State.ARRIVED if is_in_product else Delivery.State.SENT
        delivery.save(update_fields=["sent_at", "state"])
    row.issued_by, row.issued_at = by, at
    for ended_id, action in (
        (row.replaces_id, DocumentAction.REPLACE),
        (row.revokes_id, DocumentAction.REVOKE),
    ):
        if ended_id is not None:
            _end_earlier_document(lock_document(ended_id), action, by=by, at=at, number=row.numbered)
    return take_step(row, DocumentAction.ISSUE, DocumentRole.CLERK, by=by, at=at, remark=remark)


def _explain_missing_seal(row: OfficialDocument, reason: str) -> str:
    """The remark of the step: why the office's signature is lacking; «» where it is there or not needed."""
    if not lacks_office_signature(row):
        return ""
    if not reason:
        raise InvalidInput(
            {
                "unsealed_reason": [
                    say(
                        "Văn bản đã ký số nhưng chưa có chữ ký số của cơ quan (Nghị định 30/2020/NĐ-CP, Điều 17). "
                        "Hãy đóng dấu cơ quan, hoặc ghi vì sao chưa có."
                    )
                ]
            }
        )
    pii_filter.check_texts({"unsealed_reason": reason})
    return say("Chưa có chữ ký số của cơ quan: %(reason)s", reason=reason)


@write("document.receive")
def accept_delivery(*, delivery: int, number: int | None = None, by: User, at: datetime) -> ServiceResult:
    """Accept a delivery for the receiving unit under its arrival number; None: the next number of the year."""
    delivery_row = _lock_arrived_delivery(delivery, by)
    unit = delivery_row.correspondent.unit
    assert unit is not None
    if number is None:
        number = dispatches.get_next_arrival_number(unit, at.year)
    elif number < 1:
        raise InvalidInput({"number": [say("Số đến bắt đầu từ 1.")]})
    delivery_row.arrival_unit, delivery_row.arrival_year, delivery_row.arrival_number = unit, at.year, number
    _record_answer(delivery_row, Delivery.State.ACCEPTED, by, at)
    row = _mark_received(delivery_row, unit.short_name, by, at)
    return build_result(row, {"number": number, "title": row.subject}, unit=unit, number=number)


@write("document.refuse")
def refuse_delivery(*, delivery: int, reason: str, by: User, at: datetime) -> ServiceResult:
    """Refuse a delivery for the receiving unit, with the reason."""
    delivery_row = _lock_arrived_delivery(delivery, by)
    delivery_row.reason = reason.strip()
    _record_answer(delivery_row, Delivery.State.REFUSED, by, at)
    return build_result(
        delivery_row.document,
        {
            "title": delivery_row.document.subject,
            "reason": delivery_row.reason,
            "to": [delivery_row.correspondent.name],
        },
    )


@write("document.tell_receipt")
def record_receipt(*, delivery: int, state: str, reason: str = "", by: User, at: datetime) -> ServiceResult:
    """Record the answer of a unit outside the product, as the clerk enters it."""
    delivery_row = _lock_delivery(delivery)
    check_role(delivery_row.document, by, DocumentRole.CLERK)
    if delivery_row.way == Delivery.Way.PRODUCT or delivery_row.state not in _OPEN_STATES:
        raise ActionRefused(say("Nơi nhận này tự ghi việc tiếp nhận, hoặc đã trả lời."))
    if state not in (Delivery.State.ARRIVED, Delivery.State.ACCEPTED, Delivery.State.REFUSED):
        raise InvalidInput({"state": [say("Chọn trạng thái trong danh sách.")]})
    delivery_row.reason = reason.strip() if state == Delivery.State.REFUSED else ""
    if state == Delivery.State.ARRIVED:
        delivery_row.state = state
        delivery_row.save(update_fields=["state"])
    else:
        _record_answer(delivery_row, Delivery.State(state), by, at)
    if state == Delivery.State.ACCEPTED:
        _mark_received(delivery_row, delivery_row.correspondent.name, by, at)
    return build_result(
        delivery_row.document,
        {
            "title": delivery_row.document.subject,
            "to": [delivery_row.correspondent.name],
            "reason": delivery_row.reason,
        },
    )


def _end_earlier_document(
    row: OfficialDocument, action: DocumentAction, *, by: User, at: datetime, number: str
) -> None:
    check_role(row, by, DocumentRole.CLERK)
    state_before = row.current_state
    row.state = check_step(row, action, DocumentRole.CLERK)
    row.save(update_fields=["state"])
    record_step(row, action, state_before, by=by, at=at, remark=say("Văn bản số %(number)s", number=number))


def _lock_delivery(delivery: int) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",))
    delivery_row = rows.select_related("document__issuer__parent", "correspondent__unit").filter(pk=delivery).first()
    if delivery_row is None:
        raise NotFoundError
    return delivery_row


def _lock_arrived_delivery(delivery: int, by: User) -> Delivery:
    delivery_row = _lock_delivery(delivery)
    if not permissions.may_receive(by, delivery_row):
        raise NotFoundError
    if delivery_row.state not in _OPEN_STATES:
        raise ActionRefused(say("Văn bản này đã được trả lời: %(state)s.", state=delivery_row.get_state_display()))
    return delivery_row


def _record_answer(delivery: Delivery, state: Delivery.State, by: User, at: datetime) -> None:
    delivery.state, delivery.answered_by, delivery.answered_at = state, by, at
    delivery.save()


def _mark_received(delivery: Delivery, name: str, by: User, at: datetime) -> OfficialDocument:
    row = lock_document(delivery.document_id)
    state_before = row.current_state
    row.state = check_step(row, DocumentAction.RECEIVE, DocumentRole.RECIPIENT)
    row.save(update_fields=["state"])
    record_step(row, DocumentAction.RECEIVE, state_before, by=by, at=at, remark=name)
    return row
