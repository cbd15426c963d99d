"""What the district's police counted: a line a month, from 16 to 15, so that none stands across a cut-off."""

from datetime import date

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.enforcement.models import TOLD_BY
from sokehoach.apps.registers.shelf.fields import Value, Values
from sokehoach.apps.registers.shelf.services import entries
from sokehoach.apps.setup.demonstration.calendar import Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast

_MONTHS = (  # from, to, what arose
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


def write_down(cast: Cast) -> list[Step]:
    """The last month is written down after the report was sent, and stands in the next one."""
    tallies, rounds = _tallies(), [_round(*one) for one in _ROUNDS]
    before = date(2021, 5, 15)
    steps: list[Step] = []
    for register, lines in (("enforcement", tallies), ("lodging_checks", rounds)):
        early = [line for line in lines if str(line["day"]) <= before.isoformat()]
        late = [line for line in lines if line not in early]
        steps.append((at(5, 16, 16), _bring_in(register, cast, early)))
        steps.append((at(6, 16, 16), _bring_in(register, cast, late)))
    return steps


def _bring_in(register: str, cast: Cast, lines: list[Values]) -> Take:
    unit: Unit = cast.police.unit
    told = [(unit, line) for line in lines]
    return lambda when: entries.bring_in(register=register, lines=told, by=cast.police, at=when)


def _tallies() -> list[Values]:
    nothing: dict[str, Value] = dict.fromkeys(TOLD_BY["police"], 0)
    lines: list[Values] = [
        nothing | {"since": since, "day": day, "source": "police"} | arose for since, day, arose in _MONTHS
    ]
    half: dict[str, Value] = {"since": date(2020, 11, 16), "day": date(2021, 5, 15)}
    return [
        *lines,
        half | {"source": "procuracy", "indicted_cases": 1},
        half | {"source": "court", "tried_cases": 0, "tried_persons": 0},
    ]


def _round(day: date, kind: str, places: int, guided: int) -> Values:
    return {"day": day, "kind": kind, "places": places, "guided": guided}
