"""The letter that asks units for overdue reports."""

from datetime import date

import pytest

from sokehoach.domain.documents.content import Document, Paragraph
from sokehoach.domain.documents.letters import OverdueForm, build_reminder_letter
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock

FORMS = (
    OverdueForm("01-XA", "Kết quả của xã", date(2021, 6, 20), ("UBND xã Nà Mơ", "UBND xã Tả Cò")),
    OverdueForm("02-CA", "Kết quả kiểm tra", date(2021, 6, 21), ("UBND xã Tả Cò", "Công an huyện")),
)


def build(*overdue: OverdueForm) -> Document:
    return build_reminder_letter(
        overdue=overdue, period="6 tháng đầu năm 2021", day=date(2021, 6, 25),
        letterhead=Letterhead((), ("Phòng", "Lao động"), "/LĐ", None, "Nà Mơ", OpenDay(2021)),
        signature=SignatureBlock(("Trưởng phòng",)), recipients=Recipients((), "VT"),
    )  # fmt: skip


def test_each_unit_is_addressed_once_and_named_at_each_form() -> None:
    letter = build(*FORMS)
    assert letter.addressees == ("UBND xã Nà Mơ", "UBND xã Tả Cò", "Công an huyện")
    texts = ["".join(run.text for run in block.runs) for block in letter.blocks if isinstance(block, Paragraph)]
    assert "25/06/2021" in texts[0]
    assert texts[1:3] == [
        "- Kết quả của xã (biểu 01-XA), hạn 20/06/2021: UBND xã Nà Mơ, UBND xã Tả Cò.",
        "- Kết quả kiểm tra (biểu 02-CA), hạn 21/06/2021: UBND xã Tả Cò, Công an huyện.",
    ]
    assert "lùi hạn" in texts[3]
    assert (letter.signature, letter.recipients) == (SignatureBlock(("Trưởng phòng",)), Recipients((), "VT"))


def test_without_an_overdue_report_there_is_no_letter() -> None:
    with pytest.raises(ValueError, match="nobody is late"):
        build()


def test_one_unit_is_spoken_to_alone() -> None:
    letter = build(OverdueForm("01-XA", "Kết quả của xã", date(2021, 6, 20), ("UBND xã Nà Mơ",)))
    texts = ["".join(run.text for run in block.runs) for block in letter.blocks if isinstance(block, Paragraph)]
    assert texts[1] == "- Kết quả của xã (biểu 01-XA), hạn 20/06/2021."
    assert texts[2].startswith("Đề nghị UBND xã Nà Mơ gửi báo cáo ngay")
    assert not [text for text in (*texts, letter.closing) if "các đơn vị" in text or "nêu trên" in text]
