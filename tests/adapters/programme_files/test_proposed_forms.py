"""Which forms accepted proposals make: no unit fills in one more than its figures need, or the same twice."""

from dataclasses import replace

import pytest

from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import ProposalKind
from tests.adapters.programme_files.test_proposed import HEAD, HEALTH, OUTLINE, SCIENCE, base, build, duty, indicator

__all__ = ["base"]


@pytest.mark.parametrize("other", ["GRDP tỉnh", "GRDP của tỉnh Quảng Ngãi", "GRDP trên địa bàn"])
def test_a_whole_that_is_named_with_its_area_is_asked_once(base, other):
    programme = build(
        base,
        indicator("CT1", denominator="GRDP", reporters=(HEALTH,)),
        indicator("CT2", denominator=other, reporters=(HEALTH,)),
        indicator("CT3", denominator="Cơ quan cấp tỉnh", reporters=(HEALTH,)),
        indicator("CT4", denominator="Cơ quan", reporters=(HEALTH,)),
    )
    assert [row.denominator.text for row in programme.indicators] == ["CT1B", "CT1B", "CT3B", "CT4B"]


def test_words_that_all_are_asked_for_make_no_further_form(base):
    """A department that reports a figure answers them there; one form is of all other agencies, one of the communes."""
    programme = build(
        base,
        indicator("CT1", reporters=(HEALTH,)),
        duty("NV1", ProposalKind.NARRATIVE, reporters=(AGENCIES,)),
        duty("NV2", ProposalKind.NARRATIVE, reporters=(AGENCIES, BASE)),
        OUTLINE,
    )
    cells = {form.code.split("-")[1]: [cell.element for cell in form.printed_cells] for form in programme.forms}
    assert cells == {"SYT": ["CT1B", "CT1A", "NV1", "NV2"], "CQ": ["NV1", "NV2"], "XA": ["NV2"]}
    assert sorted(element.code for element in programme.elements) == ["CT1A", "CT1B", "NV1", "NV2"]
    (others,) = (form for form in programme.forms if form.code.endswith("CQ"))
    assert HEALTH not in others.reporters.codes
    assert SCIENCE in others.reporters.codes


def test_figures_that_all_agencies_are_asked_for_have_their_form(base):
    programme = build(
        base,
        indicator("CT1", reporters=(HEALTH,)),
        duty("NV1", ProposalKind.COUNT, reporters=(AGENCIES,)),
        duty("NV2", ProposalKind.NARRATIVE, reporters=(AGENCIES,)),
    )
    cells = {form.code.split("-")[1]: [cell.element for cell in form.printed_cells] for form in programme.forms}
    assert cells == {"SYT": ["CT1B", "CT1A"], "CQ": ["NV1", "NV2"]}
    boxes = {form.code.split("-")[1]: len(form.narratives) for form in programme.forms}
    assert boxes == {"SYT": 0, "CQ": 4}


def test_figures_that_several_are_asked_for_stay_in_one_form(base):
    """A total is of one form."""
    programme = build(
        base,
        duty("NV1", ProposalKind.COUNT, reporters=(HEALTH, SCIENCE)),
        duty("NV2", ProposalKind.COUNT, reporters=(HEALTH,)),
        duty("NV3", ProposalKind.COUNT, reporters=(SCIENCE,)),
    )
    assert len(programme.forms) == 3


def test_each_unit_is_asked_once_for_its_results_and_proposals(base):
    programme = build(
        base,
        indicator("CT1", reporters=(HEALTH,)),
        indicator("CT2", reporters=(HEALTH, SCIENCE)),
        duty("NV2", ProposalKind.NARRATIVE, reporters=(BASE,)),
    )
    boxes = {form.reporters.codes: len(form.narratives) for form in programme.forms}
    assert boxes == {(HEALTH,): 0, (SCIENCE, HEALTH): 4, (): 4}


def test_money_measures_and_indexes_take_decimals_also_in_shares(base):
    programme = build(
        base,
        indicator("CT1", unit="ha", denominator="Đất", reporters=(BASE,)),
        indicator("CT2", unit="tỷ đồng", denominator="GRDP", reporters=(BASE,)),
        indicator("CT3", denominator="Hộ", unit="hộ", reporters=(BASE,)),
        indicator(
            "CT4",
            MeasureKind.CHANGE,
            name="Chỉ số sản xuất công nghiệp",
            denominator="",
            unit="chỉ số",
            per=None,
            reporters=(BASE,),
        ),
    )
    kinds = {row.code: row.kind.value for row in programme.elements}
    assert kinds == {
        "CT1A": "decimal", "CT1B": "decimal", "CT2A": "money", "CT2B": "money", "CT3A": "count", "CT3B": "count",
        "CT4": "decimal",
    }  # fmt: skip


def test_the_report_of_an_organisation_has_the_place_of_its_plan(base):
    accepted = (indicator("CT1", reporters=(BASE,)),)
    assert build(base, *accepted, head=replace(HEAD, place="Hà Nội")).reports[-1].place == "Hà Nội"
    assert build(base, *accepted).reports[-1].place == "Quảng Ngãi"
