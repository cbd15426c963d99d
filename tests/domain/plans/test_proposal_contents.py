"""What a person may decide about a proposal: what is missing, what is kept of it."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import (
    LONGEST_NAME,
    SURE,
    ProgrammeProposal,
    ProposalContent,
    ProposalKind,
    find_content_problems,
    from_json,
    is_about_reporters,
    to_json,
)

SHARE = ProposalContent(
    ProposalKind.INDICATOR, MeasureKind.SHARE, "Hộ ký cam kết", "Hộ", "hộ", Decimal("97.5"), year=2026, per=100,
    reporters=(BASE,),
)  # fmt: skip
COUNT = ProposalContent(ProposalKind.COUNT, name="Cuộc kiểm tra", reporters=("01.CA",))
NARRATIVE = ProposalContent(ProposalKind.NARRATIVE, name="Tình hình", reporters=(BASE,))
SCHEDULE = ProposalContent(ProposalKind.SCHEDULE, name="Báo cáo", every="six-month", due="ngày 18", reporters=(BASE,))
OMITTED = ProposalContent(ProposalKind.OMITTED)
OUTLINE = ProposalContent(ProposalKind.OUTLINE, name="Đề cương")


@pytest.mark.parametrize("content", [SHARE, COUNT, NARRATIVE, SCHEDULE, OMITTED, OUTLINE])
def test_nothing_is_missing(content: ProposalContent) -> None:
    assert find_content_problems(content) == []
    assert content.makes_something == (content is not OMITTED)


@pytest.mark.parametrize("content", [SHARE, replace(SHARE, value=None, falls=True, counts_persons=True), SCHEDULE])
def test_it_comes_back_as_it_was_stored(content: ProposalContent) -> None:
    stored = json.loads(json.dumps(to_json(content)))
    assert not {"name", "denominator", "unit"} & stored.keys()
    assert from_json(stored, name=content.name, denominator=content.denominator, unit=content.unit) == content


@pytest.mark.parametrize(
    ("content", "changes", "fields"),
    [
        (SHARE, {"name": ""}, "name"),
        (SHARE, {"name": "h" * LONGEST_NAME}, ""),
        (SHARE, {"name": "h" * (LONGEST_NAME + 1)}, "name"),
        (SHARE, {"denominator": "h" * (LONGEST_NAME + 1)}, "name"),
        (SHARE, {"denominator": ""}, "denominator"),
        (SHARE, {"reporters": ()}, "reporters"),
        (SHARE, {"measure": MeasureKind.NONE}, "measure"),
        (SHARE, {"value": None}, "value"),
        (SHARE, {"value": Decimal(0)}, ""),
        (SHARE, {"value": Decimal(100)}, ""),
        (SHARE, {"value": Decimal("100.1")}, "value"),
        (SHARE, {"value": Decimal(-1)}, "value"),
        (SHARE, {"measure": MeasureKind.COUNT, "value": Decimal(400)}, ""),
        (SHARE, {"bound": "="}, "bound"),
        (SHARE, {"bound": "<"}, ""),
        (SHARE, {"year": None}, ""),
        (SHARE, {"year": 2000}, ""),
        (SHARE, {"year": 1999}, "year"),
        (SHARE, {"year": 2100}, ""),
        (SHARE, {"year": 2101}, "year"),
        (SHARE, {"measure": MeasureKind.CHANGE, "denominator": ""}, "denominator"),
        (SHARE, {"measure": MeasureKind.CHANGE, "denominator": "", "per": None}, ""),
        (SHARE, {"measure": MeasureKind.RATE, "denominator": ""}, "denominator"),
        (SHARE, {"measure": MeasureKind.VALUE}, "reporters"),
        (SHARE, {"measure": MeasureKind.VALUE, "reporters": ("01.SYT",)}, ""),
        (SHARE, {"measure": MeasureKind.VALUE, "reporters": ("01.SYT", "01.CA")}, "reporters"),
        (COUNT, {"reporters": ()}, "reporters"),
        (NARRATIVE, {"reporters": ()}, "reporters"),
        (SCHEDULE, {"reporters": ()}, "reporters"),
        (SCHEDULE, {"every": "ad-hoc"}, "every"),
        (SCHEDULE, {"every": "", "due": "mai"}, "every due"),
        (SCHEDULE, {"name": ""}, "name"),
        (OMITTED, {"name": ""}, ""),
    ],
)
def test_what_is_missing_names_its_field(content: ProposalContent, changes: dict[str, object], fields: str) -> None:
    problems = find_content_problems(replace(content, **changes))  # type: ignore[arg-type]
    assert [field for field, _reason in problems] == fields.split()
    assert all(reason for _field, reason in problems)


def test_only_what_is_likely_and_whole_is_sure() -> None:
    proposal = ProgrammeProposal("CT1", "II.1", "97,5% hộ", SHARE, SURE)
    assert proposal.is_sure
    assert not replace(proposal, likelihood=SURE - 0.01).is_sure
    changed = proposal.replace_content(replace(SHARE, denominator=""))
    assert (changed.is_sure, changed.key, changed.likelihood) == (False, "CT1", SURE)


@pytest.mark.parametrize(
    ("denominator", "reporters", "is_about"),
    [
        ("Xã, phường", (BASE,), True),
        ("Các xã, phường và đặc khu trên địa bàn tỉnh", (BASE,), True),
        ("UBND cấp xã", (BASE,), True),
        ("Các sở, ngành", (AGENCIES,), True),
        ("Xã, phường", (AGENCIES,), False),
        ("Hộ của xã", (BASE,), False),
        ("Xã, phường", (BASE, AGENCIES), False),
        ("Xã, phường", ("01.SYT",), False),
        ("Xã, phường", (), False),
    ],
)
def test_a_share_of_the_reporters_themselves(denominator: str, reporters: tuple[str, ...], is_about: bool) -> None:
    content = replace(SHARE, denominator=denominator, reporters=reporters)
    assert is_about_reporters(content) == is_about
    assert not is_about_reporters(replace(content, measure=MeasureKind.RATE))
    assert is_about_reporters(replace(content, measure=MeasureKind.RATE, per=1)) == is_about


def test_every_kind_has_a_name() -> None:
    assert len({kind.label_vi for kind in ProposalKind}) == len(ProposalKind)
