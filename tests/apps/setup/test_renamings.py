"""A code that a table of a draft changes is followed by all files that name it; the difference tells the change."""

from typing import Any

import pytest
from django.test import Client

from sokehoach.adapters.programme_files.tables import parse_table
from sokehoach.adapters.programme_files.yaml_tables import read_head
from sokehoach.apps.programmes.models import DefinitionVersion
from sokehoach.apps.reporting.queries.forms import list_forms
from sokehoach.apps.setup.pages.definition_columns import CELLS, FORMS, INDICATORS
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from tests.apps.setup.made_register import administrators, quy, url
from tests.apps.setup.test_definition_tables import FORM, fill, list_errors, paste, read_page
from tests.apps.setup.test_form_tables import save
from tests.factories.drafts import current

__all__ = ["administrators", "quy"]
pytestmark = pytest.mark.django_db
HEADS, INDICATOR_TABLE, SECTION_A = ("table", "bieu"), ("table", "chi-so"), ("cells", FORM, "A")
NEW = "01.XA-2026"


def change(client: Client, part: str, table: tuple[str, ...], old_code: str, **typed: str) -> Any:
    """Save the table with other texts in the row of the code."""
    rows = read_page(client, url(*table))
    return save(client, part, table, [row | typed if row["code"] == old_code else row for row in rows])


def test_a_form_with_another_code_is_followed_everywhere(quy: Client) -> None:
    before = current().files
    reply = change(quy, FORMS, HEADS, FORM, code=NEW)
    assert reply.status_code == 302, list_errors(reply)
    files = current().files
    assert current().problems == []
    assert f"forms/{FORM}.yaml" not in files
    assert not any(f"[{FORM}" in text or f"- {FORM}\n" in text for text in files.values())
    elements = parse_table(before["elements.csv"]).list_records(), parse_table(files["elements.csv"]).list_records()
    assert elements[1] == [row | {"form": NEW} if row["form"] == FORM else row for row in elements[0]]
    untouched = {"indicators.yaml", "roles.yaml", "option_sets.yaml", "programme.yaml"}
    assert {name: files[name] for name in untouched} == {name: before[name] for name in untouched}
    assert f"Đã đổi mã ở mọi nơi nhắc đến: {FORM} → {NEW}." in quy.get(url("draft")).text


def test_the_difference_tells_a_renaming_as_one_change(quy: Client) -> None:
    assert change(quy, FORMS, HEADS, FORM, code=NEW).status_code == 302
    page = quy.get(url("publish"))
    lines = [(line.place, line.values) for group in page.context["difference"].groups for line in group.lines]
    assert lines == [(f"biểu {FORM}", f"đổi mã → «{NEW}»; số liệu đã có ở lại mã cũ")]
    assert page.context["difference"].needs_reason


def test_an_element_is_renamed_in_its_row_with_its_share(quy: Client) -> None:
    file = "elements.csv"
    row = next(row for row in parse_table(current().files[file]).rows if row.values[0] == "TT07")
    page = quy.get(url("row", file) + f"?dong={row.line}")
    assert "mọi biểu, chỉ số, đề cương nhắc đến chỉ tiêu đổi theo" in page.text
    typed = {f"c-{name}": value for name, value in zip(page.context["form"].columns, row.values, strict=True)}
    typed |= {"revision": current().revision, "code": row.values[0], "c-code": "TT77"}
    reply = quy.post(url("row", file) + f"?dong={row.line}", typed)
    assert reply.status_code == 302
    assert current().problems == []
    assert not any("TT07" in text for text in current().files.values())
    assert "{TT77}" in current().files["outlines/bc-xa.yaml"]
    lines = [line for group in quy.get(url("publish")).context["difference"].groups for line in group.lines]
    assert [(line.place, line.values) for line in lines if "đổi mã" in line.values][:1] == [
        ("chỉ tiêu TT07", "đổi mã → «TT77»; số liệu đã có ở lại mã cũ")
    ]


def test_the_second_of_two_is_told_and_no_file_follows(quy: Client) -> None:
    rows = read_page(quy, url(*HEADS))
    stale = fill(FORMS, [row | {"code": NEW} if row["code"] == FORM else row for row in rows])
    assert change(quy, FORMS, HEADS, "02-CA", name="Tên khác").status_code == 302
    before = current().files
    reply = quy.post(url(*HEADS), stale)
    assert reply.status_code == 409
    assert f'value="{NEW}"' in reply.text
    assert current().files == before


def test_what_is_removed_and_added_is_not_followed(quy: Client) -> None:
    """A row below with the same name is another form; so is one with another code and name in the same row."""
    rows = read_page(quy, url(*INDICATOR_TABLE))
    shown = rows[0]
    pasted = [shown[name] for name in ("name", "numerator", "denominator", "per", "change", "compared_with", "on_map",
                                       "words", "source")]  # fmt: skip
    before = current().files
    reply = save(quy, INDICATORS, INDICATOR_TABLE, rows[1:], paste=paste([*pasted, "chi_so_khac"]))
    assert reply.status_code == 302, list_errors(reply)
    assert {name for name, text in current().files.items() if before[name] != text} == {"indicators.yaml"}
    changed = rows[1] | {"code": "chi_so_moi", "name": "Tên mới"}
    assert (
        save(quy, INDICATORS, INDICATOR_TABLE, [changed, *read_page(quy, url(*INDICATOR_TABLE))[1:]]).status_code == 302
    )
    assert {name for name, text in current().files.items() if before[name] != text} == {"indicators.yaml"}


def test_an_indicator_and_a_cell_are_followed(quy: Client) -> None:
    code = read_page(quy, url(*INDICATOR_TABLE))[0]["code"]
    assert change(quy, INDICATORS, INDICATOR_TABLE, code, code="ten_khac").status_code == 302
    assert not any(f"{{{code} so" in text or f"- {code}\n" in text for text in current().files.values())
    assert change(quy, CELLS, SECTION_A, "A8", code="A88").status_code == 302
    assert current().problems == []
    cells = [cell for check in read_head(current().files[f"forms/{FORM}.yaml"])["checks"] for cell in check["cells"]]
    assert "A88" in cells
    assert "A8" not in cells


def test_a_file_that_cannot_be_read_refuses_the_whole_renaming(quy: Client) -> None:
    draft = current()
    draft.files = {**draft.files, "outlines/bc-xa.yaml": draft.files["outlines/bc-xa.yaml"] + "x: [\n"}
    draft.save()
    before = current().files
    reply = change(quy, FORMS, HEADS, FORM, code=NEW)
    assert reply.status_code == 422
    assert "tệp «outlines/bc-xa.yaml» nhắc mã cũ mà không sửa theo được" in reply.text
    assert f'value="{NEW}"' in reply.text
    assert current().files == before


def test_a_renamed_form_is_published_as_a_new_one_and_told_on_its_version(quy: Client) -> None:
    assert change(quy, FORMS, HEADS, FORM, code=NEW).status_code == 302
    typed = {"revision": current().revision, "reason": "Thông tư mới", "day": "22/6/2021"}
    reply = quy.post(url("publish"), typed)
    assert reply.status_code == 302, reply.text
    version = DefinitionVersion.objects.get(number=2)
    assert [*find_version_faults()] == []
    assert {form.code for form in list_forms(version.programme)} >= {NEW}
    page = quy.get(url("version", 2)).text
    assert f"đổi mã → «{NEW}»; số liệu đã có ở lại mã cũ" in page
