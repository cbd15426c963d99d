"""Yearly inspections: visits due, coverage, and remedies that are outstanding."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day


class ItemAnswer(StrEnum):
    """The answer to one checklist item."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A past visit. `wanting`: it found a deficiency."""

    establishment: str
    day: date
    wanting: bool
    remedy_by: date | None = None
    remedied_on: date | None = None
    recheck: bool = False


@dataclass(frozen=True, slots=True)
class VisitCoverage:
    """Establishments visited at least once, of those that exist. There is no share if none exists."""

    visited: int
    standing: int
    target: int | None = None  # per cent

    @property
    def share(self) -> float | None:
        return self.visited * 100 / self.standing if self.standing else None

    @property
    def wanted(self) -> int | None:
        """How many establishments must be visited to reach the target: 60 % of 7 are 5."""
        return None if self.target is None else -(-self.standing * self.target // 100)

    @property
    def missing(self) -> int:
        return max((self.wanted or 0) - self.visited, 0)


def compute_visit_coverage(
    existing: Collection[str], visits: Iterable[VisitRecord], *, target: int | None
) -> VisitCoverage:
    """Coverage of the visits of one year. An establishment that has closed since its visit counts on neither side."""
    visited = {visit.establishment for visit in visits}
    return VisitCoverage(visited=len(visited & set(existing)), standing=len(set(existing)), target=target)


class VisitReason(StrEnum):
    NOT_VISITED = "not_visited"
    WANTING = "wanting"


def find_due_visits(
    existing: Iterable[str], visits: Iterable[VisitRecord], *, rechecks: bool
) -> dict[str, VisitReason]:
    """Establishments due for a visit this year, those with deficiencies first.

    NOT_VISITED: no visit yet. WANTING: the last visit found a deficiency; only if the programme requires follow-up
    visits (`rechecks`).
    """
    last_visits: dict[str, VisitRecord] = {}
    for visit in visits:
        previous = last_visits.get(visit.establishment)
        if previous is None or visit.day >= previous.day:
            last_visits[visit.establishment] = visit
    existing = list(existing)
    deficient = {
        establishment: VisitReason.WANTING
        for establishment in existing
        if rechecks and establishment in last_visits and last_visits[establishment].wanting
    }
    return deficient | {
        establishment: VisitReason.NOT_VISITED for establishment in existing if establishment not in last_visits
    }


class FollowUp(StrEnum):
    """The state of the remedies demanded by a visit."""

    NONE = "none"  # no remedy was demanded
    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"


def compute_follow_up(visit: VisitRecord, day: date) -> FollowUp:
    """The state as of a day: a remedy after that day does not count."""
    if visit.remedy_by is None:
        return FollowUp.NONE
    if visit.remedied_on is not None and visit.remedied_on <= day:
        return FollowUp.CLOSED
    return FollowUp.OVERDUE if visit.remedy_by < day else FollowUp.OPEN


def has_deficiency(answers: Mapping[str, ItemAnswer], *, cultural: int, sanctions: int) -> bool:
    """Whether the visit found a deficiency: an item not met, a cultural violation, a sanction."""
    return ItemAnswer.NOT_MET in answers.values() or cultural > 0 or sanctions > 0


def check_answers(items: Collection[str], answers: Mapping[str, ItemAnswer]) -> dict[str, str]:
    """Reasons why the checklist is incomplete, by item."""
    return {item: say("Chưa trả lời.") for item in items if item not in answers}


def check_remedy(*, wanting: bool, held_on: date, remedy_by: date | None) -> str | None:
    """Check that a demanded remedy has a day, and that it is after the visit."""
    if remedy_by is None:
        return say("Có nội dung không đạt hoặc vi phạm: ghi ngày phải khắc phục xong.") if wanting else None
    if remedy_by <= held_on:
        return say("Ngày phải khắc phục xong ở sau ngày kiểm tra %(held_on)s.", held_on=write_day(held_on))
    return None


def is_secret(*, surprise: bool, day: date, today: date, is_held: bool) -> bool:
    """Whether a visit is hidden from all but its team: a surprise visit before its day.

    Requirement: «a surprise programme is not visible».
    """
    return surprise and not is_held and today < day
