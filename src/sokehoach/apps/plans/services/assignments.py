"""What a unit does about a duty: who is in charge, how it stands, what came of it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.adapters import evidence as documents
from sokehoach.adapters.slow_work import file_digest
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, AssignmentResult, Duty, Evidence
from sokehoach.apps.plans.selectors import results
from sokehoach.apps.plans.selectors.assignments import assignment_for, staff
from sokehoach.apps.plans.selectors.plans import choosable, requestable
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Stale


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    content: bytes


def work(
    *,
    assignment: uuid.UUID,
    version: int,
    state: str,
    result: str,
    in_charge: int | None,
    upload: Upload | None,
    by: User,
    at: datetime,
    period: str = "",
    key: str = "",
) -> Done:
    """Write down how the work stands, with a document that shows it or without.

    Standing work has a result for each period: `period` is an id, «» the one at hand. What was written before stays;
    a correction is a later version of the same period. Invalid: done without a result, a person of another unit, a
    period that is not offered, a file that is not taken in (field «upload»).
    The file is opened before anything is locked: a hostile one may take seconds, and others go on writing.
    """
    kept, refused = _taken_in(upload)
    return _work(
        assignment=assignment, version=version, state=state, result=result, in_charge=in_charge, period=period,
        kept=kept, refused=refused, by=by, at=at, key=key,
    )  # fmt: skip


def _taken_in(upload: Upload | None) -> tuple[documents.Document | None, str]:
    """The document to keep, or why there is none."""
    if upload is None:
        return None, ""
    try:
        kept = documents.clean(upload.content, name=upload.name)
        return kept, _names_somebody(kept)
    except documents.NotAccepted as error:
        return None, str(error)


def _digest(*, kept: documents.Document | None, **_others: object) -> str:
    return file_digest(kept.content) if kept is not None else ""


@write("assignment.work", prepare=_digest)
def _work(
    *,
    assignment: uuid.UUID,
    version: int,
    state: str,
    result: str,
    in_charge: int | None,
    period: str,
    kept: documents.Document | None,
    refused: str,
    by: User,
    at: datetime,
    prepared: str = "",
) -> Done:
    row = _locked(assignment, version, by, at)
    if not permissions.may_work(scope_of(by, at.date()), row):
        raise Http404
    wrong = _wrong_person(row, in_charge)
    periods = [each.id for each in results.offered(row, at.date())]
    if periods and not period:
        hand = results.at_hand(row, at.date())
        period = hand.id if hand else ""
    if period not in (periods or [""]):
        wrong["period"] = [_("Chọn một kỳ trong danh sách.")]
    last = results.latest(row, period)
    if state == Assignment.State.DONE and not result.strip():
        wrong["result"] = [_("Ghi kết quả bằng lời trước khi báo «đã có kết quả».")]
    if refused:
        wrong["upload"] = [refused]
    if said := guard.say(result, before=last.text if last else ""):
        wrong["result"] = [said]
    if wrong:
        raise Invalid(wrong)
    before = _told(row)
    if period >= row.period:
        row.state, row.result, row.period = state, result.strip(), period
    row.in_charge_id = in_charge
    told = _changed(row, by, at)
    told |= {"period": period, "state": state, "result": result.strip()}
    recorded = _recorded(row, period, last, prepared, state=state, text=result.strip(), by=by, at=at)
    if kept is not None and recorded is not None and recorded is not last:
        Evidence.objects.create(
            assignment=row, result=recorded, digest=prepared, name=kept.name, content_type=kept.content_type,
            size=len(kept.content), content=kept.content, added_by=by, added_at=at,
        )  # fmt: skip
        told["evidence"] = prepared
    return _done(row, before, told)


def _recorded(
    row: Assignment,
    period: str,
    last: AssignmentResult | None,
    digest: str,
    *,
    state: str,
    text: str,
    by: User,
    at: datetime,
) -> AssignmentResult | None:
    """The version of the period that holds this: a new one where state, words or documents differ from the last."""
    stood = (last.state, last.text) if last else (Assignment.State.NOT_STARTED, "")
    attached = bool(digest) and (
        last is None or not Evidence.objects.filter(result=last, digest=digest).exists()
    )
    if stood == (state, text) and not attached:
        return last
    return AssignmentResult.objects.create(
        assignment=row, period=period, number=last.number + 1 if last else 1, state=state, text=text,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip


@write("assignment.assign")
def assign(
    *,
    assignment: uuid.UUID,
    version: int,
    unit: int,
    in_charge: int | None,
    due_on: date | None,
    by: User,
    at: datetime,
) -> Done:
    """Give the work to a unit and a person of it, by a day. Only dated work has a day.

    With another unit the person is named by that unit later.
    """
    row = _locked(assignment, version, by, at)
    if not permissions.may_assign(scope_of(by, at.date()), row):
        raise Http404
    wrong: dict[str, list[str]] = {}
    moved = unit != row.unit_id
    if moved:
        allowed = {one.pk for one in choosable(row.duty.plan, at.date())}
        if row.duty.nature == Duty.Nature.REQUEST:
            allowed |= {one.pk for one in requestable(row.duty.plan, at.date())}
        if unit not in allowed:
            wrong["unit"] = [_("Chọn một đơn vị trong danh sách.")]
        elif Assignment.objects.filter(duty=row.duty, unit=unit).exists():
            wrong["unit"] = [_("Đơn vị này đã được giao nhiệm vụ đó.")]
    else:
        wrong = _wrong_person(row, in_charge)
    if due_on is not None and row.duty.nature != Duty.Nature.DATED:
        wrong["due_on"] = [_("Chỉ nhiệm vụ có hạn mới đặt ngày.")]
    if wrong:
        raise Invalid(wrong)
    before = _told(row)
    row.unit_id, row.due_on, row.in_charge_id = unit, due_on, None if moved else in_charge
    return _done(row, before, _changed(row, by, at))


@write("evidence.remove")
def remove_evidence(*, evidence: uuid.UUID, by: User, at: datetime) -> Done:
    """Take back a document that was added by mistake; its digest stays in the log."""
    found = (
        Evidence.objects.select_related("assignment__unit", "assignment__duty__plan")
        .filter(pk=evidence)
        .first()
    )
    if found is None or not permissions.may_work(scope_of(by, at.date()), found.assignment):
        raise Http404
    row = found.assignment
    detail: dict[str, Json] = {"digest": found.digest, "name": found.name}
    found.delete()
    return Done(
        subject=f"assignment:{row.pk}", unit=row.unit.code, detail=detail, answer={"assignment": str(row.pk)}
    )


def _locked(pk: uuid.UUID, version: int, by: User, at: datetime) -> Assignment:
    Assignment.objects.select_for_update().filter(pk=pk).first()
    row = assignment_for(scope_of(by, at.date()), pk)
    if row.version != version:
        raise Stale(
            _("%(who)s đã sửa lúc %(when)s: %(state)s. «%(result)s». Phần vừa gõ chưa được lưu.")
            % {
                "who": row.updated_by,
                "when": f"{row.updated_at:%H:%M %d/%m/%Y}" if row.updated_at else "",
                "state": row.get_state_display(),
                "result": row.result,
            },
            theirs=_told(row),
            version=row.version,
        )
    return row


def _wrong_person(row: Assignment, in_charge: int | None) -> dict[str, list[str]]:
    if in_charge is None or in_charge in {user.pk for user in staff(row.unit)}:
        return {}
    return {"in_charge": [_("Chọn một người của đơn vị.")]}


def _names_somebody(document: documents.Document) -> str:
    """Kinds and counts, never the words: a file is cleaned where it was written. «» where it names nobody."""
    named = guard.tally(f"{document.name}\n{documents.words(document)}")
    said = _("Văn bản có thông tin cá nhân: %(places)s. Hãy che hoặc xóa trong tệp rồi tải lên lại.")
    return said % {"places": named} if named else ""


def _told(row: Assignment) -> dict[str, Json]:
    return {
        "unit": row.unit_id,
        "state": str(row.state),
        "result": row.result,
        "in_charge": row.in_charge_id,
        "due_on": row.due_on.isoformat() if row.due_on else "",
    }


def _changed(row: Assignment, by: User, at: datetime) -> dict[str, Json]:
    row.version += 1
    row.updated_by, row.updated_at = by, at
    row.save()
    return _told(row)


def _done(row: Assignment, before: Json, after: Json) -> Done:
    return Done(
        subject=f"assignment:{row.pk}",
        unit=row.unit.code,
        detail={"code": row.duty.code, "from": before, "to": after},
        answer={"assignment": str(row.pk), "version": row.version},
    )
