"""«Số liệu cũ» of units that were merged on 1 July 2025, by code or name of then, shown where nothing is split."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.documents.queries.superior_forms import FormUnits
from sokehoach.apps.indicators.models import DataElement, EarlierFigure
from sokehoach.apps.indicators.queries import earlier_figures
from sokehoach.apps.indicators.queries.earlier_figures import PredecessorFigures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.services import submissions
from sokehoach.domain.indicators.element import DataElement as DomainElement
from sokehoach.domain.orgtree.succession import ObstacleReason
from sokehoach.domain.periods.period import parse_period
from tests.apps.consolidation.test_reform import world
from tests.factories import reform
from tests.factories.reform import FORM, REFORM, SINCE, STRADDLING, TODAY, Reform, at

__all__ = ["world"]

BEFORE, AFTER = "2023S2", "2026S1"
CUT_OFF = date(2023, 12, 14)
PAGE = "/bao-cao/so-lieu-nen/nam-truoc/"
ELEMENTS: dict[str, DomainElement] = {element.uid: element for element in reform.ELEMENTS}


def send(client: Client, *rows: list[Any]) -> Any:
    book = openpyxl.Workbook()
    book.active.append(["Đơn vị", "Kỳ", "Mã chỉ tiêu", "Phân tổ", "Số", "Nguồn"])
    for row in rows:
        book.active.append([row[0], row[1], "TT01", None, row[2], "Báo cáo 5"])
    buffer = io.BytesIO()
    book.save(buffer)
    return client.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", buffer.getvalue())})


def keep(world: Reform, period: str, **numbers: int) -> None:
    """`numbers` by code of the unit of then, after «u»."""
    for code, number in numbers.items():
        EarlierFigure.objects.create(
            unit=Unit.objects.get(code=code[1:], valid_from=SINCE), element=DataElement.objects.get(code="TT01"),
            period=period, number=number, source="Báo cáo 5", updated_by=world.office, updated_at=at(TODAY),
        )  # fmt: skip


def new_unit(code: str) -> Unit:
    return Unit.objects.get(code=code, valid_from=REFORM)


def test_a_code_or_name_is_that_of_the_period(world: Reform, client: Client) -> None:
    """06001 was Hòa Bình and is Hòa An; there was and is a Bình Minh, and Phú Lâm went on as another version."""
    client.force_login(world.office)
    rows = [["06001", BEFORE, 7], ["Xã Bình Minh", BEFORE, 8], ["Xã Phú Lâm", BEFORE, 9], ["06001", "2025S2", 4]]
    response = send(client, *rows)
    assert response.status_code == 302, response.text
    stored = EarlierFigure.objects.values_list("unit__name", "unit__valid_from", "period", "number")
    assert sorted(stored, key=lambda row: row[3]) == [
        ("Phường Hòa An", REFORM, "2025S2", 4), ("Xã Hòa Bình", SINCE, BEFORE, 7), ("Xã Bình Minh", SINCE, BEFORE, 8),
        ("Xã Phú Lâm", SINCE, BEFORE, 9),
    ]  # fmt: skip
    assert earlier_figures.list_figures_by_period("06001", {BEFORE: CUT_OFF})[BEFORE] == {("TT01", ""): 7}


def list_own_figures(code: str) -> PredecessorFigures:
    unit = new_unit(code)
    return earlier_figures.list_figures_of_predecessors([unit], parse_period(BEFORE), ELEMENTS, cut_off=CUT_OFF)[
        unit.pk
    ]


def test_a_unit_that_took_whole_units_has_their_figures_together(world: Reform) -> None:
    keep(world, BEFORE, u06001=7, u06002=5, u06005=9)
    for code, number in (("06001", 12), ("06005", 9)):
        found = list_own_figures(code)
        assert (found.numbers, found.obstacle) == ({("TT01", ""): Decimal(number)}, None), code


def test_one_of_them_alone_is_not_the_whole(world: Reform) -> None:
    keep(world, BEFORE, u06001=7)
    assert list_own_figures("06001").numbers == {}


@pytest.mark.parametrize(("code", "reason"), [("06003", ObstacleReason.SHARED), ("06004", ObstacleReason.SHARED)])
def test_a_divided_unit_gives_no_number_but_the_reason(world: Reform, code: str, reason: ObstacleReason) -> None:
    assert list_own_figures(code).obstacle is None
    keep(world, BEFORE, u06003=8, u06004=6)
    found = list_own_figures(code)
    assert found.numbers == {}
    assert found.obstacle is not None
    assert found.obstacle.reason is reason


def test_the_new_units_own_import_goes_before(world: Reform) -> None:
    keep(world, BEFORE, u06001=7, u06002=5)
    EarlierFigure.objects.filter(unit__code="06001").update(unit=new_unit("06001"), number=13)
    found = list_own_figures("06001")
    assert found.numbers == {("TT01", ""): 13}


def test_a_report_compares_with_the_figures_of_then(world: Reform, client: Client) -> None:
    keep(world, "2025S1", u06001=7, u06002=5, u06003=8)
    for code, text in (("06001", "số liệu cũ"), ("06003", "không tách được: Xã Bình Minh còn nhận một phần của")):
        clerk = world.clerks[code, REFORM]
        submissions.open_submission(form=FORM, unit=clerk.unit, period=AFTER, by=clerk, at=at(TODAY))
        client.force_login(clerk)
        row = clerk.unit.submissions.get(period=AFTER)
        page = client.get(reverse("reporting:submission", args=[row.pk])).text
        assert text in page, page
    assert STRADDLING < AFTER


def test_a_superiors_form_gives_no_part_of_a_divided_unit(world: Reform) -> None:
    units = FormUnits(Unit.objects.get(code="22"), parse_period("2026S1"), None)
    assert units.list_codes_in("06001", BEFORE) == ["06001", "06002"]
    assert units.list_codes_in("06005", BEFORE) == ["06005"]
    assert units.list_codes_in("06003", BEFORE) == []
    assert units.explain_absence("06003", BEFORE) == (
        "không tách được: Xã Bình Minh còn nhận một phần của Xã Bình Minh cũ"
    )
