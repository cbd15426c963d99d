"""A visit's life: planned, invited, held, put right; or called off. The server's clock decides what came first."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.establishments.models import Establishment
from sokehoach.apps.registers.establishments.selectors import of_area, told
from sokehoach.apps.registers.inspections.models import ChecklistAnswer, Programme, Visit
from sokehoach.apps.registers.inspections.selectors.reference import checklist_of, version_on
from sokehoach.apps.registers.inspections.selectors.visits import units_to_write
from sokehoach.apps.registers.inspections.services.writing import (
    after,
    day_of,
    done,
    keep,
    locked,
    revise,
    words,
)
from sokehoach.apps.registers.shelf.models import Revision
from sokehoach.apps.registers.teams.selectors.teams import Standing, inspecting
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.registers.establishments import may_be_visited
from sokehoach.domain.registers.inspections import Answer, check_answers, check_remedy, is_wanting
from sokehoach.domain.registers.teams import check_party

type Messages = dict[str, list[str]]


@write("visit.plan")
def plan(
    *,
    unit: Unit,
    establishment: UUID,
    day: date,
    manner: str,
    lead: int,
    members: tuple[int, ...],
    programme: UUID | None,
    by: User,
    at: datetime,
) -> Done:
    """Put a visit on the schedule. Invalid, by field: who goes, an establishment that is closed, a second visit of
    the day, a programme of the other manner. A visit that was already made is planned on its day, then held.
    """
    if unit.pk not in {one.pk for one in units_to_write(by, day_of(at))}:
        raise Refused(_("Tài khoản không lập lịch kiểm tra thay %(unit)s được.") % {"unit": unit.short_name})
    team = inspecting(unit, day)
    wrong = _wrong_party(team, lead, members, day)
    if manner == "surprise" and (team is None or by.pk not in team.team.everyone):
        wrong["manner"] = [_("Chỉ người của đội, tổ kiểm tra lập được lượt đột xuất.")]
    place = of_area(unit).filter(pk=establishment).first()
    wrong |= _wrong_place(place, unit, day, manner)
    under = Programme.objects.filter(pk=programme).first() if programme else None
    if under is not None and (under.unit.code, under.year, under.surprise) != (
        unit.code,
        day.year,
        manner == "surprise",
    ):
        wrong["programme"] = [_("Chương trình này của đơn vị khác, năm khác hoặc không cùng loại kiểm tra.")]
    if wrong or place is None or team is None:
        raise Invalid(wrong)
    visit = Visit(
        unit=unit,
        day=day,
        establishment=place,
        manner=Option.objects.get(option_set__code="inspection_kind", code=manner),
        body=team.decision.body,
        programme=under,
        lead_id=lead,
        created_by=by,
        created_at=at,
        updated_by=by,
        updated_at=at,
    )
    visit.folded = words(visit)
    visit.save(force_insert=True)
    visit.members.set(set(members) - {lead})
    revise(visit, Revision.Action.ADDED, by=by, at=at)
    return done(visit, at=at)


@write("visit.invite")
def invite(*, visit: UUID, version: int, number: str, by: User, at: datetime) -> Done:
    """Number the invitation of a planned visit. A surprise sends none."""
    row = locked(visit, version, by=by, at=at)
    if row.surprise:
        raise Refused(_("Kiểm tra đột xuất không gửi giấy mời."))
    if row.held:
        raise Refused(_("Đã kiểm tra xong, không phát giấy mời nữa."))
    if not number.strip():
        raise Invalid({"number": [_("Ghi số giấy mời.")]})
    row.invitation, row.invited_at = number.strip(), at
    keep(row, by=by, at=at, fields=["invitation", "invited_at"])
    return done(row, at=at)


@write("visit.hold")
def hold(
    *,
    visit: UUID,
    version: int,
    day: date,
    lead: int,
    members: tuple[int, ...],
    answers: Mapping[str, str],
    record: str,
    reminded: bool,
    cultural: int,
    findings: str,
    remedy_by: date | None,
    by: User,
    at: datetime,
) -> Done:
    """Write down what a visit found. Invalid, by field (an item of the checklist: «item_<code>»): a coming day, a
    closed establishment, a party that may not go, an item without an answer, a finding without its day of remedy.
    """
    row = locked(visit, version, by=by, at=at)
    if row.held:
        raise Refused(_("Lượt kiểm tra này đã ghi kết quả."))
    wrong = _wrong_party(inspecting(row.unit, day), lead, members, day)
    wrong |= _wrong_place(row.establishment, row.unit, day, row.manner.code, but=row)
    if day > day_of(at):
        wrong["day"] = [_("Ngày kiểm tra ở sau hôm nay: chỉ ghi kết quả của lượt đã kiểm tra.")]
    checklist = version_on(day)
    items = (
        checklist_of(checklist).items_for(kind=row.establishment.kind.code, body=row.body.code)
        if checklist
        else []
    )
    told_answers = {item.code: Answer(answers[item.code]) for item in items if item.code in answers}
    for item, said in check_answers([item.code for item in items], told_answers).items():
        wrong[f"item_{item}"] = [said]
    wanting = is_wanting(told_answers, cultural=cultural, sanctions=0)
    if said_remedy := check_remedy(wanting=wanting, held_on=day, remedy_by=remedy_by):
        wrong["remedy_by"] = [said_remedy]
    if wrong:
        raise Invalid(wrong)
    row.recheck_of = _found_wanting(row, day)
    row.day = row.held_on = day
    row.held_by, row.held_at, row.lead_id, row.checklist = by, after(row.created_at, at), lead, checklist
    row.record, row.reminded, row.cultural = record.strip(), reminded, cultural
    row.findings, row.remedy_by, row.wanting = findings.strip(), remedy_by, wanting
    keep(
        row, by=by, at=at,
        fields=["recheck_of", "day", "held_on", "held_by", "held_at", "lead", "checklist", "record", "reminded",
                "cultural", "findings", "remedy_by", "wanting"],
    )  # fmt: skip
    row.members.set(set(members) - {lead})
    ChecklistAnswer.objects.bulk_create(
        ChecklistAnswer(visit=row, item=item, answer=answer.value) for item, answer in told_answers.items()
    )
    return done(row, at=at, wanting=wanting)


@write("visit.remedy")
def close(*, visit: UUID, version: int, day: date, remedy: str, by: User, at: datetime) -> Done:
    """What was demanded has been put right, and how: the follow-up is closed."""
    row = locked(visit, version, by=by, at=at)
    if row.remedy_by is None:
        raise Refused(_("Lượt kiểm tra này không có yêu cầu khắc phục."))
    if row.remedied_on is not None:
        raise Refused(_("Yêu cầu khắc phục đã kết thúc."))
    wrong: Messages = {}
    if row.held_on is not None and day < row.held_on:
        wrong["day"] = [_("Ngày khắc phục xong ở trước ngày kiểm tra.")]
    elif day > day_of(at):
        wrong["day"] = [_("Ngày khắc phục xong ở sau hôm nay.")]
    if not remedy.strip():
        wrong["remedy"] = [_("Ghi đã khắc phục thế nào.")]
    if wrong:
        raise Invalid(wrong)
    row.remedied_on, row.remedied_by, row.remedy = day, by, remedy.strip()
    row.remedied_at = after(row.held_at, at)
    keep(row, by=by, at=at, fields=["remedied_on", "remedied_by", "remedied_at", "remedy"])
    return done(row, at=at)


@write("visit.call_off")
def call_off(*, visit: UUID, version: int, reason: str, by: User, at: datetime) -> Done:
    """Take a visit off the schedule, or one that was written down by mistake out of every count. It stays readable."""
    row = locked(visit, version, by=by, at=at)
    if not reason.strip():
        raise Invalid({"reason": [_("Ghi lý do hủy.")]})
    row.struck = True
    row.version += 1
    row.updated_by, row.updated_at = by, at
    row.save(update_fields=["struck", "version", "updated_by", "updated_at"])
    revise(row, Revision.Action.STRUCK, by=by, at=at, reason=reason.strip())
    return done(row, at=at)


def _wrong_party(team: Standing | None, lead: int, members: tuple[int, ...], day: date) -> Messages:
    wrong = check_party(team.team if team else None, lead=lead, party=members, day=day)
    return {field: [said] for field, said in wrong.items()}


def _wrong_place(
    place: Establishment | None, unit: Unit, day: date, manner: str, but: Visit | None = None
) -> Messages:
    if place is None:
        return {"establishment": [_("Chọn một cơ sở trên địa bàn.")]}
    if said := may_be_visited(told([place])[place.pk], day):
        return {"establishment": [said]}
    same = Visit.objects.filter(unit=unit, establishment=place, day=day, manner__code=manner, struck=False)
    if (same.exclude(pk=but.pk) if but else same).exists():
        return {"day": [_("Đơn vị đã có lượt kiểm tra cơ sở này trong ngày đó.")]}
    return {}


def _found_wanting(visit: Visit, day: date) -> Visit | None:
    """The unit's last visit there, where it found something: this one is then its re-inspection."""
    before = Visit.objects.filter(
        unit__code=visit.unit.code,
        establishment=visit.establishment,
        held_on__lt=day,
        struck=False,
    )
    last = before.order_by("-held_on", "-held_at").first()
    return last if last is not None and last.wanting else None
