"""The «6 rõ» of a duty: clear work, person, responsibility, authority, time and result."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sokehoach.apps.plans.models import Assignment, Duty
from sokehoach.apps.plans.selectors.results import Progress


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the six: its name and what is known; `words` is «» where it is not clear yet, `wanted` says what to do."""

    name: str
    words: str
    wanted: str = ""


def six_facts(progress: Progress, coordinating: str) -> list[Fact]:
    """`coordinating`: the names of the agencies that take part."""
    row, duty = progress.assignment, progress.assignment.duty
    plan = duty.plan
    given = _("%(issuer)s giao, %(plan)s") % {
        "issuer": plan.unit.letterhead or plan.unit.name,
        "plan": plan.name,
    }
    if duty.path:
        given = _("%(given)s, mục %(path)s") % {"given": given, "path": duty.path}
    responsibility = _("%(lead)s chủ trì") % {"lead": duty.lead_name}
    if coordinating:
        responsibility += "; " + _("phối hợp: %(names)s") % {"names": coordinating}
    return [
        Fact(_("Rõ việc"), duty.title),
        Fact(_("Rõ người"), str(row.in_charge or ""), _("chọn người phụ trách")),
        Fact(_("Rõ trách nhiệm"), responsibility if duty.lead_name else "", _("chọn cơ quan chủ trì")),
        Fact(_("Rõ thẩm quyền"), given),
        Fact(_("Rõ thời gian"), _time(progress), _("đặt hạn")),
        Fact(_("Rõ kết quả"), _result(progress), _("ghi kết quả của kỳ")),
    ]  # fmt: skip


def _time(progress: Progress) -> str:
    row = progress.assignment
    if row.due_on is not None:
        return _("hạn %(day)s") % {"day": f"{row.due_on:%d/%m/%Y}"}
    if row.duty.nature == Duty.Nature.DATED:
        return ""
    if progress.period:
        return _("thường xuyên, mỗi kỳ một kết quả; đang là kỳ %(period)s") % {"period": progress.period}
    return str(row.duty.get_nature_display()).lower()


def _result(progress: Progress) -> str:
    return "" if progress.last_period else progress.assignment.result


@dataclass(frozen=True, slots=True)
class Tally:
    """Of `all` assignments, how many have a person, a time, and a result of the period at hand."""

    all: int
    person: int
    time: int
    result: int


def tally(rows: Iterable[Progress]) -> Tally:
    rows = list(rows)
    return Tally(
        all=len(rows),
        person=sum(row.assignment.in_charge_id is not None for row in rows),
        time=sum(bool(_time(row)) for row in rows),
        result=sum(row.state == Assignment.State.DONE for row in rows),
    )
