"""The «6 rõ» of a duty: clear work, person, responsibility, authority, time and result."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sokehoach.apps.plans.models import Assignment, Duty
from sokehoach.apps.plans.selectors.results import AssignmentProgress


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
    authority = _("%(issuer)s giao, %(plan)s") % {
        "issuer": plan.unit.letterhead or plan.unit.name,
        "plan": plan.name,
    }
    if duty.path:
        authority = _("%(given)s, mục %(path)s") % {"given": authority, "path": duty.path}
    responsibility = _("%(lead)s chủ trì") % {"lead": duty.lead_name}
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
        return _("hạn %(day)s") % {"day": f"{row.due_on:%d/%m/%Y}"}
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
