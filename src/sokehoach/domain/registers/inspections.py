"""What is due in a year of inspections, how much of it is covered, and what is still to be put right."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import compute_window


class ItemAnswer(StrEnum):
    """Of one item of a checklist."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A visit that was made. `wanting`: something was found that is not as it should be."""

    establishment: str
    day: date
    wanting: bool
    remedy_by: date | None = None
    remedied_on: date | None = None
    recheck: bool = False


@dataclass(frozen=True, slots=True)
class VisitCoverage:
    """Establishments visited at least once, of those that stand. None stand: there is no share to speak of."""

    visited: int
    standing: int
    target: int | None = None  # per cent

    @property
    def share(self) -> float | None:
        return self.visited * 100 / self.standing if self.standing else None

    @property
    def wanted(self) -> int | None:
        """How many establishments reach the target: 60 % of 7 are 5."""
        return None if self.target is None else -(-self.standing * self.target // 100)

    @property
    def missing(self) -> int:
        return max((self.wanted or 0) - self.visited, 0)


def compute_visit_coverage(
    existing: Collection[str], visits: Iterable[VisitRecord], *, target: int | None
) -> VisitCoverage:
    """Over the visits of one year. One that has closed since its visit counts on neither side."""
    visited = {visit.establishment for visit in visits}
    return VisitCoverage(visited=len(visited & set(existing)), standing=len(set(existing)), target=target)


class VisitReason(StrEnum):
    NOT_VISITED = "not_visited"
    WANTING = "wanting"


def find_due_visits(
    existing: Iterable[str], visits: Iterable[VisitRecord], *, rechecks: bool
) -> dict[str, VisitReason]:
    """Establishments that want a visit this year, found wanting first.

    NOT_VISITED: nobody was there yet. WANTING: the last visit found something, and nobody has been there again;
    asked for only where the programme says so (`rechecks`).
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
        establishment: VisitReason.NOT_VISITED
        for establishment in existing
        if establishment not in last_visits
    }


class FollowUp(StrEnum):
    """How the demands of a visit stand."""

    NONE = "none"  # nothing was demanded
    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"


def compute_follow_up(visit: VisitRecord, day: date) -> FollowUp:
    """As of a day: put right later than that day is not yet put right."""
    if visit.remedy_by is None:
        return FollowUp.NONE
    if visit.remedied_on is not None and visit.remedied_on <= day:
        return FollowUp.CLOSED
    return FollowUp.OVERDUE if visit.remedy_by < day else FollowUp.OPEN


def has_deficiency(answers: Mapping[str, ItemAnswer], *, cultural: int, sanctions: int) -> bool:
    """Whether the visit found something: an item not met, a cultural violation, a sanction."""
    return ItemAnswer.NOT_MET in answers.values() or cultural > 0 or sanctions > 0


def check_answers(items: Collection[str], answers: Mapping[str, ItemAnswer]) -> dict[str, str]:
    """By item: what keeps the checklist from being complete."""
    return {item: "Chưa trả lời." for item in items if item not in answers}


def check_remedy(*, wanting: bool, held_on: date, remedy_by: date | None) -> str | None:
    """A demand has its day, and the day lies after the visit."""
    if remedy_by is None:
        return "Có nội dung không đạt hoặc vi phạm: ghi ngày phải khắc phục xong." if wanting else None
    if remedy_by <= held_on:
        return f"Ngày phải khắc phục xong ở sau ngày kiểm tra {held_on:%d/%m/%Y}."
    return None


def is_secret(*, surprise: bool, day: date, today: date, is_held: bool) -> bool:
    """A surprise does not exist outside the team before its day (issue: «a surprise programme is not visible»)."""
    return surprise and not is_held and today < day


def get_counting_year_start(cut_off: date) -> date:
    """The first day of the counting year in which a cut-off lies; «trong năm» of a stock begins there.

    A cut-off tells by its day of the month whose calendar it follows: 14 is NĐ 09/2019, 15 the police's.
    """
    for kind in ("nd09", "police"):
        for year in (cut_off.year + 1, cut_off.year):
            year_window = compute_window(parse_period(str(year)), kind)
            if year_window.contains(cut_off) and year_window.cut_off.day == cut_off.day:
                return year_window.start
    return date(cut_off.year, 1, 1)
