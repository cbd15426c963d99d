"""What differs between a document as it was written and as it came back signed."""

import pytest

from sokehoach.domain.documents.text_similarity import TextChange, filter_figure_changes, find_changes


def test_the_same_words_in_other_lines_differ_in_nothing() -> None:
    assert find_changes("Đã tổ chức 19 buổi\ntuyên truyền.", "Đã tổ chức 19 buổi tuyên truyền.") == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "change"),
    [
        ("Đã tổ chức 19 buổi", "Đã tổ chức 91 buổi", TextChange("19", "91")),
        ("Đã tổ chức các buổi", "Đã tổ chức các buổi 91", TextChange("", "91")),
        ("Đã tổ chức 19 buổi", "Đã tổ chức buổi", TextChange("19", "")),
    ],
)
def test_a_figure_changed_added_or_dropped_is_a_changed_figure(ours: str, theirs: str, change: TextChange) -> None:
    assert filter_figure_changes(find_changes(ours, theirs)) == (change,)


def test_a_changed_word_is_a_change_but_no_changed_figure() -> None:
    found = find_changes("Đã tổ chức tốt", "Đã tổ chức khá")
    assert found == (TextChange("tốt", "khá"),)
    assert filter_figure_changes(found) == ()


def test_a_word_that_is_used_very_often_is_compared_like_any_other() -> None:
    often = ["cuộc", *["và"] * 250]
    assert [change.label for change in find_changes(" ".join(often), " ".join(["buổi", *often[1:]]))] == [
        "«cuộc» → «buổi»"
    ]
    assert find_changes(" ".join(["và", "rồi"] * 150), " ".join(["và", "rồi"] * 150 + ["hết"])) == (
        TextChange("", "hết"),
    )
