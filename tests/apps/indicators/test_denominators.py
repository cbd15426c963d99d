"""Denominators: with a source, never nought, unknown where nobody knows; typed in a table and by Excel."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.indicators.models import Denominator, Option
from sokehoach.apps.indicators.queries import denominators
from sokehoach.apps.indicators.services import denominators as services
from sokehoach.apps.indicators.services.denominators import DenominatorInput
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.factories.cast import AT, Cast

pytestmark = pytest.mark.usefixtures("programme")
type Browser = Callable[[User], Client]
PAGE = "/bao-cao/so-lieu-nen/mau-so/"
SOURCE = "Niên giám thống kê huyện năm 2020"


def kind(code: str) -> Option:
    return Option.objects.get(option_set__code="denominator", code=code)


def box(cast: Cast, unit: str, code: str) -> str:
    return f"v-{cast.units[unit].pk}-{code}"


def keep(cast: Cast, value: int | None, *, unit: str = "03304", source: str = SOURCE, by: Any = None) -> None:
    told = DenominatorInput(cast.units[unit], kind("households"), 2021, value, source)
    services.update_denominators(denominators=[told], by=by or cast.office, at=AT)


@pytest.mark.faults("denominators.keep")
def test_it_works(cast: Cast, signed_in: Browser) -> None:
    typed = {"nam": "2021", box(cast, "03304", "households"): "1.204", "source": SOURCE}
    reply = signed_in(cast.commune).post(PAGE, typed, follow=True)
    assert "Đã lưu 1 số." in reply.content.decode()
    row = Denominator.objects.get()
    assert (row.unit, row.year, row.value, row.source) == (cast.units["03304"], 2021, 1204, SOURCE)
    assert denominators.list_values([row.unit_id], "households", 2021) == {row.unit_id: 1204}
    assert Event.objects.get(action="denominators.keep").body["detail"] == {"kept": 1}


def test_what_nobody_knows_is_missing_and_not_nought(cast: Cast) -> None:
    units = [unit.pk for unit in cast.units.values()]
    assert denominators.list_values(units, "households", 2021) == {}
    keep(cast, 1204)
    keep(cast, None)
    assert denominators.list_values(units, "households", 2021) == {}


@pytest.mark.parametrize(("value", "source", "said"), [(0, SOURCE, "từ 1"), (-1, SOURCE, "từ 1"), (7, " ", "nguồn")])
def test_nought_and_a_number_without_source_are_refused(cast: Cast, value: int, source: str, said: str) -> None:
    with pytest.raises(InvalidInput) as told:
        keep(cast, value, source=source)
    assert said in told.value.messages["value"][0]
    assert not Denominator.objects.exists()


def test_the_database_refuses_nought(cast: Cast) -> None:
    keep(cast, 5)
    with pytest.raises(IntegrityError, match="never_nought"), transaction.atomic():
        Denominator.objects.update(value=0)


def test_a_commune_writes_its_own_alone(cast: Cast, signed_in: Browser) -> None:
    with pytest.raises(ActionRefused, match="không ghi mẫu số của Pú Xi được"):
        keep(cast, 5, unit="03269", by=cast.commune)
    typed = {"nam": "2021", box(cast, "03269", "households"): "9", "source": SOURCE}
    signed_in(cast.commune).post(PAGE, typed)
    assert not Denominator.objects.exists()


@pytest.mark.parametrize("typed", ["mười", "1,5", "0", "-3", "99999999999"])
def test_a_wrong_cell_keeps_what_was_typed_and_saves_nothing(cast: Cast, signed_in: Browser, typed: str) -> None:
    cells = {box(cast, "03304", "households"): typed, box(cast, "03304", "population"): "4.100"}
    reply = signed_in(cast.commune).post(PAGE, {"nam": "2021", "source": SOURCE, **cells})
    assert reply.status_code == 422
    assert f'value="{typed}"' in reply.content.decode()
    assert not Denominator.objects.exists()


def test_the_second_of_two_is_told_and_overwrites_nothing(cast: Cast, signed_in: Browser) -> None:
    keep(cast, 1204)
    name = box(cast, "03304", "households")
    typed = {"nam": "2021", name: "1.300", f"w-{name}": "", "source": SOURCE}
    reply = signed_in(cast.commune).post(PAGE, typed)
    assert reply.status_code == 409
    assert "trong sổ nay là «1.204», bạn gõ «1.300»" in reply.content.decode()
    assert Denominator.objects.get().value == 1204


def workbook(*rows: list[Any]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active.append(["Đơn vị", "Năm", "Mẫu số", "Số", "Nguồn"])
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("a.xlsx", buffer.getvalue())


def test_an_excel_comes_in_whole_and_goes_out_as_it_came(cast: Cast, signed_in: Browser) -> None:
    office = signed_in(cast.office)
    rows = [
        ["Xã Tênh Phông", 2021, "Hộ gia đình", 1204, SOURCE],
        ["pu xi", 2021, "Dân số (người)", 4100, SOURCE],
    ]
    office.post(f"{PAGE}nhap/", {"file": workbook(*rows)})
    assert Denominator.objects.count() == 2
    page = openpyxl.load_workbook(io.BytesIO(office.get(f"{PAGE}tai-ve/?nam=2021").content)).worksheets[0]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        ["Xã Pú Xi", 2021, "Dân số (người)", 4100, SOURCE],
        ["Xã Tênh Phông", 2021, "Hộ gia đình", 1204, SOURCE],
    ]


@pytest.mark.parametrize(
    ("row", "address", "said"),
    [
        (["Xã Mường Đun", 2021, "Hộ gia đình", 5, SOURCE], "A3", "Không có tên này"),
        (["Xã Pú Xi", "năm nay", "Hộ gia đình", 5, SOURCE], "B3", "số nguyên"),
        (["Xã Pú Xi", 2021, "Trâu bò", 5, SOURCE], "C3", "Không có tên này"),
        (["Xã Pú Xi", 2021, "Hộ gia đình", 0, SOURCE], "D3", "từ 1"),
        (["Xã Pú Xi", 2021, "Hộ gia đình", "=1+1", SOURCE], "D3", "công thức"),
        (["Xã Pú Xi", 2021, "Hộ gia đình", 5, None], "E3", "nguồn"),
        (["Xã Tênh Phông", 2021, "Hộ gia đình", 6, SOURCE], "A3", "Trùng với dòng 2"),
    ],
)
def test_one_wrong_cell_keeps_the_file_out(
    cast: Cast, signed_in: Browser, row: list[Any], address: str, said: str
) -> None:
    good = ["Xã Tênh Phông", 2021, "Hộ gia đình", 5, SOURCE]
    reply = signed_in(cast.office).post(f"{PAGE}nhap/", {"file": workbook(good, row)})
    assert reply.status_code == 422
    ((where, why),) = [(problem.address, problem.message) for problem in reply.context["problems"]]
    assert "shell/import_problems.html" in {template.name for template in reply.templates}
    assert where == address
    assert said in why
    assert not Denominator.objects.exists()
