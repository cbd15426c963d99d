"""What another program prints is measured as well: the measuring knows no producer."""

from pathlib import Path

import pytest

from sokehoach.adapters.readers.layout_files import measure_file
from sokehoach.domain.documents.rules import lint_document
from sokehoach.domain.documents.rules.lint import find_components
from tests.adapters.readers.pdf.browser import CHROMIUM, printed

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not on this machine")


def test_a_right_plan_has_nothing_wrong_but_perhaps_its_font(tmp_path: Path) -> None:
    document = measure_file(printed(tmp_path), name="a.pdf")
    assert {one.rule for one in lint_document(document)} <= {"font"}
    roles = find_components(document)
    assert [line.words for line in roles.recipients][1] == (
        "- Các phòng, ban, ngành, đoàn thể huyện và các đơn vị có liên quan;"
    )
    assert [line.words for line in document.lines if line.tabled][:3] == ["STT", "Nội dung", "Kinh phí"]


def test_a_narrow_margin_is_told_of_every_page_at_once(tmp_path: Path) -> None:
    (one,) = [
        one for one in lint_document(measure_file(printed(tmp_path, left="22mm"), name="a.pdf")) if one.rule != "font"
    ]
    assert one.rule == "margin_left"
    assert one.actual in ("lề trái 21,9 mm", "lề trái 22 mm")
    assert one.more >= 2
