"""Which forms the accepted proposals make, against the rules as sentences."""

import itertools
from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE, Reporters
from sokehoach.domain.plans.proposals.forms import (
    ASKED_ALONE,
    NOT_ASKED,
    WORDS_ALONE,
    ProposedForm,
    list_asking_forms,
    list_proposed_forms,
    name_whole,
    sort_reporters,
)
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, ProposalContent, ProposalKind
from sokehoach.domain.plans.proposals.propose import ASSUMED_SCHEDULE

FIGURE, COUNT, WORDS = ProposalKind.INDICATOR, ProposalKind.COUNT, ProposalKind.NARRATIVE


def propose(key: str, kind: ProposalKind, *reporters: str, code: str = "") -> ProgrammeProposal:
    content = ProposalContent(kind, name=key, value=Decimal(1), reporters=reporters, numerator_code=code)
    return ProgrammeProposal(key, "I", key, content, 0.9)


@pytest.mark.parametrize(
    ("proposals", "asked"),
    [
        # Figures of two bodies together are of one form; words stand in the forms that the two have anyway.
        ([propose("a", FIGURE, "x", "y"), propose("b", WORDS, "y", "x")], {"a": [("x", "y")], "b": [("x", "y")]}),
        (
            [propose("a", FIGURE, "x"), propose("b", WORDS, "y", "x"), propose("c", COUNT, "y")],
            {"a": [("x",)], "b": [("x",), ("y",)], "c": [("y",)]},
        ),
        # One new form is made for words of several, two are not.
        ([propose("a", FIGURE, "x"), propose("b", WORDS, "x", "y")], {"a": [("x",)], "b": [("x",), ("y",)]}),
        ([propose("a", WORDS, "x", "y")], {"a": [("x", "y")]}),
        ([propose("a", FIGURE, "x", "y"), propose("b", WORDS, "x")], {"a": [("x", "y")], "b": [("x",)]}),
        # What a known element counts already, a schedule and what is left out ask nobody.
        ([propose("a", FIGURE, "x", code="E1"), propose("b", ProposalKind.SCHEDULE, "x")], {}),
        ([propose("a", ProposalKind.OMITTED, "x")], {}),
    ],
)
def test_words_of_several_stand_in_their_own_forms(
    proposals: list[ProgrammeProposal], asked: dict[str, list[Reporters]]
) -> None:
    assert {key: list(forms) for key, forms in list_asking_forms(proposals).items()} == asked


@pytest.mark.parametrize(
    ("proposals", "agencies", "asked"),
    [
        ([propose("a", FIGURE, AGENCIES)], {"p", "q"}, [(AGENCIES,)]),  # one total of all agencies
        ([propose("a", WORDS, AGENCIES)], {"p", "q"}, [(AGENCIES,)]),
        ([propose("a", WORDS, AGENCIES), propose("b", FIGURE, "q")], {"p", "q", "r"}, [("q",), ("p", "r")]),
        ([propose("a", WORDS, AGENCIES), propose("b", FIGURE, "q")], {"q"}, [("q",)]),
        ([propose("a", WORDS, AGENCIES), propose("b", FIGURE, "z")], {"p"}, [(AGENCIES,)]),
        ([propose("a", WORDS, AGENCIES, BASE), propose("b", FIGURE, BASE)], {"p"}, [(AGENCIES,), (BASE,)]),
    ],
)
def test_words_of_all_agencies_stand_in_the_forms_of_each(
    proposals: list[ProgrammeProposal], agencies: set[str], asked: list[Reporters]
) -> None:
    assert list(list_asking_forms(proposals, agencies)["a"]) == asked


def test_base_units_are_listed_first_and_even_without_a_form() -> None:
    figures, words = propose("a", FIGURE, "x"), propose("b", WORDS, "y")
    forms = (ProposedForm(("x",), 1, 0), ProposedForm(("y",), 0, 1, WORDS_ALONE))
    assert list_proposed_forms([figures, words]) == (ProposedForm((BASE,), 0, 0, NOT_ASKED, is_made=False), *forms)
    asked = propose("c", ProposalKind.SCHEDULE, BASE, "x")
    assert list_proposed_forms([asked, figures, words]) == (ProposedForm((BASE,), 0, 0, ASKED_ALONE), *forms)
    assumed = propose(ASSUMED_SCHEDULE, ProposalKind.SCHEDULE, BASE)
    assert list_proposed_forms([assumed, figures])[0] == ProposedForm((BASE,), 0, 0, NOT_ASKED, is_made=False)
    own = propose("d", COUNT, BASE)
    assert list_proposed_forms([figures, own, words]) == (ProposedForm((BASE,), 1, 0), *forms)
    assert list_proposed_forms([figures, propose("e", FIGURE, "x"), propose("f", WORDS, "x"), own])[1] == ProposedForm(
        ("x",), 2, 1
    )


def test_reporters_have_one_order() -> None:
    for order in itertools.permutations(["b", BASE, "a", AGENCIES, "a"]):
        assert sort_reporters(order) == (*sorted((AGENCIES, BASE)), "a", "b")


@pytest.mark.parametrize(
    ("denominator", "name"),
    [
        ("GRDP", "grdp"),
        ("GRDP tỉnh", "grdp"),
        ("GRDP của tỉnh Bắc Ninh", "grdp"),
        ("GRDP thành phố", "grdp"),
        ("tổng chi trên địa bàn tỉnh", "tong chi"),
        ("dân số toàn huyện Đồi Mơ", "dan so"),
        ("Đồi Mơ", "doi mo"),
        ("trường học Đồi Mơ", "truong hoc doi mo"),  # no area is named behind it
        ("hộ nghèo", "ho ngheo"),
        ("xã, phường", "xa, phuong"),
    ],
)
def test_a_whole_is_named_without_its_area(denominator: str, name: str) -> None:
    assert name_whole(denominator) == name
