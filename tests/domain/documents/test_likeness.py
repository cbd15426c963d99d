"""What differs between a document as it was written and as it came back signed."""

import pytest

from sokehoach.domain.documents.likeness import Change, changes, figures


def test_the_same_words_in_other_lines_differ_in_nothing() -> None:
    assert changes("Đã tổ chức 19 buổi\ntuyên truyền.", "Đã tổ chức 19 buổi tuyên truyền.") == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "change"),
    [
        ("Đã tổ chức 19 buổi", "Đã tổ chức 91 buổi", Change("19", "91")),
        ("Đã tổ chức các buổi", "Đã tổ chức các buổi 91", Change("", "91")),
        ("Đã tổ chức 19 buổi", "Đã tổ chức buổi", Change("19", "")),
    ],
)
def test_a_figure_changed_added_or_dropped_is_a_changed_figure(
    ours: str, theirs: str, change: Change
) -> None:
    assert figures(changes(ours, theirs)) == (change,)


def test_a_changed_word_is_a_change_but_no_changed_figure() -> None:
    found = changes("Đã tổ chức tốt", "Đã tổ chức khá")
    assert found == (Change("tốt", "khá"),)
    assert figures(found) == ()
