"""Creates «lành mạnh» communes: earlier years' decisions and this year's registrations."""

from dataclasses import dataclass
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.assessment.services import assessments
from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers


@dataclass(frozen=True, slots=True)
class _Decision:
    commune: str
    year: int
    granted: str  # «» for none
    points: dict[str, int]


_GOOD = {"lanh_dao": 22, "truyen_thong": 25, "phong_ngua": 24, "phoi_hop": 12}
_FAIR = {"lanh_dao": 20, "truyen_thong": 23, "phong_ngua": 19, "phoi_hop": 10}
# Quài Cang and Nà Sáy keep theirs, Tênh Phông and Chiềng Sinh are new, Mường Khong has too few points.
_DECISIONS = (
    _Decision("03289", 2019, "no_prostitution", _GOOD),
    _Decision("03289", 2020, "no_prostitution", _GOOD),
    _Decision("03283", 2019, "neither", _GOOD),
    _Decision("03283", 2020, "neither", _GOOD),
    _Decision("03304", 2020, "no_prostitution", _FAIR),
    _Decision("03298", 2020, "no_drugs", _FAIR),
    _Decision("03284", 2020, "", {**_FAIR, "truyen_thong": 12}),
)


def build_steps(users: DemoUsers) -> list[Step]:
    """The register starts in January 2021; earlier years' dossiers are entered then."""
    steps: list[Step] = []
    for code, clerk in sorted(users.clerks.items()):
        decisions = [decision for decision in _DECISIONS if decision.commune == code]
        if decisions:
            steps.append((demo_time(1, 7, 8), _register_years(clerk, [decision.year for decision in decisions])))
        for decision in decisions:
            steps.append((demo_time(1, 7, 9 + decision.year - 2019), _score_assessment(clerk, decision)))
            steps.append((demo_time(1, 8, 9 + decision.year - 2019), _record_decision(users.office, decision)))
        steps.append((demo_time(2, 26, 8), _register_years(clerk, [2021])))
    return steps


def _register_years(clerk: User, years: list[int]) -> StepAction:
    lines: list[Values] = [{"day": date(year, 2, 24), "year": year, "aimed": "no_prostitution"} for year in years]
    unit_lines = [(clerk.unit, line) for line in lines]
    return lambda when: entries.import_entries(register="assessment", lines=unit_lines, by=clerk, at=when)


def _get_assessment(decision: _Decision) -> Assessment:
    return Assessment.objects.get(unit__code=decision.commune, year=decision.year)


def _score_assessment(clerk: User, decision: _Decision) -> StepAction:
    def run(when: datetime) -> object:
        row = _get_assessment(decision)
        return assessments.score_assessment(
            assessment=row.pk,
            version=row.version,
            scores=decision.points,
            record="03/BB-UBND",
            by=clerk,
            at=when,
        )

    return run


def _record_decision(office: User, decision: _Decision) -> StepAction:
    def run(when: datetime) -> object:
        row = _get_assessment(decision)
        return assessments.decide_assessment(
            assessment=row.pk, version=row.version, granted=decision.granted, disqualified=False,
            decided_on=date(decision.year, 12, 3), decision=f"{decision.year - 1}/QĐ-UBND",
            ground="" if decision.granted else "below_threshold",
            reason="" if decision.granted else "Điểm tự chấm 61, dưới điểm đạt 70", by=office, at=when,
        )  # fmt: skip

    return run
