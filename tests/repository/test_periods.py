"""No page assumes that the year has two halves: periods, windows and due days come from the schedules."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/sokehoach"
# What reads or invents texts of plans and a demonstration's dates, and what only names periods.
EXEMPT = ("domain/periods/", "domain/plans/", "apps/setup/demonstration/", "adapters/", "programmes/", "locale/")
# A type by name decides something for it alone: each place has its reason.
MAY_NAME_HALF_YEARS = {
    "apps/shell/periods.py": "names every type",
    "apps/plans/models/item.py": "how often a plan asks for a result, as stored",
    "apps/plans/queries/results.py": "work whose plan names no frequency",
    "apps/reporting/queries/forms.py": "an installation without a form",
    "apps/documents/queries/outline_schedules.py": "an outline that no schedule asks for",
    "domain/reporting/form_periods.py": "an installation without a form",
}
NAMES = re.compile(
    r"\b(?:at_hand|get_reporting_half|get_half_year|split_year|list_years_closing_with|half_years?|first_half|"
    r"second_half|year_halves|compute_previous_period|get_period_being_written)\b"
)
PARTS = re.compile(r"""["'}]S[12]["']|endswith\(["']S?[12]["']\)""")
SENTENCES = re.compile(r"hai kỳ (?:6|sáu) tháng")


def list_sources() -> list[tuple[str, str]]:
    files = [
        path
        for suffix in ("*.py", "*.html")
        for path in SOURCE.rglob(suffix)
        if "migrations" not in path.parts and not path.relative_to(SOURCE).as_posix().startswith(EXEMPT)
    ]
    return [(path.relative_to(SOURCE).as_posix(), path.read_text("utf-8")) for path in files]


@pytest.mark.parametrize("pattern", [NAMES, PARTS, SENTENCES], ids=["names", "ids", "sentences"])
def test_nothing_outside_the_domain_of_periods_is_about_half_years(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number}"
        for name, text in list_sources()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]
    assert not found, "ask domain.reporting.form_periods or domain.periods which period it is"


def test_only_named_places_decide_by_the_type_of_half_years() -> None:
    naming = {name for name, text in list_sources() if "PeriodType.SIX_MONTH" in text or 'SIX_MONTH = "' in text}
    assert naming == set(MAY_NAME_HALF_YEARS)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (NAMES, "at_hand = 1"),
        (PARTS, "period.id.endswith('S2')"),
        (PARTS, 'parse_period(f"{year}S1")'),
        (PARTS, 'for part in ("S1", "S2"):'),
        (SENTENCES, '_("tính từ hai kỳ sáu tháng")'),
    ],
)
def test_what_would_assume_it_is_recognised(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
