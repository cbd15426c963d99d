"""An annex that repeats a target names who leads it; forms are made for who has something to report, or is asked to."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.plans.proposals.annexes import find_named_beside, match_named_agencies
from sokehoach.domain.plans.proposals.facts import (
    AGENCIES,
    BASE,
    EVERYBODY,
    DutyFacts,
    PlanFacts,
    RuleFacts,
    TargetFacts,
)
from sokehoach.domain.plans.proposals.forms import (
    ASKED_ALONE,
    NOT_ASKED,
    WORDS_ALONE,
    list_proposed_forms,
)
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, ProposalContent, ProposalKind
from sokehoach.domain.plans.proposals.propose import ASSUMED_SCHEDULE, propose_programme

WORDS = "Tỷ lệ người dân có Sổ sức khỏe điện tử đạt 91%"
NAMES = {
    "1.SYT": "Sở Y tế",
    "1.CA": "Công an tỉnh",
    "1.KHCN": "Sở Khoa học và Công nghệ",
    "1.VP": "Văn phòng UBND tỉnh",
}


def find_beside(annex: str) -> str:
    text = f"- {WORDS}.\n\nIII. NHIỆM VỤ\n\n{annex}"
    start = text.index(WORDS)
    return find_named_beside(text, start, start + len(WORDS))


@pytest.mark.parametrize(
    ("annex", "named"),
    [
        (f"2\n\n{WORDS}.\n\nSở Y tế\n\n3\n\nViệc khác", "Sở Y tế"),
        ("2\n\nTỷ lệ người dân có\nSổ sức khỏe điện tử đạt 91%\n\nSở Y tế, Công an tỉnh\n\n3", "Sở Y tế, Công an tỉnh"),
        (f"| TT | Chỉ tiêu | Chủ trì |\n|---|---|---|\n| 2 | {WORDS} | Sở Y tế |\n| 3 | Việc | Công an |", "Sở Y tế"),
        (f"{WORDS}\tSở Y tế", "Sở Y tế"),
        (f"{WORDS}.\n\nCơ quan chủ trì: Sở Y tế.", "Sở Y tế."),
        ("Tỷ lệ khác đạt 95%\n\nSở Y tế", ""),
        (WORDS, ""),
    ],
)
def test_what_stands_beside_the_repeated_words_is_found(annex: str, named: str) -> None:
    assert find_beside(annex) == named


@given(st.text(alphabet="ab \n\t|.", max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_text_is_looked_through(text: str, start: int, end: int) -> None:
    assert "\n" not in find_named_beside(text, min(start, end), max(start, end))


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("Sở Y tế", "1.SYT"),
        ("Sở KH&CN chủ trì hướng dẫn, tổng hợp; các sở thực hiện", "1.KHCN"),
        ("Công an Tỉnh", "1.CA"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "1.VP"),
        ("Ngân hàng nhà nước khu vực XII", ""),
        ("Sở", ""),
        ("", ""),
    ],
)
def test_the_agency_is_that_with_which_the_cell_begins(named: str, code: str) -> None:
    assert match_named_agencies(named, NAMES, ()) == ((code,) if code else ())


def test_an_agency_that_is_known_by_its_duties_alone_is_found_too() -> None:
    party = "Ngân hàng nhà nước khu vực XII"
    assert match_named_agencies("Ngân hàng Nhà nước khu vực XII", NAMES, (party,)) == (party,)


def test_the_annex_comes_before_what_the_words_suggest() -> None:
    target = TargetFacts("CT1", "II.1", WORDS, Decimal(95), "%", "=", named_beside="Công an tỉnh")
    plan = PlanFacts("Chuyển đổi số", None, (target,), agencies=NAMES)
    assert propose_programme(plan)[0].content.reporters == ("1.CA",)
    everybody = replace(plan, targets=(replace(target, named_beside="UBND các xã, phường"),))
    assert propose_programme(everybody)[0].content.reporters == (BASE,)


# --- shares of the whole population


@pytest.mark.parametrize(
    ("text", "reporters"),
    [
        ("Tỷ lệ người dân có tài khoản định danh điện tử (VNeID) đạt 74%", ("1.CA",)),
        ("Tỷ lệ người dân có Sổ sức khỏe điện tử đạt 91%", ("1.SYT",)),
        ("Tỷ lệ người dân tham gia tổng vệ sinh đạt 95%", (BASE,)),
    ],
)
def test_what_is_registered_of_the_people_is_reported_by_who_registers_it(
    text: str, reporters: tuple[str, ...]
) -> None:
    target = TargetFacts("CT1", "II.1", text, Decimal(95), "%", "=")
    rule = RuleFacts("BC1", "V", "báo cáo", (BASE,), "year")
    duties = tuple(DutyFacts(f"NV{code}", "III", "Việc", "Làm việc được giao", (code,)) for code in ("1.CA", "1.SYT"))
    plan = PlanFacts("Chuyển đổi số", None, (target,), duties, (rule,), agencies=NAMES)
    assert propose_programme(plan)[0].content.reporters == reporters


# --- which forms there will be


def make(key: str, kind: ProposalKind, *reporters: str) -> ProgrammeProposal:
    return ProgrammeProposal(key, "I", "lời", ProposalContent(kind, name=key, reporters=reporters), 0.9)


def test_a_form_counts_its_figures_and_texts() -> None:
    accepted = [
        make("CT1", ProposalKind.INDICATOR, "1.SYT"), make("NV1", ProposalKind.COUNT, BASE),
        make("NV2", ProposalKind.NARRATIVE, BASE), make("NV3", ProposalKind.NARRATIVE, "1.CA"),
    ]  # fmt: skip
    base, *others = list_proposed_forms(accepted)
    assert (base.reporters, base.figures, base.texts, base.reason) == ((BASE,), 1, 1, "")
    assert {(form.reporters, form.figures, form.reason) for form in others} == {
        (("1.SYT",), 1, ""),
        (("1.CA",), 0, WORDS_ALONE),
    }


def test_communes_that_are_asked_alone_get_a_form_in_words() -> None:
    target = make("CT1", ProposalKind.INDICATOR, "1.SYT")
    (base, _other) = list_proposed_forms([target, make("BC1", ProposalKind.SCHEDULE, *EVERYBODY)])
    assert (base.reporters, base.reason, base.is_made) == ((BASE,), ASKED_ALONE, True)
    for key, reporters in ((ASSUMED_SCHEDULE, EVERYBODY), ("BC1", (AGENCIES,))):
        schedule = make(key, ProposalKind.SCHEDULE, *reporters)
        (base, _other) = list_proposed_forms([target, schedule])
        assert (base.reason, base.is_made) == (NOT_ASKED, False)
