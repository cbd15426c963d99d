"""The letter that answers a recommendation of a supervising body."""

from dataclasses import replace
from datetime import date

import pytest

from sokehoach.domain.documents.content import Paragraph
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.letters import build_reply_letter
from sokehoach.domain.documents.office import Office

OFFICE = Office(
    (), ("Ủy ban nhân dân", "huyện Mường Thanh Hạ"), "UBND huyện Mường Thanh Hạ", "UBND", "Mường Thanh Hạ",
    ("TM. Ủy ban nhân dân", "Chủ tịch"), "LĐTBXH",
)  # fmt: skip


def build_paragraphs(reply: str) -> list[str]:
    letter = build_reply_letter(
        office=OFFICE, asked_by="Ủy ban Mặt trận Tổ quốc huyện", recommendation="Bổ sung tài liệu tiếng Thái.",
        visited_on=date(2021, 5, 20), reply=reply, year=2021,
    )  # fmt: skip
    assert letter.addressees == ("Ủy ban Mặt trận Tổ quốc huyện",)
    return ["".join(run.text for run in block.runs) for block in letter.blocks if isinstance(block, Paragraph)]


def test_the_letter_quotes_the_recommendation_and_gives_each_line_of_the_reply() -> None:
    opening, *reply = build_paragraphs("Đã in 500 tờ rơi.\n\n  Đã phát ở chợ.  \n")
    assert "ngày 20/05/2021" in opening
    assert "«Bổ sung tài liệu tiếng Thái»" in opening
    assert reply == ["Đã in 500 tờ rơi.", "Đã phát ở chợ."]


def test_without_a_reply_the_letter_says_that_it_is_missing() -> None:
    assert build_paragraphs(" \n ")[1:] == ["[Nội dung trả lời: chưa có]"]


@pytest.mark.parametrize(("drafter", "symbol"), [("LĐTBXH", "/UBND-LĐTBXH"), ("", "/UBND"), ("UBND", "/UBND")])
def test_the_symbol_of_a_letter_names_the_drafter_where_another_signs(drafter: str, symbol: str) -> None:
    office = replace(OFFICE, drafter=drafter)
    assert office.symbol(DocumentKind.LETTER) == symbol
