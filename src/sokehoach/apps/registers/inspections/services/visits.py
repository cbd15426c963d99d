"""A visit's life: planned, invited, held, put right; or called off. The server's clock decides what came first."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.establishments.queries import collect_standings, of_area
from sokehoach.apps.registers.inspections.models import ChecklistAnswer, InspectionProgramme, Visit
from sokehoach.apps.registers.inspections.queries.reference import checklist_of, find_checklist_on
from sokehoach.apps.registers.inspections.queries.visits import units_to_write
from sokehoach.apps.registers.inspections.services.writing import (
    add_revision,
    build_result,
    build_visit_text,
    compute_step_time,
    day_of,
    lock_visit,
    save_visit,
)
from sokehoach.apps.registers.inspections.teams.queries import TeamOnDay, find_inspecting_team
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say
from sokehoach.domain.registers.establishments import find_visit_problem
from sokehoach.domain.registers.inspections import ItemAnswer, check_answers, check_remedy, has_deficiency
from sokehoach.domain.registers.teams import find_party_problems

type Messages = dict[str, list[str]]


@write("visit.plan")
def plan_visit(
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
) -> ServiceResult:
    """Put a visit on the schedule. InvalidInput, by field: who goes, an establishment that is closed, a second visit of
    the day, a programme of the other manner. A visit that was already made is planned on its day, then held.
    """
    if unit.pk not in {own_unit.pk for own_unit in units_to_write(by, day_of(at))}:
        raise ActionRefused(say("Tài khoản không lập lịch kiểm tra thay %(unit)s được.", unit=unit.short_name))
    team = find_inspecting_team(unit, day)
    errors = _find_party_problems(team, lead, members, day)
    if manner == "surprise" and (team is None or by.pk not in team.team.everyone):
        errors["manner"] = [say("Chỉ người của đội, tổ kiểm tra lập được lượt đột xuất.")]
    place = of_area(unit).filter(pk=establishment).first()
    errors |= _find_place_problems(place, unit, day, manner)
    programme_row = InspectionProgramme.objects.filter(pk=programme).first() if programme else None
    if programme_row is not None and (
        programme_row.unit.code,
        programme_row.year,
        programme_row.surprise,
    ) != (
        unit.code,
        day.year,
        manner == "surprise",
    ):
        errors["programme"] = [say("Chương trình này của đơn vị khác, năm khác hoặc không cùng loại kiểm tra.")]
    if errors or place is None or team is None:
        raise InvalidInput(errors)
    visit = Visit(
        unit=unit,
        day=day,
        establishment=place,
        manner=Option.objects.get(option_set__uid="inspection_kind", code=manner),
        body=team.decision.body,
        programme=programme_row,
        lead_id=lead,
        created_by=by,
        created_at=at,
        updated_by=by,
        updated_at=at,
    )
    visit.folded = build_visit_text(visit)
    visit.save(force_insert=True)
    visit.members.set(set(members) - {lead})
    add_revision(visit, Revision.Action.ADDED, by=by, at=at)
    return build_result(visit, at=at)


@write("visit.invite")
def issue_invitation(*, visit: UUID, version: int, number: str, by: User, at: datetime) -> ServiceResult:
    """Number the invitation of a planned visit. A surprise sends none."""
    row = lock_visit(visit, version, by=by, at=at)
    if row.surprise:
        raise ActionRefused(say("Kiểm tra đột xuất không gửi giấy mời."))
    if row.held:
        raise ActionRefused(say("Đã kiểm tra xong, không phát giấy mời nữa."))
    if not number.strip():
        raise InvalidInput({"number": [say("Ghi số giấy mời.")]})
    row.invitation, row.invited_at = number.strip(), at
    save_visit(row, by=by, at=at, fields=["invitation", "invited_at"])
    return build_result(row, at=at)


@write("visit.hold")
def record_visit(
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
) -> ServiceResult:
    """Write down what a visit found. InvalidInput, by field (an item of the checklist: «item_<code>»): a coming day, a
    closed establishment, a party that may not go, an item without an answer, a finding without its day of remedy.
    """
    row = lock_visit(visit, version, by=by, at=at)
    if row.held:
        raise ActionRefused(say("Lượt kiểm tra này đã ghi kết quả."))
    errors = _find_party_problems(find_inspecting_team(row.unit, day), lead, members, day)
    errors |= _find_place_problems(row.establishment, row.unit, day, row.manner.code, exclude=row)
    if day > day_of(at):
        errors["day"] = [say("Ngày kiểm tra ở sau hôm nay: chỉ ghi kết quả của lượt đã kiểm tra.")]
    checklist = find_checklist_on(day)
    items = checklist_of(checklist).items_for(kind=row.establishment.kind.code, body=row.body.code) if checklist else []
    answers_by_item = {item.code: ItemAnswer(answers[item.code]) for item in items if item.code in answers}
    for item, message in check_answers([item.code for item in items], answers_by_item).items():
        errors[f"item_{item}"] = [message]
    wanting = has_deficiency(answers_by_item, cultural=cultural, sanctions=0)
    if remedy_message := check_remedy(wanting=wanting, held_on=day, remedy_by=remedy_by):
        errors["remedy_by"] = [remedy_message]
    if errors:
        raise InvalidInput(errors)
    row.recheck_of = _find_visit_to_recheck(row, day)
    row.day = row.held_on = day
    row.held_by, row.held_at, row.lead_id, row.checklist = (
        by,
        compute_step_time(row.created_at, at),
        lead,
        checklist,
    )
    row.record, row.reminded, row.cultural = record.strip(), reminded, cultural
    row.findings, row.remedy_by, row.wanting = findings.strip(), remedy_by, wanting
    save_visit(
        row, by=by, at=at,
        fields=["recheck_of", "day", "held_on", "held_by", "held_at", "lead", "checklist", "record", "reminded",
                "cultural", "findings", "remedy_by", "wanting"],
    )  # fmt: skip
    row.members.set(set(members) - {lead})
    ChecklistAnswer.objects.bulk_create(
        ChecklistAnswer(visit=row, item=item, answer=answer.value) for item, answer in answers_by_item.items()
    )
    return build_result(row, at=at, wanting=wanting)


@write("visit.remedy")
def close_follow_up(*, visit: UUID, version: int, day: date, remedy: str, by: User, at: datetime) -> ServiceResult:
    """What was demanded has been put right, and how: the follow-up is closed."""
    row = lock_visit(visit, version, by=by, at=at)
    if row.remedy_by is None:
        raise ActionRefused(say("Lượt kiểm tra này không có yêu cầu khắc phục."))
    if row.remedied_on is not None:
        raise ActionRefused(say("Yêu cầu khắc phục đã kết thúc."))
    errors: Messages = {}
    if row.held_on is not None and day < row.held_on:
        errors["day"] = [say("Ngày khắc phục xong ở trước ngày kiểm tra.")]
    elif day > day_of(at):
        errors["day"] = [say("Ngày khắc phục xong ở sau hôm nay.")]
    if not remedy.strip():
        errors["remedy"] = [say("Ghi đã khắc phục thế nào.")]
    if errors:
        raise InvalidInput(errors)
    row.remedied_on, row.remedied_by, row.remedy = day, by, remedy.strip()
    row.remedied_at = compute_step_time(row.held_at, at)
    save_visit(row, by=by, at=at, fields=["remedied_on", "remedied_by", "remedied_at", "remedy"])
    return build_result(row, at=at)


@write("visit.call_off")
def call_off(*, visit: UUID, version: int, reason: str, by: User, at: datetime) -> ServiceResult:
    """Take a visit off the schedule, or one that was written down by mistake out of every count. It stays readable."""
    row = lock_visit(visit, version, by=by, at=at)
    if not reason.strip():
        raise InvalidInput({"reason": [say("Ghi lý do hủy.")]})
    row.voided = True
    row.version += 1
    row.updated_by, row.updated_at = by, at
    row.save(update_fields=["voided", "version", "updated_by", "updated_at"])
    add_revision(row, Revision.Action.VOIDED, by=by, at=at, reason=reason.strip())
    return build_result(row, at=at)


def _find_party_problems(team: TeamOnDay | None, lead: int, members: tuple[int, ...], day: date) -> Messages:
    problems = find_party_problems(team.team if team else None, lead=lead, party=members, day=day)
    return {field: [message] for field, message in problems.items()}


def _find_place_problems(
    place: Establishment | None, unit: Unit, day: date, manner: str, exclude: Visit | None = None
) -> Messages:
    if place is None:
        return {"establishment": [say("Chọn một cơ sở trên địa bàn.")]}
    if message := find_visit_problem(collect_standings([place])[place.pk], day):
        return {"establishment": [message]}
    same_visits = Visit.objects.filter(unit=unit, establishment=place, day=day, manner__code=manner, voided=False)
    if (same_visits.exclude(pk=exclude.pk) if exclude else same_visits).exists():
        return {"day": [say("Đơn vị đã có lượt kiểm tra cơ sở này trong ngày đó.")]}
    return {}


def _find_visit_to_recheck(visit: Visit, day: date) -> Visit | None:
    """The unit's last visit there, where it found something: this one is then its re-inspection."""
    previous_visits = Visit.objects.filter(
        unit__code=visit.unit.code,
        establishment=visit.establishment,
        held_on__lt=day,
        voided=False,
    )
    last = previous_visits.order_by("-held_on", "-held_at").first()
    return last if last is not None and last.wanting else None
