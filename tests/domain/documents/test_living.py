"""Figures of a draft that moved at their source; the editor's words stay."""

from dataclasses import replace
from decimal import Decimal

from sokehoach.domain.documents.content import (
    Annex,
    Document,
    FigureRun,
    Missing,
    Operand,
    Paragraph,
    Picture,
    Reference,
    Run,
    Table,
    Text,
)
from sokehoach.domain.documents.figure_refresh import find_changed_figures, refresh_figures, refresh_pictures
from sokehoach.domain.documents.target_sentences import TargetProgress, render_target_progress
from sokehoach.domain.indicators.coverage import NamedCoverage
from tests.golden.report import report

ONE, TWO = (Reference(Operand("TT01"), "2021S1"),), (Reference(Operand("TT02"), "2021S1"),)
BOTH = (*ONE, *TWO)


def body(*sentences: tuple[Run, ...]):  # type: ignore[no-untyped-def]
    return replace(report(), blocks=tuple(Paragraph(runs) for runs in sentences), annexes=())


def test_it_works() -> None:
    mine = body((Text("Lời của tôi: "), FigureRun("3", ONE), Text(" và "), FigureRun("7", TWO)))
    now = body((Text("Có "), FigureRun("4", ONE), Text(" cuộc, "), FigureRun("9", TWO)))
    moved = find_changed_figures(mine, now)
    assert [(one.old, one.new, one.is_sentence) for one in moved] == [("3", "4", False), ("7", "9", False)]
    assert refresh_figures(mine, now, [moved[0].key]) == body(
        (Text("Lời của tôi: "), FigureRun("4", ONE), Text(" và "), FigureRun("7", TWO))
    )
    assert find_changed_figures(refresh_figures(mine, now, [one.key for one in moved]), now) == ()


def test_a_day_that_moved_keeps_the_form_of_its_sentence_and_of_its_table() -> None:
    def draft(in_words: str, in_digits: str) -> tuple[tuple[Run, Run], tuple[Run, Run]]:
        return (Text("Họp "), FigureRun(in_words, ONE)), (Text("Ngày họp: "), FigureRun(in_digits, ONE))

    mine = body(*draft("ngày 05 tháng 02 năm 2026", "05/02/2026"))
    now = body(*draft("ngày 06 tháng 02 năm 2026", "06/02/2026"))
    assert find_changed_figures(mine, mine) == ()
    (moved,) = find_changed_figures(mine, now)
    assert refresh_figures(mine, now, [moved.key]) == now


def test_what_did_not_move_is_not_told() -> None:
    assert find_changed_figures(report(), report()) == ()


def test_a_gap_that_was_filled_is_told_and_so_is_the_other_way() -> None:
    gap, told = body((Text("Có "), Missing(ONE))), body((Text("Có "), FigureRun("0", ONE)))
    assert [(one.old, one.new) for one in find_changed_figures(gap, told)] == [("chưa có số liệu", "0")]
    assert [(one.old, one.new) for one in find_changed_figures(told, gap)] == [("0", "chưa có số liệu")]


def test_a_target_moves_apart_from_the_figure_that_it_rests_on() -> None:
    def draft(part: int) -> tuple[Run, Run]:
        target = TargetProgress(
            Decimal(100),
            "=",
            "%",
            "Kế hoạch, mục II.2",
            Decimal(part),
            Decimal(19),
            (Operand("TT01"),),
            NamedCoverage(19),
        )
        return render_target_progress("du", target, "2021S1"), FigureRun(str(part), ONE)

    mine, now = (body((Text("Xã đủ "), aim), (Text("Có "), figure)) for aim, figure in (draft(16), draft(17)))
    aim, figure = find_changed_figures(mine, now)
    assert (figure.old, figure.new) == ("16", "17")
    assert "84,2 % (16/19)" in aim.old
    assert "89,5 % (17/19)" in aim.new
    assert find_changed_figures(refresh_figures(mine, now, [aim.key]), now) == (figure,)


def test_a_sentence_for_zero_changes_as_a_whole() -> None:
    """«Trong kỳ không phát sinh» must not become «7»."""
    zero = body((FigureRun("Không tổ chức cuộc nào.", BOTH),))
    now = body((Text("Đã tổ chức "), FigureRun("7", ONE), Text(" cuộc, "), FigureRun("9", TWO), Text(" lượt.")))
    (one,) = find_changed_figures(zero, now)
    assert (one.old, one.new, one.is_sentence) == (
        "Không tổ chức cuộc nào.",
        "Đã tổ chức 7 cuộc, 9 lượt.",
        True,
    )
    assert refresh_figures(zero, now, [one.key]) == now
    (back,) = find_changed_figures(now, zero)
    assert refresh_figures(now, zero, [back.key]) == zero


def test_a_figure_without_a_source_now_stays() -> None:
    mine = body((FigureRun("3", ONE), Text(" cuộc")))
    assert find_changed_figures(mine, body((Text("Lời khác."),))) == ()


def test_tables_of_annexes_move_too() -> None:
    mine = report()
    (table,) = mine.annexes[0].blocks
    assert isinstance(table, Table)
    first = table.rows[1]
    cell = replace(first.cells[2], runs=(FigureRun("99", first.cells[2].runs[0].references),))  # type: ignore[union-attr]
    other = replace(
        table,
        rows=(
            table.rows[0],
            replace(first, cells=(*first.cells[:2], cell, *first.cells[3:])),
            *table.rows[2:],
        ),
    )
    now = replace(mine, annexes=(replace(mine.annexes[0], blocks=(other,)), *mine.annexes[1:]))
    (one,) = find_changed_figures(mine, now)
    assert (one.old, one.new) == ("0", "99")
    assert refresh_figures(mine, now, [one.key]) == now


def test_a_gap_with_other_words_in_the_annex_did_not_move() -> None:
    """A draft just made told that figures had changed: «chưa có» of the table beside «chưa có số liệu»."""
    cell = Paragraph((Missing(ONE, "chưa có"),))
    draft = body((Text("Có "), Missing(ONE)))
    (annex, *_others) = report().annexes
    draft = replace(draft, annexes=(replace(annex, blocks=(cell,)),))
    assert find_changed_figures(draft, draft) == ()


def test_pictures_of_annexes_are_drawn_anew_by_their_caption_and_words_stay() -> None:
    def draft(words: str, *pictures: Picture) -> Document:
        return replace(report(), annexes=(Annex("Phụ lục", (Paragraph((Text(words),)), *pictures)),))

    old, new, only_here = Picture(b"1", 1, "", "Hình 1"), Picture(b"2", 1, "", "Hình 1"), Picture(b"3", 1, "", "Hình 2")
    assert refresh_pictures(draft("Lời của tôi", old, only_here), draft("Lời khác", new)) == draft(
        "Lời của tôi", new, only_here
    )
