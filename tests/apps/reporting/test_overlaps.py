"""Parts that may overlap say so: where an entry of the register may have several of the options."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.reporting.queries import overlaps
from sokehoach.apps.reporting.queries.overlaps import describe_overlaps, list_overlapping_sets
from sokehoach.apps.shell import messages
from sokehoach.domain.messages import name_definition
from sokehoach.domain.reporting.form import Cell, Form, FormSection, RegisterSource, Reporters

pytestmark = pytest.mark.django_db


def make_form(*cells: Cell) -> Form:
    return Form(
        uid="F", code="F", name="F", period_type="six-month", function="general", reporters=Reporters(),
        sections=(FormSection("A", "A", cells),),
    )  # fmt: skip


def part(code: str, disaggregation: str, *, register: str = "activities") -> Cell:
    return Cell(code, "TT02", disaggregation, source=RegisterSource(register, "people"), depth=1)


def test_audiences_and_contents_overlap_and_kinds_do_not() -> None:
    form = make_form(
        Cell("B2", "TT02"), part("B2.1", "audience=residents"), part("B2.2", "audience=pupils"),
        part("B2.3", "content=law"), part("B2.4", "content=harm"),
        part("B2.5", "kind=talk"), part("B2.6", "kind=lesson"),
    )  # fmt: skip
    assert describe_overlaps(form) == {
        "B2": "Các dòng «trong đó» theo người nghe, người xem; nội dung có thể trùng nhau, không cộng lại."
    }
    assert list_overlapping_sets(form, "TT02") == {"audience": "người nghe, người xem", "content": "nội dung"}


def test_fields_of_a_programme_are_named_in_the_language_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = [FieldDefinition("nhom", name_definition("Nhóm Người nghe"), FieldKind.MANY, option_set="audience")]
    monkeypatch.setattr(overlaps, "get_register", lambda _code: SimpleNamespace(of_kind=lambda *_kinds: fields))
    monkeypatch.setattr(messages, "find_english_name", {"Nhóm Người nghe": "Audience"}.get)
    form = make_form(Cell("B2", "TT02"), part("B2.1", "audience=residents"))
    assert list_overlapping_sets(form, "TT02") == {"audience": "nhóm người nghe"}
    with translation.override("en"):
        assert list_overlapping_sets(form, "TT02") == {"audience": "audience"}


@pytest.mark.parametrize(
    "cells",
    [
        (Cell("B2", "TT02"), part("B2.1", "audience=residents")),  # one part overlaps with none
        (part("B2.1", "audience=residents"), part("B2.2", "audience=pupils")),  # no whole to which they would add up
        (
            Cell("B2", "TT02"),
            Cell("B2.1", "TT02", "audience=pupils"),
            Cell("B2.2", "TT02", "audience=workers"),
        ),  # typed
    ],
)
def test_nothing_is_said_without_two_parts_of_a_whole_from_a_register(cells: tuple[Cell, ...]) -> None:
    assert describe_overlaps(make_form(*cells)) == {}
