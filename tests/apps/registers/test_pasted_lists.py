"""An earlier list enters a register as .csv, or pasted from Excel, with columns matched as those of a workbook."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.data_registers.models import DataEntry
from tests.apps.registers.test_excel import COMMON, HEADINGS, LIST, MATCHED, OLD_HEADINGS, match_columns
from tests.factories.cast import Cast

type Browser = Callable[[User], Client]
ROWS = (("1", "12/6/2021", "Họp bản", "Bản Ten Hon", "46", ""), ("2", "13/6/2021", "Họp bản", "Bản Xanh", "30", ""))
STORED = {("Bản Ten Hon", 46, date(2021, 6, 12)), ("Bản Xanh", 30, date(2021, 6, 13))}


def join(delimiter: str, *rows: tuple[str, ...] | list[str]) -> str:
    return "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"


def send(client: Client, *, pasted: str = "", csv: bytes = b"") -> Any:
    data: dict[str, Any] = {"text": pasted} if pasted else {}
    if csv:
        data["file"] = SimpleUploadedFile("danh-sach.CSV", csv)
    return client.post(f"{LIST}nhap/", data, follow=True)


@pytest.mark.parametrize(
    ("pasted", "csv"),
    [
        (join("\t", ["DANH SÁCH", "", ""], [], OLD_HEADINGS, *ROWS), b""),
        ("", join(";", OLD_HEADINGS, *ROWS).encode("utf-8-sig")),
        ("", join(",", OLD_HEADINGS, [], *ROWS).encode()),
        ("", join("\t", OLD_HEADINGS, *ROWS).encode("utf-16")),
    ],
    ids=["pasted", "semicolons", "commas and a blank row", "as Excel saves Unicode text"],
)
def test_it_works(cast: Cast, signed_in: Browser, pasted: str, csv: bytes) -> None:
    commune = signed_in(cast.commune)
    page = send(commune, pasted=pasted, csv=csv)
    assert "Cột nào là gì" in page.text
    page = match_columns(commune, page, **MATCHED, **COMMON, merge="1")
    assert "Đã ghi 2 dòng." in page.text, page.context["problems"]
    assert {(entry.content["place"], entry.content["people"], entry.day) for entry in DataEntry.objects.all()} == STORED


def test_the_registers_own_columns_are_stored_at_once(cast: Cast, signed_in: Browser) -> None:
    cells = [
        "12/06/2021", "Họp bản", "Tuyên truyền trực tiếp", "Họp thôn", "Bản Ten Hon", "", "46", "21", "Người dân",
        "Tác hại; Pháp luật", "Mông", "", "",
    ]  # fmt: skip
    page = send(signed_in(cast.commune), pasted=join("\t", HEADINGS, cells))
    assert "Đã ghi 1 dòng." in page.text
    assert DataEntry.objects.get().content["people"] == 46


def test_a_wrong_cell_is_named_by_the_row_of_the_sheet(cast: Cast, signed_in: Browser) -> None:
    commune = signed_in(cast.commune)
    page = send(commune, pasted=join("\t", OLD_HEADINGS, [], ROWS[0], ("2", "31/6/2021", "Họp", "Bản C", "3,5", "")))
    page = match_columns(commune, page, **MATCHED, **COMMON, merge="1")
    assert page.status_code == 422
    assert [problem.address for problem in page.context["problems"]] == ["B4", "E4"]
    assert not DataEntry.objects.exists()


@pytest.mark.parametrize(
    ("pasted", "csv", "reason"),
    [
        ("", b"", "Chưa chọn tệp."),
        (" \n\t", b"", "Chưa chọn tệp."),
        ("a\tb", b"a;b", "Chọn một tệp, hoặc dán"),
        ("\t".join("x" * 300), b"", "quá"),
        ("", b"%PDF-1.7\x00\x01\x02", ""),
        ("", b'a;"b\nc', ""),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    cast: Cast, signed_in: Browser, pasted: str, csv: bytes, reason: str
) -> None:
    page = send(signed_in(cast.commune), pasted=pasted, csv=csv)
    assert page.status_code == 422
    assert reason in page.text
    assert page.context["form"].errors or page.context["problems"]
    assert not DataEntry.objects.exists()
