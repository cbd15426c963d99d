"""The points of a report made of accepted duties: each once, with whose number it is."""

from dataclasses import replace

import pytest

from sokehoach.domain.plans.proposals.facts import BASE
from sokehoach.domain.plans.proposals.proposal import ProposalKind
from tests.adapters.programme_files.test_proposed import HEALTH, OUTLINE, SCIENCE, build, duty, read_base


@pytest.fixture
def base():
    return read_base()


def test_one_count_of_two_kinds_of_reporters_says_whose_each_number_is(base):
    counts = [
        duty("NV1", ProposalKind.COUNT, reporters=(HEALTH, SCIENCE)),
        duty("NV2", ProposalKind.COUNT, reporters=(BASE,)),
    ]
    counts = [replace(row, content=replace(row.content, name="Số cuộc: quán triệt quy định./.")) for row in counts]
    first, second = build(base, *counts, OUTLINE).reports[0].outline.sections[2:4]
    assert first.heading == second.heading == "Quán triệt quy định"
    texts = [sentence.text for section in (first, second) for sentence in section.sentences]
    assert texts == [
        "Sở Y tế, Sở Khoa học và Công nghệ: đã thực hiện {NV1} cuộc.",
        "Xã, phường, đặc khu: đã thực hiện {NV2} cuộc.",
    ]


def test_work_of_one_clause_is_asked_of_the_same_units_once(base):
    rows = [duty(key, ProposalKind.NARRATIVE, reporters=(HEALTH,)) for key in ("NV1", "NV2", "NV3")]
    rows = [replace(row, content=replace(row.content, name="Xây dựng kế hoạch")) for row in rows]
    programme = build(base, *rows[:2], replace(rows[2], path="III.2"), OUTLINE)
    assert [cell.element for part in programme.forms[0].sections for cell in part.cells] == ["NV1", "NV3"]
    points = [section.narrative for section in programme.reports[0].outline.sections if section.level == 3]
    assert points == ["NV1", "NV3"]
