"""A document goes out to the names under «Nơi nhận», and each of them says that it came."""

from collections.abc import Sequence
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import Delivery, OfficialDocument
from sokehoach.apps.documents.selectors import dispatches as selectors
from sokehoach.apps.documents.selectors import receivers
from sokehoach.apps.documents.services.documents import done, locked, remember, side, stepped
from sokehoach.apps.documents.services.life import fresh, moved
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.documents.life import OUT, Action, Role

_OPEN = (Delivery.State.SENT, Delivery.State.ARRIVED)


@write("document.address")
def address(
    *, document: int, version: int, to: Sequence[tuple[int, str]], due_on: date | None, by: User, at: datetime
) -> Done:
    """Name who gets the document and how: pairs of a correspondent's id and a way. Before it is issued."""
    row = locked(document)
    side(row, by, Role.CLERK)
    fresh(row, version)
    if row.life in OUT:
        raise Refused(_("Văn bản đã phát hành: không đổi được nơi nhận. Hãy ban hành văn bản thay thế."))
    known = {one.pk: one for one in selectors.correspondents(at.date())}
    reached = receivers.reached(row, by, at.date())
    chosen: dict[int, str] = {}
    for pk, way in to:
        one = known.get(pk)
        if one is None or way not in selectors.ways(one, reached, row.function):
            raise Invalid({"to": [_("Chọn nơi nhận và cách gửi trong danh sách.")]})
        chosen[pk] = way
    row.deliveries.exclude(correspondent__in=chosen).delete()
    for pk, way in chosen.items():
        Delivery.objects.update_or_create(
            document=row, correspondent_id=pk, defaults={"way": way, "due_on": due_on}
        )
    row.version += 1
    row.save(update_fields=["version"])
    return done(row, {"title": row.subject, "to": [known[pk].name for pk in chosen]})


@write("document.issue", seal=True)
def issue(*, document: int, version: int, by: User, at: datetime) -> Done:
    """Issue a signed document: it reaches who works in the product at once; what it replaces or revokes ends."""
    row = locked(document)
    side(row, by, Role.CLERK)
    stepped(row, Action.ISSUE, Role.CLERK)
    fresh(row, version)
    sent = list(row.deliveries.select_related("correspondent"))
    if not sent:
        raise Refused(_("Chưa có nơi nhận nào. Hãy chọn nơi nhận rồi phát hành."))
    reached = receivers.reached(row, by, at.date())
    nobody = [
        one.correspondent.name
        for one in sent
        if one.way == Delivery.Way.PRODUCT and one.correspondent.unit_id not in reached
    ]
    if nobody:
        raise Refused(
            _("Không có ai ngoài người gửi tiếp nhận trong phần mềm cho: %(names)s. Hãy chọn cách gửi khác.")
            % {"names": "; ".join(nobody)}
        )
    for one in sent:
        one.sent_at = at
        arrived = one.way == Delivery.Way.PRODUCT
        one.state = Delivery.State.ARRIVED if arrived else Delivery.State.SENT
        one.save(update_fields=["sent_at", "state"])
    row.issued_by, row.issued_at = by, at
    for earlier_id, action in ((row.replaces_id, Action.REPLACE), (row.revokes_id, Action.REVOKE)):
        if earlier_id is not None:
            _end(locked(earlier_id), action, by=by, at=at, named=row.numbered)
    return moved(row, Action.ISSUE, Role.CLERK, by=by, at=at)


@write("document.receive")
def receive(*, delivery: int, number: int | None = None, by: User, at: datetime) -> Done:
    """The receiving unit takes it in under its own arrival number; None: the next of the year."""
    one = _arrived(delivery, by)
    unit = one.correspondent.unit
    assert unit is not None
    if number is None:
        number = selectors.following_arrival(unit, at.year)
    elif number < 1 or selectors.arrival_taken(unit, at.year, number):
        raise Invalid({"number": [_("Số đến %(n)s đã dùng trong năm. Hãy đổi số đến.") % {"n": number}]})
    one.arrival_unit, one.arrival_year, one.arrival_number = unit, at.year, number
    _answer(one, Delivery.State.ACCEPTED, by, at)
    row = _received(one, unit.short_name, by, at)
    return done(row, {"number": number, "title": row.subject}, unit=unit, number=number)


@write("document.refuse")
def refuse(*, delivery: int, reason: str, by: User, at: datetime) -> Done:
    """The receiving unit does not take it in, and says why."""
    one = _arrived(delivery, by)
    if not reason.strip():
        raise Invalid({"reason": [_("Ghi lý do từ chối tiếp nhận.")]})
    one.reason = reason.strip()
    _answer(one, Delivery.State.REFUSED, by, at)
    return done(
        one.document, {"title": one.document.subject, "reason": one.reason, "to": [one.correspondent.name]}
    )


@write("document.tell_receipt")
def tell(*, delivery: int, state: str, reason: str = "", by: User, at: datetime) -> Done:
    """The clerk writes down what a unit outside the product has answered."""
    one = _locked(delivery)
    side(one.document, by, Role.CLERK)
    if one.way == Delivery.Way.PRODUCT or one.state not in _OPEN:
        raise Refused(_("Nơi nhận này tự ghi việc tiếp nhận, hoặc đã trả lời."))
    if state not in (Delivery.State.ARRIVED, Delivery.State.ACCEPTED, Delivery.State.REFUSED):
        raise Invalid({"state": [_("Chọn trạng thái trong danh sách.")]})
    if state == Delivery.State.REFUSED and not reason.strip():
        raise Invalid({"reason": [_("Ghi lý do từ chối tiếp nhận.")]})
    one.reason = reason.strip() if state == Delivery.State.REFUSED else ""
    if state == Delivery.State.ARRIVED:
        one.state = state
        one.save(update_fields=["state"])
    else:
        _answer(one, Delivery.State(state), by, at)
    if state == Delivery.State.ACCEPTED:
        _received(one, one.correspondent.name, by, at)
    return done(
        one.document, {"title": one.document.subject, "to": [one.correspondent.name], "reason": one.reason}
    )


def _end(row: OfficialDocument, action: Action, *, by: User, at: datetime, named: str) -> None:
    side(row, by, Role.CLERK)
    before = row.life
    row.state = stepped(row, action, Role.CLERK)
    row.save(update_fields=["state"])
    remember(row, action, before, by=by, at=at, remark=_("Văn bản số %(number)s") % {"number": named})


def _locked(delivery: int) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",))
    one = rows.select_related("document__issuer__parent", "correspondent__unit").filter(pk=delivery).first()
    if one is None:
        raise Http404
    return one


def _arrived(delivery: int, by: User) -> Delivery:
    one = _locked(delivery)
    if not permissions.may_receive(by, one):
        raise Http404
    if one.state not in _OPEN:
        raise Refused(_("Văn bản này đã được trả lời: %(state)s.") % {"state": one.get_state_display()})
    return one


def _answer(one: Delivery, state: Delivery.State, by: User, at: datetime) -> None:
    one.state, one.answered_by, one.answered_at = state, by, at
    one.save()


def _received(one: Delivery, name: str, by: User, at: datetime) -> OfficialDocument:
    row = locked(one.document_id)
    before = row.life
    row.state = stepped(row, Action.RECEIVE, Role.RECIPIENT)
    row.save(update_fields=["state"])
    remember(row, Action.RECEIVE, before, by=by, at=at, remark=name)
    return row
