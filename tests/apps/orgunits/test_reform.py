"""A dated change of units: loaded as units are, refused where it contradicts itself; who owes a report from then on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as unit_queries
from sokehoach.apps.orgunits.services import units
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.forms import get_form
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.factories import reform
from tests.factories.levels import AGENCY
from tests.factories.reform import AFTER_ROWS, BEFORE_ROWS, CALENDAR_FORM, FORM, NEW_ROWS, REFORM, SINCE, at

pytestmark = pytest.mark.django_db


def load(*rows: object, keeps_existing: bool = False) -> None:
    units.import_units(rows=rows, by="tests", at=at(REFORM), keeps_existing=keeps_existing)  # type: ignore[arg-type]


@pytest.fixture
def before() -> None:
    reform.store_levels()
    load(*BEFORE_ROWS)


@pytest.mark.usefixtures("before")
class TestLoading:
    @pytest.mark.parametrize("keeps_existing", [False, True])
    def test_it_works(self, keeps_existing: bool) -> None:
        """Also where another programme uses the units: what is in force may end, and nothing else changes."""
        renamed = [replace(row, short_name=f"{row.short_name} x") for row in AFTER_ROWS]
        load(*(renamed if keeps_existing else AFTER_ROWS), keeps_existing=keeps_existing)
        ended = Unit.objects.get(code="06003", valid_from=SINCE)
        assert (ended.valid_to, ended.successors, ended.short_name) == (REFORM, ["06003", "06004"], "Bình Minh")
        assert unit_queries.as_of(REFORM).filter(level="district").count() == 0
        assert unit_queries.as_of(REFORM).get(code="06001").name == "Phường Hòa An"

    def test_a_change_without_the_end_of_what_was_is_refused(self) -> None:
        with pytest.raises(ActionRefused, match="trùng thời gian"):
            load(BEFORE_ROWS[0], *NEW_ROWS)
        assert not Unit.objects.filter(valid_from=REFORM).exists()

    def test_a_successor_that_does_not_exist_is_refused(self) -> None:
        rows = [row for row in AFTER_ROWS if row.unit.identity != ("06003", REFORM)]
        with pytest.raises(ActionRefused, match="đơn vị kế thừa mã 06003 không tồn tại vào ngày 01/07/2025"):
            load(*rows)

    def test_a_commune_left_in_a_dissolved_district_is_refused(self) -> None:
        rows = [row if row.unit.code != "06005" else BEFORE_ROWS[7] for row in AFTER_ROWS]
        with pytest.raises(ActionRefused, match=r"Xã Phú Lâm .*đơn vị cấp trên mã 202 không tồn tại"):
            load(*dict.fromkeys(rows))

    def test_an_older_file_does_not_undo_the_change(self) -> None:
        load(*AFTER_ROWS)
        with pytest.raises(ActionRefused, match="trùng thời gian"):
            load(*BEFORE_ROWS)
        load(*BEFORE_ROWS, keeps_existing=True)
        assert unit_queries.as_of(REFORM).filter(level="district").count() == 0

    def test_an_agency_that_the_file_does_not_name_ends_with_its_district(self) -> None:
        district = Unit.objects.get(code="201")
        agency = units.add_agency(parent=district, name="Phòng Nội vụ", asked=False, source="tests")
        load(*AFTER_ROWS)
        agency.refresh_from_db()
        assert agency.valid_to == REFORM

    def test_an_agency_has_an_agency_as_successor(self) -> None:
        office = units.UnitRow(
            reform.orgtree.Unit("06001.VH", "Phòng Văn hóa - Xã hội", AGENCY, "06001", REFORM),
            short_name="Phòng VH-XH", letterhead="", source="tests",
        )  # fmt: skip
        rows = [
            replace(row, unit=replace(row.unit, successors=("06001.VH",))) if row.unit.code == "201.YT" else row
            for row in AFTER_ROWS
        ]
        load(*rows, office)
        assert Unit.objects.get(code="201.YT").successors == ["06001.VH"]
        commune = [
            replace(row, unit=replace(row.unit, successors=("06001",))) if row.unit.code == "201.YT" else row
            for row in AFTER_ROWS
        ]
        with pytest.raises(ActionRefused, match="không kế thừa nhau"):
            load(*commune)


def owed(period: str, form: str = FORM) -> dict[str, tuple[date, date] | None]:
    reports = obligations.list_expected(get_form(form), period, REFORM + timedelta(days=200))
    return {f"{report.unit.code}/{report.unit.valid_from.year}": report.owes for report in reports}


def test_from_the_day_on_those_report_who_are_in_force(settings: Any) -> None:
    """A window that straddles the day: each unit owes its own days. No dissolved unit owes a later period."""
    settings.DEMONSTRATION = reform.DEMONSTRATION
    world = reform.found(reports=False)
    old, new = ["06001", "06002", "06003", "06004", "06005"], ["06001", "06003", "06004", "06005"]
    assert owed("2025S1") == {f"{code}/2004": None for code in old}
    first, last = date(2025, 6, 15), date(2025, 12, 15)
    assert owed("2025S2") == {
        **{f"{code}/2004": (first, REFORM) for code in old},
        **{f"{code}/2025": (REFORM, last) for code in new},
    }
    assert owed("2025S2", CALENDAR_FORM) == {f"{code}/2025": None for code in new}
    assert owed("2026S1") == {f"{code}/2025": None for code in new}
    for (code, since), clerk in world.clerks.items():
        scopes.clear_scope_cache(clerk)
        mine = obligations.load_followed(clerk, "2026S1", date(2026, 6, 22)).own
        assert {report.unit.pk for report in mine} == (set() if since == SINCE else {clerk.unit_id}), code
