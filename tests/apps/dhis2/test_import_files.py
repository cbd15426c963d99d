"""A file of another server is imported by a table of codes, in the name of an office that enters for its communes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sokehoach.adapters.dhis2.data_values import ReceivedValue, ReceivedValues
from sokehoach.adapters.dhis2.summaries import ImportSummary
from sokehoach.apps.accounts.models import User
from sokehoach.apps.dhis2.queries.addressing import Addressing, Schemes
from sokehoach.apps.dhis2.queries.catalogues import load_metadata_context
from sokehoach.apps.dhis2.services.imports import ValueImport, import_values
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.services import forms as service_forms
from tests.factories.cast import AT
from tests.factories.district import FORMS, PERIOD, District
from tests.factories.programmes import first_programme

COMMUNES = ("03304", "03289", "03269")
BY_PERIOD = {"2018S1": COMMUNES[:1], "2019S1": COMMUNES[:2], "2020S1": COMMUNES}
SERVER = {"fbfJHSPpUQD.c1": "01-XA/B1", "fbfJHSPpUQD.c2": "01-XA/B2", "ImspTQPwCqd": "03304"}


def import_rows(
    user: User,
    *rows: ReceivedValue,
    mapping: Mapping[str, str] = SERVER,
    scheme: str = "CODE",
    is_complete: bool = False,
) -> ImportSummary:
    schemes = Schemes(scheme, scheme, scheme, scheme, mapping)
    account = User.objects.select_related("unit__parent").get(pk=user.pk)
    value_import = ValueImport(Addressing(load_metadata_context(account), schemes), is_dry_run=False)
    value_import.resolve(ReceivedValues([*rows]))
    for report in value_import.reports.values():
        report.is_complete = is_complete
    return import_values(value_import, source="DHIS2", by=account, at=AT)


def build_row(combo: str, value: str, **more: Any) -> ReceivedValue:
    place = {"data_element": "fbfJHSPpUQD", "period": PERIOD, "org_unit": "ImspTQPwCqd", **more}
    return ReceivedValue(**place, value=value, category_option_combo=combo)


class TestTheTableOfCodes:
    @pytest.mark.parametrize("scheme", ["UID", "CODE"])
    @pytest.mark.parametrize(
        "more",
        [
            {},
            {"TT01": "CA01"},  # a code of that server is ours of another element
            {"TT01": "01-XA/B2"},
            {"01-XA": "02-CA"},  # and of another form
            {"01-XA": "nowhere", "TT01": "nowhere", "TT02": "nowhere"},
        ],
    )
    def test_a_mapped_cell_is_the_one_that_the_table_names(
        self, district: District, scheme: str, more: dict[str, str]
    ) -> None:
        """Our side of the table is not looked up in it again."""
        summary = import_rows(
            district.cast.commune, build_row("c1", "3"), build_row("c2", "4"), mapping=SERVER | more, scheme=scheme
        )
        assert summary.conflicts == []
        assert {row.cell: row.number for row in DataValue.objects.all()} == {"B1": 3, "B2": 4}
        assert (summary.counts.imported, summary.counts.ignored) == (2, 0)

    @pytest.mark.parametrize("place", ["01-XA/Z9", "99-XX/B1", "02-CA/A1", "/", "01-XA/"])
    def test_a_cell_that_there_is_not_is_a_conflict(self, district: District, place: str) -> None:
        """With its row, and nothing is stored."""
        mapping = SERVER | {"fbfJHSPpUQD.c2": place}
        summary = import_rows(district.cast.commune, build_row("c1", "3"), build_row("c2", "4"), mapping=mapping)
        assert [conflict.indexes for conflict in summary.conflicts] == [[1]]
        assert not Submission.objects.exists()


def count_queries(user: User, units: Sequence[str], *, period: str, value: str, is_complete: bool = False) -> int:
    rows = [build_row("c1", value, org_unit=code, period=period) for code in units]
    with CaptureQueriesContext(connection) as queries:
        summary = import_rows(user, *rows, is_complete=is_complete)
    assert bool(summary.conflicts) == is_complete
    return len(queries)


class TestTheQueriesOfManyReports:
    """The write lock is held meanwhile: units are listed once, not for each report."""

    def test_of_reports_that_are_begun_and_of_those_that_were_begun_before(self, district: District) -> None:
        office = district.cast.office
        count_queries(office, COMMUNES, period="2017S1", value="0")
        counts = {
            value: {count_queries(office, units, period=period, value=value) for period, units in BY_PERIOD.items()}
            for value in ("1", "2")
        }
        assert [len(different) for different in counts.values()] == [1, 1], counts
        assert {row.number for row in DataValue.objects.exclude(submission__period="2017S1")} == {2}

    def test_of_reports_that_are_locked(self, district: District) -> None:
        form = replace(FORMS[0], lock_days=1)
        office = district.cast.office
        service_forms.import_forms(
            programme=first_programme(), forms=[form], unit=district.cast.units["099"], by="tests", at=AT
        )
        count_queries(office, COMMUNES, period="2017S1", value="0", is_complete=True)
        counts = {
            count_queries(office, units, period=period, value="1", is_complete=True)
            for period, units in BY_PERIOD.items()
        }
        assert len(counts) == 1, counts
