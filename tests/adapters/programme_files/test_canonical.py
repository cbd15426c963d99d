"""One text for one definition: what is equal has one digest, what is read back is what was written."""

import json
import random
from dataclasses import dataclass, field, fields, make_dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.adapters.programme_files.canonical import canonicalize, parse_definition, parse_plain, to_plain
from sokehoach.adapters.programme_files.definition import (
    ProgrammeDefinition,
    ReadyQuestion,
    RegisterOwnership,
    RoleDefinition,
)
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.apps.setup.services.programmes import DEFAULT_PROGRAMME
from sokehoach.domain.indicators.element import DataElement, Option, OptionSet
from sokehoach.domain.registers.sanctions import Frame
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.reporting_schedule import ReportingSchedule

PARTS = (DataElement, OptionSet, Form, ReportingSchedule, Frame, RoleDefinition, RegisterOwnership, ReadyQuestion)


@pytest.fixture(scope="module")
def programme() -> ProgrammeDefinition:
    return read_programme(DEFAULT_PROGRAMME)


@pytest.fixture(scope="module")
def digest(programme: ProgrammeDefinition) -> str:
    return canonicalize(programme).digest


def build_parts(kind: type) -> st.SearchStrategy[object]:
    """Values of a class; what is derived when a version is published has its default."""
    return st.builds(
        kind, **{row.name: st.just(row.default) if row.metadata.get("derived") else ... for row in fields(kind)}
    )


st.register_type_strategy(Option, build_parts(Option))


@pytest.mark.parametrize("kind", PARTS)
@given(data=st.data())
def test_a_part_that_is_written_is_read_back_equal(kind: type, data: st.DataObject) -> None:
    part = data.draw(build_parts(kind))
    written = json.loads(json.dumps(to_plain(part)))
    assert parse_plain(kind, written) == part


def test_a_programme_that_is_written_is_read_back_with_its_digest(programme: ProgrammeDefinition) -> None:
    written = canonicalize(programme)
    again = parse_definition(json.loads(written.text))
    assert canonicalize(again).digest == written.digest
    assert {form.code: form for form in again.forms} == {form.code: form for form in programme.forms}


@given(seed=st.integers(0, 10_000))
def test_the_order_of_files_and_rows_changes_no_digest(programme: ProgrammeDefinition, digest: str, seed: int) -> None:
    shuffle = random.Random(seed)
    shuffled = {
        name: tuple(shuffle.sample(getattr(programme, name), len(getattr(programme, name))))
        for name in ("elements", "forms", "option_sets", "roles", "register_owners", "reports", "frames")
    }
    assert canonicalize(replace(programme, **shuffled)).digest == digest


@given(data=st.data())
def test_every_change_of_an_element_changes_the_digest(
    programme: ProgrammeDefinition, digest: str, data: st.DataObject
) -> None:
    element = data.draw(st.sampled_from(programme.elements))
    name = data.draw(st.sampled_from([item.name for item in fields(DataElement) if item.type in (str, bool)]))
    if name in ("uid", "code", "form"):
        name = "name"
    old = getattr(element, name)
    changed = replace(element, **{name: not old if isinstance(old, bool) else f"{old}*"})
    elements = tuple(changed if item.code == element.code else item for item in programme.elements)
    assert canonicalize(replace(programme, elements=elements)).digest != digest


def test_a_field_that_is_added_with_a_default_changes_no_text() -> None:
    @dataclass(frozen=True)
    class Before:
        code: str
        names: tuple[str, ...] = ()

    after = make_dataclass(
        "After", [("code", str), ("names", tuple[str, ...], ()), ("decimals", int, field(default=0))]
    )
    assert to_plain(after("A", ("b",))) == to_plain(Before("A", ("b",))) == {"code": "A", "names": ["b"]}
    assert to_plain(after("A", decimals=2)) == {"code": "A", "decimals": 2}


def test_a_value_without_canonical_json_is_refused() -> None:
    with pytest.raises(TypeError):
        to_plain({"share": 0.5})
    with pytest.raises(TypeError):
        parse_plain(OptionSet, {"code": "a", "name": 3, "options": []})
