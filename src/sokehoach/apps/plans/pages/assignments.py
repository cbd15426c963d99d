"""A plan's board of duties, and the «6 rõ» of each: clear work, person, responsibility, authority, time, result."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Assignment, Duty, ItemState, Plan
from sokehoach.apps.plans.queries.assignments import FILES, compute_days_late
from sokehoach.apps.plans.queries.duty_work import count_entries
from sokehoach.apps.plans.queries.results import AssignmentProgress, compute_progress
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.notation import write_day


@dataclass(frozen=True, slots=True)
class ClarityFact:
    """One of the six: its name and text; where it is not clear yet `text` is «» and `advice` says what to do."""

    name: str
    text: str
    advice: str = ""


def list_six_facts(progress: AssignmentProgress, coordinating: str) -> list[ClarityFact]:
    """Lists the six for an assignment. `coordinating`: the names of the agencies that take part."""
    row, duty = progress.assignment, progress.assignment.duty
    plan = duty.plan
    authority = (_("%(issuer)s đề nghị, %(plan)s") if row.is_request else _("%(issuer)s giao, %(plan)s")) % {
        "issuer": plan.unit.letterhead or plan.unit.name,
        "plan": plan.name,
    }
    if duty.path:
        authority = _("%(given)s, mục %(path)s") % {"given": authority, "path": duty.path}
    responsibility = (_("đề nghị %(lead)s") if row.is_request else _("%(lead)s chủ trì")) % {"lead": duty.lead_name}
    if coordinating:
        responsibility += "; " + _("phối hợp: %(names)s") % {"names": coordinating}
    return [
        ClarityFact(_("Rõ việc"), duty.title),
        ClarityFact(_("Rõ người"), str(row.in_charge or ""), _("chọn người phụ trách")),
        ClarityFact(_("Rõ trách nhiệm"), responsibility if duty.lead_name else "", _("chọn cơ quan chủ trì")),
        ClarityFact(_("Rõ thẩm quyền"), authority),
        ClarityFact(_("Rõ thời gian"), _describe_time(progress), _("đặt hạn")),
        ClarityFact(_("Rõ kết quả"), _describe_result(progress), _("ghi kết quả của kỳ")),
    ]  # fmt: skip


def _describe_time(progress: AssignmentProgress) -> str:
    row = progress.assignment
    if row.due_on is not None:
        day, number = translate(write_day(row.due_on)), len(row.duty.due_days)
        if number > 1:
            return _("hạn %(day)s (hạn thứ %(n)s trong %(all)s)") % {"day": day, "n": row.due_number, "all": number}
        return _("hạn %(day)s") % {"day": day}
    if row.duty.nature == Duty.Nature.DATED:
        return ""
    if progress.period:
        return _("thường xuyên, mỗi kỳ một kết quả; đang là kỳ %(period)s") % {"period": progress.period}
    return str(row.duty.get_nature_display()).lower()


def _describe_result(progress: AssignmentProgress) -> str:
    return "" if progress.last_period else progress.assignment.result


@dataclass(frozen=True, slots=True)
class ClarityTally:
    """How many of `all` assignments have a person, a deadline, and a result of the current period."""

    all: int
    person: int
    time: int
    result: int


def build_tally(rows: Iterable[AssignmentProgress]) -> ClarityTally:
    rows = list(rows)
    return ClarityTally(
        all=len(rows),
        person=sum(row.assignment.in_charge_id is not None for row in rows),
        time=sum(bool(_describe_time(row)) for row in rows),
        result=sum(row.state == Assignment.State.DONE for row in rows),
    )


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A duty on the plan's board, with the progress of its leads in the current period."""

    duty: Duty
    leads: tuple[AssignmentProgress, ...]
    coordinating: str
    states: tuple[tuple[str, int], ...]
    days_late: int

    @property
    def undecided_count(self) -> int:
        return sum(lead.assignment.is_undecided for lead in self.leads)

    @property
    def unit_count(self) -> int:
        return len({lead.assignment.unit_id for lead in self.leads})

    @property
    def due_days(self) -> tuple[date | None, ...]:
        """The due days as they are now, each once; those of the plan where nobody has the duty."""
        days = {lead.assignment.due_on for lead in self.leads} if self.leads else {*self.duty.due_days}
        return tuple(sorted(day for day in days if day is not None)) or (None,)


def list_board_lines(plan: Plan, user: User, day: date, holidays: Collection[date] | None = None) -> list[BoardLine]:
    """Returns every confirmed duty of the plan, including those that no unit of the software leads.

    Register entries count as far as `user` may see them.
    """
    duties = (
        Duty.objects.filter(plan=plan, state=ItemState.CONFIRMED)
        .select_related("lead", "lead_group")
        .prefetch_related("coordinating", "coordinating_groups")
    )
    leads: dict[uuid.UUID, list[Assignment]] = {}
    rows = (
        Assignment.objects.filter(duty__plan=plan, part=Assignment.Part.LEAD)
        .select_related("unit", "in_charge", "duty__plan")
        .prefetch_related(FILES)
        .order_by("unit__code", "due_number")
    )
    for row in rows:
        leads.setdefault(row.duty_id, []).append(row)
    entries = count_entries(user, plan, rows, day)
    lines = []
    for duty in duties:
        lead_progress = tuple(compute_progress(row, day, entries.get(row.pk, 0)) for row in leads.get(duty.pk, ()))
        count = Counter(lead.state_group for lead in lead_progress)
        lines.append(
            BoardLine(
                duty=duty,
                leads=lead_progress,
                coordinating=format_coordinating(duty),
                states=tuple(count.most_common()),
                days_late=max((compute_days_late(lead.assignment, day, holidays) for lead in lead_progress), default=0),
            )
        )
    return lines


def format_coordinating(duty: Duty) -> str:
    names = [unit.short_name for unit in duty.coordinating.all()]
    names += [group.name for group in duty.coordinating_groups.all()]
    return "; ".join([*names, *duty.coordinating_outside])
