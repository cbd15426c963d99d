"""How a figure moved, in words."""

from decimal import Decimal

import pytest

from sokehoach.domain.documents.comparing import Against, change
from sokehoach.domain.documents.content import FigureRun, Missing, Operand, Paragraph, Reference, Text
from sokehoach.domain.documents.outline import Outline, OutlineError, Section, Sentence, parse
from sokehoach.domain.documents.writing import Earlier, write
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

OUTLINE = Outline("o", "Báo cáo", (Section("Kết quả", 1, (Sentence("Có {TT01} cuộc, {TT01 so cùng kỳ}."),)),))


def said(now: Value, then: Value | None) -> tuple[object, ...]:
    operand = Operand("TT01")
    earlier = {} if then is None else {Against.LAST_YEAR: Earlier("2020S1", {operand: then})}
    _, told = write(OUTLINE, period="2021S1", figures={operand: now}, narratives={}, earlier=earlier)
    assert isinstance(told, Paragraph)
    return told.runs


def test_it_works() -> None:
    now, then = Reference(Operand("TT01"), "2021S1"), Reference(Operand("TT01"), "2020S1")
    assert said(Decimal(142), Decimal(127)) == (
        Text("Có "),
        FigureRun("142", (now,)),
        Text(" cuộc, "),
        FigureRun("tăng 11,8 % so với cùng kỳ", (now, then)),
        Text("."),
    )


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        ("112", "100", "tăng 12 % so với cùng kỳ"),
        ("50", "100", "giảm 50 % so với cùng kỳ"),
        ("7", "7", "bằng cùng kỳ"),
        ("0", "0", "bằng cùng kỳ"),
        ("5", "0", "tăng 5, cùng kỳ không phát sinh"),
        ("0", "5", "giảm 100 % so với cùng kỳ"),
        ("1.5", "1", "tăng 50 % so với cùng kỳ"),
    ],
)
def test_words(now: str, then: str, words: str) -> None:
    assert change(Decimal(now), Decimal(then), Against.LAST_YEAR) == words


@pytest.mark.parametrize(
    ("now", "then"), [(Gap.NOT_REPORTED, Decimal(3)), (Decimal(3), Gap.NOT_REPORTED), (Decimal(3), None)]
)
def test_a_gap_moves_nothing(now: Value, then: Value | None) -> None:
    (missing,) = [run for run in said(now, then) if isinstance(run, Missing) and "so với" in run.text]
    assert missing.text == "chưa đủ số liệu so với cùng kỳ"


def test_an_unknown_comparison_is_refused() -> None:
    with pytest.raises(OutlineError):
        parse("{TT01 so năm ngoái}")
