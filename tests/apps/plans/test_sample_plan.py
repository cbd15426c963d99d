"""The product's own sample plan."""

from pathlib import Path

import pytest

import sokehoach
from sokehoach.apps.orgunits.models import Group
from sokehoach.apps.plans.models import Clause, Duty, Plan
from sokehoach.apps.plans.pages.reading import build_paragraphs
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.plans.services.plans import import_plan
from tests.factories.cast import AT, Cast

SAMPLE = Path(sokehoach.__file__).parent / "programmes" / "tuan_giao_2021" / "sample_plan.txt"


@pytest.fixture
def plan(cast: Cast) -> Plan:
    district = cast.units["099"]
    Group.objects.create(code="communes", name="UBND các xã, thị trấn", within=district, levels=["commune", "township"])
    done = import_plan(unit=district, file_name=SAMPLE.name, data=SAMPLE.read_bytes(), by=cast.office, at=AT)
    return Plan.objects.get(pk=done.answer["plan"])


def test_it_works(cast: Cast, plan: Plan) -> None:
    leads = {duty.lead for duty in Duty.objects.filter(plan=plan)}
    assert {cast.units[code] for code in ("099.LDTBXH", "099.CA", "099.TTYT")} <= leads
    assert Duty.objects.filter(plan=plan, lead_group__code="communes").exists()


def test_every_letter_is_shown(plan: Plan) -> None:
    shown = build_paragraphs(plan, list(Clause.objects.filter(plan=plan)), list_items(plan))
    letters = "".join(piece.text for one in shown for run in one.runs for piece in run.pieces)
    assert "".join(letters.split()) == "".join(plan.text.split())
