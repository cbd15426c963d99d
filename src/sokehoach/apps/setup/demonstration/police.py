"""Creates the district police's counts: one entry a month, from the 16th to the 15th, so none crosses a cut-off."""

from datetime import date

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.fields import FieldKind, Value, Values
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers
from sokehoach.domain.registers.register_type import are_met

_MONTHS = (  # from, to, counts
    (date(2020, 11, 16), date(2020, 12, 15), {"hot_spots": 2}),
    (date(2020, 12, 16), date(2021, 1, 15),
     {"hot_spots": 2, "cases": 1, "persons": 3, "sellers": 2, "buyers": 1, "tips": 1, "tips_settled": 1,
      "fined": 3, "fined_sellers": 2, "fined_buyers": 1, "fines": 1_700_000, "victims": 1, "victims_referred": 1}),
    (date(2021, 1, 16), date(2021, 2, 15), {"hot_spots": 2}),
    (date(2021, 2, 16), date(2021, 3, 15), {"hot_spots": 2, "tips": 1, "tips_settled": 1}),
    (date(2021, 3, 16), date(2021, 4, 15),
     {"hot_spots": 1, "hot_spots_handled": 1, "cases": 1, "persons": 3, "organisers": 1, "sellers": 1, "buyers": 1,
      "tips": 1, "tips_settled": 1, "fined": 2, "fined_sellers": 1, "fined_buyers": 1, "fines": 1_700_000,
      "criminal_cases": 1, "harbouring_cases": 1, "accused": 1, "accused_harbouring": 1}),
    (date(2021, 4, 16), date(2021, 5, 15), {"hot_spots": 1}),
    (date(2021, 5, 16), date(2021, 6, 15), {"hot_spots": 1, "tips": 1, "tips_settled": 0}),
)  # fmt: skip
_ROUNDS = (  # day, kind, checks, establishments guided
    (date(2020, 12, 28), "lodging", 14, 9),
    (date(2021, 1, 29), "lodging", 21, 0),
    (date(2021, 2, 5), "residence", 46, 0),
    (date(2021, 3, 19), "guidance", 0, 22),
    (date(2021, 4, 14), "area", 23, 0),
    (date(2021, 4, 28), "lodging", 18, 7),
    (date(2021, 5, 11), "lodging", 11, 0),
    (date(2021, 6, 8), "lodging", 9, 3),
)


def build_steps(users: DemoUsers) -> list[Step]:
    """The last month is entered after the report was submitted, and counts in the next one."""
    tallies, rounds = _build_tallies(), [_build_round(*fields) for fields in _ROUNDS]
    cut_off = date(2021, 5, 15)
    steps: list[Step] = []
    for register, lines in (("enforcement", tallies), ("lodging_checks", rounds)):
        early_lines = [line for line in lines if str(line["day"]) <= cut_off.isoformat()]
        late_lines = [line for line in lines if line not in early_lines]
        steps.append((demo_time(5, 16, 16), _import_lines(register, users, early_lines)))
        steps.append((demo_time(6, 16, 16), _import_lines(register, users, late_lines)))
    return steps


def _import_lines(register: str, users: DemoUsers, lines: list[Values]) -> StepAction:
    unit: Unit = users.police.unit
    unit_lines = [(unit, line) for line in lines]
    return lambda when: entries.import_entries(register=register, lines=unit_lines, by=users.police, at=when)


def _build_tallies() -> list[Values]:
    zeros: dict[str, Value] = dict.fromkeys(_list_police_numbers(), 0)
    lines: list[Values] = [
        zeros | {"since": since, "day": day, "source": "police"} | arose for since, day, arose in _MONTHS
    ]
    half_year: dict[str, Value] = {"since": date(2020, 11, 16), "day": date(2021, 5, 15)}
    return [
        *lines,
        half_year | {"source": "procuracy", "indicted_cases": 1},
        half_year | {"source": "court", "tried_cases": 0, "tried_persons": 0},
    ]


def _list_police_numbers() -> list[str]:
    """The numbers that the programme asks of the police: those that another source gives are hidden for it."""
    fields = [
        field for field in get_register("enforcement").fields if field.kind in (FieldKind.NUMBER, FieldKind.MONEY)
    ]
    return [field.name for field in fields if are_met(field.visible_when, {"source": "police"})]


def _build_round(day: date, kind: str, places: int, guided: int) -> Values:
    return {"day": day, "kind": kind, "places": places, "guided": guided}
