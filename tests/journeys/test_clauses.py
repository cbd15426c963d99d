"""The plan clause by clause: each row of the table is one story, told in the browser by the agencies that do the work.

A story begins at the clause as it is printed, does the work signed in as its agency, and ends at the figure, document
or page that shows it. A row without a story fails. The day is 10 November 2021: the half-year's reports are begun here.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Page

from tests.journeys.clauses import (
    aims,
    chain,
    closing,
    communication,
    culture,
    enforcement,
    front,
    health,
    healthy,
    joined,
    leadership,
    money,
    police,
    standing_office,
    targets,
    training,
    units,
)
from tests.journeys.clauses.steps import Stage
from tests.journeys.conftest import serve

type Story = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Row:
    """`paths`: the clauses, «» for text outside them. `sentence`: what the product does for them."""

    id: str
    paths: tuple[str, ...]
    sentence: str
    story: Story | None = None


ROWS = (
    Row("chain", ("",), "plan chain: coverage of the upper plan's duties by the lower", chain.coverage),
    Row(
        "duties",
        ("I.1", "I.2"),
        "one lead, coordinating agencies, a person, deadline, result; standing never late",
        aims.clear_tasks,
    ),
    Row(
        "services",
        ("I.1",),
        "public page of free confidential services: no sign-in, cookie or access log",
        aims.public_services,
    ),
    Row(
        "trends",
        ("II.1",),
        "trends beside the effort that produced them, never coloured good or bad",
        aims.trends,
    ),
    Row(
        "briefings",
        ("II.2",),
        "briefings and directives by committee and authority, shown as «đã quán triệt»",
        targets.briefings,
    ),
    Row(
        "contents",
        ("II.2",),
        "a commune is reached when each required content has been given",
        targets.contents,
    ),
    Row(
        "team-178",
        ("II.2",),
        "decisions, members, programme and results; a target without an owner asks for one",
        targets.team_178,
    ),
    Row(
        "healthy",
        ("II.2", "IV.4"),
        "assessment: register, self-score, decided above; kept, new, lost by a ground of the process",
        healthy.healthy,
    ),
    Row("training", ("II.2", "IV.5"), "courses; staff summoned, sent, trained", training.training),
    Row("participation", ("III.1",), "budget by source; participation counts", communication.participation),
    Row(
        "communication",
        ("III.2", "IV.2"),
        "kind, channel, audience, place, language, reach",
        communication.communication,
    ),
    Row(
        "enforcement",
        ("III.3", "IV.3"),
        "inspections and findings; hot spots, cultural products; cases, persons",
        enforcement.inspections,
    ),
    Row(
        "joined",
        ("III.4", "IV.1", "IV.2"),
        "one activity or course counts for several plans and reports",
        joined.several_programmes,
    ),
    Row(
        "leadership",
        ("IV.1",),
        "directives, meetings, checks with conclusion and remedy date; unit plans",
        leadership.leadership,
    ),
    Row(
        "money",
        ("V", "VI.4"),
        "estimate, allocation, spending, settlement by source; finance's review",
        money.from_estimate_to_review,
    ),
    Row(
        "standing-office",
        ("VI.1",),
        "consolidation; survey rounds; register of establishments",
        standing_office.standing_office,
    ),
    Row(
        "police",
        ("VI.2",),
        "counts with their own window; guidance to establishments; lodging and area checks",
        police.counts_and_rounds,
    ),
    Row("health", ("VI.3",), "check rounds; inspections of kind «y tế»; service tallies", health.health),
    Row(
        "culture-schools-radio",
        ("VI.5", "VI.6", "VI.7"),
        "activities of their kinds; inspections; blocked websites",
        culture.culture_schools_radio,
    ),
    Row(
        "front",
        ("VI.8",),
        "annual supervision programme, visits, recommendations, replies",
        front.supervision,
    ),
    Row(
        "committee-communes",
        ("VI.9", "VI.10"),
        "unit plans by the same reader; commitments; area checks",
        units.committee_and_communes,
    ),
    Row(
        "reporting",
        ("",),
        "reporting cycle of half-year and year, due dates per level, through the standing office",
        closing.reporting_cycle,
    ),
    Row(
        "dispatch",
        ("",),
        "dispatch with receipts; who has duties but is no recipient; signatures verified, applied",
        closing.dispatch_and_signatures,
    ),
)


# The stories of a line share a server: none of them sends a report that another sends or fills, and one unit has one
# report of a form in a half-year (the police 02-CA, Tênh Phông 01-XA, the labour office 05-LDTBXH).
SHARING = (
    (aims, communication, chain, front),
    (culture, healthy),
    (enforcement, training, leadership),
    (health, units, standing_office),
    (police, closing, money),
    (targets,),
    (joined,),
)


class Themes:
    """A server for the stories of one line of SHARING at a time, on a copy of the demonstration five months later."""

    def __init__(self, demonstration: Path, folders: pytest.TempPathFactory) -> None:
        self.demonstration, self.folders = demonstration, folders
        self.open: ExitStack = ExitStack()
        self.name, self.home, self.address = "", demonstration, ""

    def serve(self, name: str) -> None:
        if name == self.name:
            return
        self.open.close()
        self.name = name
        self.home = Path(shutil.copytree(self.demonstration, self.folders.mktemp("home"), dirs_exist_ok=True))
        marker = self.home / "demonstration.json"
        told = json.loads(marker.read_text("utf-8")) | {"today": "2021-11-10"}
        marker.write_text(json.dumps(told), "utf-8")
        self.address = self.open.enter_context(serve(self.home))


@pytest.fixture(scope="module")
def themes(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Themes]:
    found = Themes(demonstration, tmp_path_factory)
    yield found
    found.open.close()


def find_theme(row: Row) -> str:
    for modules in SHARING:
        if row.story and row.story.__module__ in (names := [one.__name__ for one in modules]):
            return names[0]
    return ""


@pytest.fixture
def site(themes: Themes, row: Row) -> str:
    """The address of the server of the row's theme."""
    if row.story:
        themes.serve(find_theme(row))
    return themes.address


def test_the_table_has_a_row_for_each_part_of_the_plan() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS) == 23


def _as_parameter(row: Row) -> ParameterSet:
    unfinished = () if row.story else (pytest.mark.xfail(strict=True, reason="no story yet"),)
    return pytest.param(row, id=row.id, marks=unfinished)


@pytest.mark.parametrize("row", [_as_parameter(row) for row in sorted(ROWS, key=find_theme)])
def test_a_clause_from_its_words_to_what_shows_it(demo_login: Callable[[str], Page], themes: Themes, row: Row) -> None:
    assert row.story is not None, f"no story shows {row.sentence!r}"
    row.story(Stage(demo_login, themes.home))
