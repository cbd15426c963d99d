"""What stands beside a table of the designer says how its cells are written."""

from django.template.loader import render_to_string


def test_the_table_of_rules_says_how_cut_off_dates_are_written() -> None:
    words = " ".join(render_to_string("setup/_table_help.html", {"part": "constraints"}).split())
    assert "ví dụ «15/05; 15/11»" in words
    assert "ghi một trường ở «Các dòng cùng» thì chỉ xét các dòng giống nhau" in words
