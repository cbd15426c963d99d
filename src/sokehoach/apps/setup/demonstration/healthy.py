"""Communes that want to be «lành mạnh»: last years' decisions written in, this year's registrations."""

from dataclasses import dataclass
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.assessment.services import assessments
from sokehoach.apps.registers.shelf.fields import Values
from sokehoach.apps.registers.shelf.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast


@dataclass(frozen=True, slots=True)
class _Decision:
    commune: str
    year: int
    granted: str  # «» for none
    points: dict[str, int]


_GOOD = {"lanh_dao": 22, "truyen_thong": 25, "phong_ngua": 24, "phoi_hop": 12}
_FAIR = {"lanh_dao": 20, "truyen_thong": 23, "phong_ngua": 19, "phoi_hop": 10}
# Quài Cang and Nà Sáy keep theirs, Tênh Phông and Chiềng Sinh are new, Mường Khong has too few points.
_DECIDED = (
    _Decision("03289", 2019, "no_prostitution", _GOOD),
    _Decision("03289", 2020, "no_prostitution", _GOOD),
    _Decision("03283", 2019, "neither", _GOOD),
    _Decision("03283", 2020, "neither", _GOOD),
    _Decision("03304", 2020, "no_prostitution", _FAIR),
    _Decision("03298", 2020, "no_drugs", _FAIR),
    _Decision("03284", 2020, "", {**_FAIR, "truyen_thong": 12}),
)


def write_down(cast: Cast) -> list[Step]:
    """The book was begun in January 2021: the dossiers of the years before are written in then."""
    steps: list[Step] = []
    for code, clerk in sorted(cast.clerks.items()):
        earlier = [one for one in _DECIDED if one.commune == code]
        if earlier:
            steps.append((at(1, 7, 8), _register(clerk, [one.year for one in earlier])))
        for one in earlier:
            steps.append((at(1, 7, 9 + one.year - 2019), _score(clerk, one)))
            steps.append((at(1, 8, 9 + one.year - 2019), _decide(cast.office, one)))
        steps.append((at(2, 26, 8), _register(clerk, [2021])))
    return steps


def _register(clerk: User, years: list[int]) -> Take:
    lines: list[Values] = [
        {"day": date(year, 2, 24), "year": year, "aimed": "no_prostitution"} for year in years
    ]
    told = [(clerk.unit, line) for line in lines]
    return lambda when: entries.bring_in(register="assessment", lines=told, by=clerk, at=when)


def _held(one: _Decision) -> Assessment:
    return Assessment.objects.get(unit__code=one.commune, year=one.year)


def _score(clerk: User, one: _Decision) -> Take:
    def take(when: datetime) -> object:
        row = _held(one)
        return assessments.score(
            assessment=row.pk, version=row.version, scores=one.points, record="03/BB-UBND", by=clerk, at=when
        )

    return take


def _decide(office: User, one: _Decision) -> Take:
    def take(when: datetime) -> object:
        row = _held(one)
        return assessments.decide(
            assessment=row.pk, version=row.version, granted=one.granted, disqualified=False,
            decided_on=date(one.year, 12, 3), decision=f"{one.year - 1}/QĐ-UBND",
            ground="" if one.granted else "below_threshold",
            reason="" if one.granted else "Điểm tự chấm 61, dưới điểm đạt 70", by=office, at=when,
        )  # fmt: skip

    return take
