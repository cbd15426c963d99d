"""The page of publishing carries a day, and says which reports the new forms ask for first."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from sokehoach.apps.setup.queries.definition_check import CheckedDefinition
from sokehoach.apps.setup.queries.first_day import propose_day
from sokehoach.domain.programmes.difference import DefinitionChange, Difference
from sokehoach.domain.programmes.rules import Weight
from sokehoach.domain.reporting.form import Form, Reporters

TODAY = date(2026, 11, 30)
YEAR = Form("01", "01-KH", "Biểu", "year", "general", Reporters(), (), valid_from=date(2026, 1, 1))
MONTH = replace(YEAR, uid="02", code="02-KH", period_type="month", valid_from=date(2026, 1, 1))
OLD = replace(YEAR, uid="00", code="00-KH")


def propose(*forms, published=("00-KH",), weight=None, valid_from=date(2025, 7, 1), planned=date(2025, 7, 1)):
    added = [form.code for form in forms if form.code not in (published or ())]
    changes = [DefinitionChange(Weight.NARROWING, "forms", code) for code in added]
    changes += [] if weight is None else [DefinitionChange(weight, "forms", "00-KH")]
    versions = () if published is None else ((planned, {"forms": [{"code": code} for code in published]}),)
    checked = CheckedDefinition(None, Difference(tuple(changes)), versions=versions)
    proposed = propose_day(SimpleNamespace(valid_from=valid_from, forms=forms), checked, TODAY)
    return proposed.day, [period.id for period in proposed.periods]


def test_a_form_that_is_added_is_owed_for_the_year_that_is_being_counted():
    assert propose(OLD, YEAR) == (date(2025, 12, 15), ["2026"])


def test_no_report_of_several_new_forms_is_overdue_from_the_first_day():
    assert propose(OLD, YEAR, MONTH) == (date(2026, 11, 15), ["202612", "2027"])


def test_the_first_forms_of_a_programme_are_owed_from_their_schedule_on():
    assert propose(YEAR, published=()) == (TODAY, ["2026"])
    assert propose(replace(YEAR, valid_from=date(2027, 1, 1)), published=None) == (date(2025, 7, 1), ["2027"])


@pytest.mark.parametrize("weight", [Weight.NARROWING, Weight.BREAKING])
def test_a_version_that_also_changes_what_is_asked_applies_from_today(weight):
    assert propose(OLD, YEAR, weight=weight) == (TODAY, ["2027"])


def test_a_later_planned_day_and_the_beginning_of_the_programme_are_kept():
    assert propose(OLD, YEAR, planned=date(2027, 2, 1)) == (date(2027, 2, 1), ["2028"])
    assert propose(OLD, YEAR, valid_from=date(2026, 1, 1)) == (date(2026, 1, 1), ["2027"])


def test_a_version_without_a_new_form_applies_from_today():
    assert propose(OLD) == (TODAY, [])
