"""Sanctions of the licence holder, held against the frame of the day of the act: advice, never refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import PenaltyFrame, Sanction, Visit
from sokehoach.apps.registers.inspections.queries.reference import list_acts
from sokehoach.apps.registers.inspections.queries.visits import judge_sanctions
from sokehoach.apps.registers.inspections.services import reference, sanctions
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.registers.sanctions import Verdict
from tests.apps.registers.inspections.conftest import Team
from tests.factories.cast import AT, Cast

type House = Callable[..., Establishment]
type Held = Callable[..., Visit]
DAY = date(2021, 6, 21)


def decide(team: Team, visit: Visit, **values: Any) -> Visit:
    told: dict[str, Any] = {
        "visit": visit.pk, "version": visit.version, "kind": "fine", "act": "sheltering", "act_on": DAY,
        "amount": 6_000_000, "number": "21/QĐ-XPHC", "decided_on": date(2021, 6, 22), "by": team.head, "at": AT,
    }  # fmt: skip
    sanctions.create_sanction(**(told | values))
    visit.refresh_from_db()
    return visit


@pytest.mark.faults("checklists.keep", "frames.keep", "sanction.add", "visit.hold")
def test_it_works(team: Team, house: House, held: Held) -> None:
    visit = decide(team, held(house()))
    (one,) = judge_sanctions(visit)
    assert (one.act, one.sanction.amount, visit.wanting) == ("Che giấu vi phạm", 6_000_000, True)
    assert one.advice is not None
    assert one.advice.fits


@pytest.mark.parametrize(
    ("act", "act_on", "amount", "verdict"),
    [
        ("sheltering", date(2021, 6, 1), 1_500_000, Verdict.BELOW),  # the decree of that day
        ("sheltering", date(2021, 5, 31), 1_500_000, Verdict.WITHIN),  # a day earlier another
        ("sheltering", date(2021, 5, 31), 6_000_000, Verdict.ABOVE),
        ("", DAY, 6_000_000, Verdict.NO_FRAME),
        ("sheltering", date(2004, 11, 6), 1_500_000, Verdict.NO_FRAME),
    ],
)
def test_the_frame_is_that_of_the_day_of_the_act_and_never_refuses(
    team: Team, house: House, held: Held, act: str, act_on: date, amount: int, verdict: Verdict
) -> None:
    visit = decide(team, held(house()), act=act, act_on=act_on, amount=amount)
    (one,) = judge_sanctions(visit)
    assert one.advice is not None
    assert one.advice.verdict is verdict
    if verdict is Verdict.NO_FRAME:
        assert "Chưa có khung phạt" in one.advice.said_vi


@pytest.mark.faults("frame.add")
def test_a_frame_that_an_official_adds_is_looked_up_at_once(team: Team, house: House, held: Held) -> None:
    visit = decide(team, held(house()), act="", amount=800_000)
    row: dict[str, Any] = {
        "act": "", "name": "Không niêm yết giá", "decree": "NĐ 98/2020/NĐ-CP", "article": "Điều 5",
        "valid_from": date(2020, 10, 15), "valid_to": None, "least": 500_000, "most": 1_000_000, "warning": True,
        "source": "Công báo", "by": team.head, "at": AT,
    }  # fmt: skip
    code = str(reference.add_frame(**row).answer["act"])
    assert list_acts()[code] == "Không niêm yết giá"
    visit = decide(team, visit, kind="warning", act=code, amount=None, number="22/QĐ")
    assert [one.advice and one.advice.verdict for one in judge_sanctions(visit)] == [
        Verdict.NO_FRAME,
        Verdict.WITHIN,
    ]
    with pytest.raises(InvalidInput) as refused:
        reference.add_frame(**(row | {"source": " ", "most": 1}))
    assert {"source", "most", "valid_from"} <= refused.value.messages.keys()


def test_the_form_offers_acts_of_the_licence_holder_alone() -> None:
    assert set(list_acts()) == {"sheltering"}
    assert PenaltyFrame.objects.filter(act="own", subject="person").exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": None}, "amount"),
        ({"kind": "suspension"}, "amount"),
        ({"number": " "}, "number"),
        ({"act_on": date(2021, 6, 22)}, "act_on"),
        ({"decided_on": date(2021, 6, 20)}, "decided_on"),
        ({"decided_on": date(2021, 6, 23)}, "decided_on"),
    ],
)
def test_what_is_refused(team: Team, house: House, held: Held, values: dict[str, Any], field: str) -> None:
    visit = held(house())
    with pytest.raises(InvalidInput) as refused:
        decide(team, visit, **values)
    assert set(refused.value.messages) == {field}


def test_a_decision_is_written_down_once(team: Team, house: House, held: Held) -> None:
    visit = decide(team, held(house()))
    with pytest.raises(InvalidInput, match="đã ghi cho lượt"):
        decide(team, visit)


def test_no_sanction_before_the_visit(team: Team, house: House, planned: Callable[..., Visit]) -> None:
    with pytest.raises(ActionRefused, match="Ghi kết quả kiểm tra trước"):
        decide(team, planned(house()))


@pytest.mark.faults("sanction.remove")
def test_one_that_was_written_by_mistake_is_taken_back(team: Team, house: House, held: Held) -> None:
    visit = decide(team, held(house()))
    sanctions.remove_sanction(sanction=visit.sanctions.get().pk, version=visit.version, by=team.head, at=AT)
    visit.refresh_from_db()
    assert (visit.wanting, visit.sanctions.count()) == (False, 0)


def test_the_database_holds_a_fine_and_its_amount_together(team: Team, house: House, held: Held) -> None:
    visit = decide(team, held(house()))
    for wrong in ({"amount": None}, {"kind": "warning"}, {"amount": 0}):
        with pytest.raises(IntegrityError, match="a_fine_has_its_amount"), transaction.atomic():
            Sanction.objects.filter(visit=visit).update(**wrong)


def test_no_field_of_an_inspection_could_name_a_person_fined() -> None:
    """limits.md, 2: what a sanction says of a person is nothing."""
    fields = {field.name for field in Sanction._meta.get_fields()}
    assert fields == {
        "id", "visit", "kind", "act", "act_on", "amount", "number", "decided_on", "created_by", "created_at",
    }  # fmt: skip


def test_who_writes_no_visits_adds_no_frame(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        reference.add_frame(
            act="", name="X", decree="NĐ", article="Điều 1", valid_from=DAY, valid_to=None, least=1, most=2,
            warning=False, source="nguồn", by=cast.office, at=AT,
        )  # fmt: skip
