"""Codes of eight digits that are read aloud or mailed, and typed back."""

import pytest

from sokehoach.apps.shell import codes


def test_it_works() -> None:
    code = codes.build_code("tests", "17", "xa@example.gov.vn")
    assert len(code) == 8
    assert code.isdecimal()
    assert code == codes.build_code("tests", "17", "xa@example.gov.vn")
    assert codes.is_code(code, f" {code[:4]} {code[4:]} ")


@pytest.mark.parametrize("typed", ["", "1", "mười hai", "1234567", "٠١٢٣٤٥٦٧"])
def test_anything_else_is_not_the_code(typed: str) -> None:
    assert not codes.is_code("12345678", typed)


def test_another_purpose_part_or_secret_gives_another_code(settings: pytest.FixtureRequest) -> None:
    code = codes.build_code("tests", "17", "a")
    assert code not in (codes.build_code("other", "17", "a"), codes.build_code("tests", "17", "b"))
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert code != codes.build_code("tests", "17", "a")
