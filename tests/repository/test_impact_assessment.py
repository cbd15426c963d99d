"""The impact assessment lists the personal data that the schema holds, all of it and no other."""

import re

from tests.repository.order import ROOT
from tests.repository.test_fields import classified

TEXT = (ROOT / "docs" / "how-to" / "impact-assessment.md").read_text("utf-8")
EVERYWHERE = "mọi bảng"


def listed() -> tuple[set[tuple[str, str]], set[str]]:
    """The fields of named tables, and the names that mean a trace of an official wherever they stand."""
    named: set[tuple[str, str]] = set()
    traces: set[str] = set()
    for table, fields in re.findall(rf"^\| (`[\w.]+`|{EVERYWHERE}) \| ((?:`\w+` ?)+) \|", TEXT, re.M):
        names = re.findall(r"`(\w+)`", fields)
        if table == EVERYWHERE:
            traces |= set(names)
        else:
            named |= {(table.strip("`"), name) for name in names}
    return named, traces


def personal() -> set[tuple[str, str]]:
    return {field for field, kind in classified().items() if kind in ("staff", "licence")}


def test_every_personal_field_is_in_the_assessment() -> None:
    named, traces = listed()
    missing = {field for field in personal() - named if field[1] not in traces}
    assert not missing, "tell of it in docs/how-to/impact-assessment.md, section 3"


def test_nothing_is_in_it_that_is_not_kept() -> None:
    named, traces = listed()
    assert named
    assert not named - personal()
    assert not traces - {name for _model, name in personal()}


def test_a_trace_tells_of_an_official_and_never_of_a_licence_holder() -> None:
    _, traces = listed()
    table = classified()
    assert not [field for field in personal() if field[1] in traces and table[field] == "licence"]


def test_the_comparison_sees_a_new_field() -> None:
    named, traces = listed()
    assert ("registers.Guest", "full_name") not in named
    assert "full_name" not in traces
