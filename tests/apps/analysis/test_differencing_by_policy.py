"""Two programmes on the same communes, accounts with roles in both: the judge of `test_differencing` over both.

The first is strict: what is forced into it stays hidden, also from whoever knows all that the looser one tells. The
looser one tells a commune's count of persons from the day of its policy on, to those who see its figures alone; of the
period before it tells nothing.
"""

import re
import uuid
from collections.abc import Iterable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.indicators.services import elements
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.services import policies
from sokehoach.apps.reporting.queries.accepted_values import list_accepted_values
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.policy.persons import LegalBasis, PersonsRule
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters
from tests.apps.analysis.test_differencing import (
    COMMUNES,
    HIDDEN,
    PERSONS,
    PRIME,
    SECRETS,
    Vector,
    World,
    decoded,
    pages,
    read,
    solved,
)
from tests.factories.cast import AT, Cast
from tests.factories.district import Sent, element, found
from tests.factories.levels import COMMUNE
from tests.soak import times

pytestmark = pytest.mark.sweep

LOOSER_FORM, COUNTED = "11-MT", "MT01"
OTHER_PRIME = 100_019
CHANGE = date(2020, 12, 15)  # from which the looser policy holds: the first day that 2021S1 counts
BEFORE, AFTER = "2020S1", "2021S1"
REPORTS = [name for name in HIDDEN if name[2] == 1]
TOLD = {name: OTHER_PRIME * (SECRETS[name] // PRIME) for name in REPORTS}
SEES_FIGURES = {"office", "leader", "superior"}


def read_looser(text: str) -> set[Vector]:
    """The sums and differences of the looser programme's numbers that the text holds."""
    numbers = (int(one.replace(".", "")) for one in re.findall(r"\b(?:\d{1,3}(?:\.\d{3})+|\d+)\b", text))
    scaled = (number // OTHER_PRIME * PRIME for number in numbers if number % OTHER_PRIME == 0 and number)
    return {vector for number in scaled if (vector := decoded(number)) is not None}


class TwoProgrammes(World):
    """The world of the strict programme, and beside it the looser one."""

    def __init__(self, cast: Cast, *, policy: PersonsRule) -> None:
        super().__init__(found(cast))
        self.looser = Programme.objects.create(
            code="ma_tuy", name="Ma túy", short_name="Ma túy", unit=cast.units["099"]
        )
        policies.import_persons_rule(programme=self.looser, rule=policy, is_new=True, by="tests", at=AT)
        elements.import_elements(
            programme=self.looser, elements=[element(COUNTED, LOOSER_FORM, persons=True)], by="tests", at=AT
        )
        form = Form(
            uid=LOOSER_FORM, code=LOOSER_FORM, name="Biểu theo quy định riêng", period_type="six-month",
            function="general", reporters=Reporters(levels=("commune",)),
            sections=(FormSection("A", "A", (Cell("A1", COUNTED),)),),
        )  # fmt: skip
        service_forms.import_forms(programme=self.looser, forms=[form], unit=cast.units["099"], by="tests", at=AT)
        self.told_of_looser: dict[str, set[Vector]] = {who: set() for who in self.watchers}

    def report_looser(self) -> None:
        for code, period, _edition in REPORTS:
            clerk = self.clerks[code]
            opened = submissions.open_submission(form=LOOSER_FORM, unit=clerk.unit, period=period, by=clerk, at=AT)
            pk = uuid.UUID(str(opened.answer["id"]))
            values.save(submission=pk, changes={"A1": TypedCell(str(TOLD[code, period, 1]), 0)}, by=clerk, at=AT)
            sent = submissions.send(submission=pk, version=access_submission(clerk, pk).version, by=clerk, at=AT)
            self.district.accept(Sent(pk, int(str(sent.answer["version"]))))

    def look(self, watching: Iterable[str]) -> None:
        watching = [*watching]
        super().look(watching)
        for who in watching:
            client = Client()
            client.force_login(self.watchers[who])
            addresses = [
                reverse("consolidation:sheet", args=["099", period, LOOSER_FORM]) for period in (BEFORE, AFTER)
            ]
            addresses += [
                f"{reverse('consolidation:figure', args=['099', period, LOOSER_FORM, COUNTED])}?don-vi={code}"
                for period in (BEFORE, AFTER)
                for code in COMMUNES
            ]
            question = f"vung=099&chi-tieu={PERSONS}&chi-tieu={COUNTED}&ky={BEFORE}&ky={AFTER}&noi="
            addresses += [f"{reverse('analysis:csv')}?{question}{places}&dat-ky=cot" for places in ("area", "communes")]
            text = pages(client, addresses)
            accepted = (
                str(one.value)
                for period in (BEFORE, AFTER)
                for one in list_accepted_values(self.watchers[who], form=LOOSER_FORM, period=period)
            )
            self.told[who] |= read(text)
            self.told_of_looser[who] |= read_looser("\n".join([text, *accepted]))


def loosen(day: date) -> PersonsRule:
    return PersonsRule(COMMUNE, day, LegalBasis("Nghị định số 105/2021/NĐ-CP", "Điều 40", "Quyết định 12/QĐ-UBND"))


def positions(period: str) -> set[int]:
    return {at for at, name in enumerate(HIDDEN) if name in TOLD and name[1] == period}


@pytest.fixture
def world(cast: Cast) -> TwoProgrammes:
    world = TwoProgrammes(cast, policy=loosen(CHANGE))
    world.report_looser()
    return world


def test_the_strict_programme_stays_withheld_beside_a_looser_one(world: TwoProgrammes) -> None:
    world.run("office", steps=times(3, len(HIDDEN)))  # the strict one alone, step by step: test_differencing
    world.end()
    assert {who: told for who, told in world.told.items() if told} == {}


def test_the_looser_one_tells_what_its_policy_allows_and_nothing_more(world: TwoProgrammes) -> None:
    world.look(world.watchers)
    for who, told in world.told_of_looser.items():
        known = solved(told)
        assert known & positions(BEFORE) == set(), f"{who}: counted before the policy"
        if who in SEES_FIGURES:
            assert known >= positions(AFTER), who
        else:
            assert told == set(), who


def test_without_its_policy_the_looser_one_tells_nothing(cast: Cast) -> None:
    """The same programme, judged as a strict one."""
    world = TwoProgrammes(cast, policy=PersonsRule())
    world.report_looser()
    world.look(world.watchers)
    assert {who: told for who, told in world.told_of_looser.items() if told} == {}


def test_a_policy_tightened_today_withholds_what_it_told_yesterday(world: TwoProgrammes) -> None:
    world.look(["office"])
    assert world.told_of_looser["office"]
    policies.import_persons_rule(programme=world.looser, rule=PersonsRule(), is_new=False, by="tests", at=AT)
    world.told_of_looser["office"].clear()
    world.look(["office"])
    assert world.told_of_looser["office"] == set()
