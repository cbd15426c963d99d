"""The head of a draft, what it assumes and its roles as tables."""

from typing import Any

import pytest
from django.test import Client

from sokehoach.adapters.programme_files.yaml_tables import read_head
from sokehoach.apps.setup.pages.definition_columns import ASSUMPTIONS, PROGRAMME, ROLES
from sokehoach.apps.setup.pages.register_tables import STORED
from sokehoach.apps.setup.services.drafts import read_draft
from tests.apps.setup.made_register import administrators, quy, url
from tests.apps.setup.test_definition_tables import fill, list_errors, paste, read_page
from tests.apps.setup.test_form_tables import save
from tests.factories.drafts import current

__all__ = ["administrators", "quy"]
pytestmark = pytest.mark.django_db
HEAD_TABLE, ASSUMPTION_TABLE, ROLE_TABLE = (("table", slug) for slug in ("chuong-trinh", "gia-dinh", "vai-tro"))


def read_head_row(client: Client) -> dict[str, str]:
    page = client.get(url(*HEAD_TABLE))
    (row,) = page.context["rows"]
    return {cell.column.name: cell.value for cell in row.cells} | {STORED: row.stored}


def read_roles() -> list[dict[str, Any]]:
    roles: list[dict[str, Any]] = read_head(current().files["roles.yaml"])["roles"]
    return roles


def test_the_head_of_a_programme_is_one_row(quy: Client) -> None:
    row, before = read_head_row(quy), current().files
    assert (row["short_name"], row["valid_from"], row["report_due_days"]) == (
        "Phòng, chống mại dâm",
        "01/01/2021",
        "4",
    )
    typed = row | {"name": "Tên khác", "short_name": "", "valid_from": "01/02/2021", "report_due_days": "6",
                   "standing_office": "099.CA"}  # fmt: skip
    assert save(quy, PROGRAMME, HEAD_TABLE, [typed]).status_code == 302
    assert current().problems == []
    head = read_head(current().files["programme.yaml"])
    assert (head["name"], head["standing_office"], head["report_due_days"]) == ("Tên khác", "099.CA", 6)
    assert "short_name" not in head
    assert read_draft(current()).valid_from.isoformat() == "2021-02-01"
    assert {name for name, text in current().files.items() if before[name] != text} == {"programme.yaml"}
    assert read_head(before["programme.yaml"])["assumed"] == head["assumed"]


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ({"name": ""}, "name", "Chưa ghi"),
        ({"standing_office": "Sở nào đó"}, "standing_office", "Không có «Sở nào đó»"),
        ({"valid_from": "hôm nay"}, "valid_from", "Ghi ngày dạng"),
        ({"report_due_days": "vài"}, "report_due_days", "Viết một số nguyên"),
        ({"report_due_days": ""}, "report_due_days", "Chưa ghi"),
    ],
)
def test_a_head_that_cannot_be_stands_with_its_error(
    quy: Client, typed: dict[str, str], column: str, message: str
) -> None:
    row, before = read_head_row(quy), current().files
    reply = save(quy, PROGRAMME, HEAD_TABLE, [row | typed])
    assert reply.status_code == 422
    assert message in list_errors(reply)[column]
    cells = {cell.column.name: cell.value for cell in reply.context["rows"][0].cells}
    assert {**cells, **typed} == cells, "nothing typed is lost"
    assert current().files == before


def test_a_programme_has_one_head(quy: Client) -> None:
    row, before = read_head_row(quy), current().files
    for rows in ([], [row, row | {STORED: ""}]):
        reply = save(quy, PROGRAMME, HEAD_TABLE, rows)
        assert reply.status_code == 422
        assert "đúng một dòng" in reply.text or "nhiều nhất 1 dòng" in reply.text
    assert current().files == before


def test_what_is_assumed_is_pasted_changed_and_removed(quy: Client) -> None:
    rows = read_page(quy, url(*ASSUMPTION_TABLE))
    old = read_head(current().files["programme.yaml"])["assumed"]
    changed = [rows[0] | {"what": "Hạn nộp của xã"}, *rows[2:]]
    reply = save(quy, ASSUMPTIONS, ASSUMPTION_TABLE, changed, paste=paste(["Hạn khác", "3 ngày", "chưa có văn bản"]))
    assert reply.status_code == 302, list_errors(reply)
    assert current().problems == []
    assert read_head(current().files["programme.yaml"])["assumed"] == [
        {**old[0], "what": "Hạn nộp của xã"},
        *old[2:],
        {"what": "Hạn khác", "value": "3 ngày", "reason": "chưa có văn bản"},
    ]
    reply = save(quy, ASSUMPTIONS, ASSUMPTION_TABLE, [rows[0] | {"reason": ""}])
    assert list_errors(reply) == {"reason": "Chưa ghi."}


def test_a_role_is_pasted_by_names_with_its_levels_and_rights(quy: Client) -> None:
    rows, before = read_page(quy, url(*ROLE_TABLE)), read_roles()
    page = quy.get(url(*ROLE_TABLE)).text
    assert "Xem sổ theo dõi" in page
    assert "người đang giữ hết quyền từ ngày công bố" in page
    rows[0] |= {"name": "Cơ quan chủ trì", "actions": f"{rows[0]['actions']}; Soạn báo cáo của đơn vị"}
    line = ["Cán bộ phát thanh", "xã; thị trấn", "", "Xem kế hoạch; xem sổ theo dõi; register.edit"]
    reply = save(quy, ROLES, ROLE_TABLE, rows, paste=paste(line))
    assert reply.status_code == 302, list_errors(reply)
    assert current().problems == []
    roles = read_roles()
    assert roles[0] == {
        **before[0],
        "name": "Cơ quan chủ trì",
        "actions": [*before[0]["actions"], "report.edit"],
    }
    assert roles[1:-1] == before[1:]
    assert roles[-1] == {
        "code": "can_bo_phat_thanh", "name": "Cán bộ phát thanh", "functions": ["general"],
        "levels": ["commune", "township"], "actions": ["plan.view", "register.view", "register.edit"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ({"name": ""}, "name", "Chưa ghi"),
        ({"levels": "liên xã"}, "levels", "Không có «liên xã»"),
        ({"functions": "mật"}, "functions", "Không có «mật»"),
        ({"actions": "Xóa mọi thứ"}, "actions", "Không có «Xóa mọi thứ»"),
        ({"actions": ""}, "actions", "Chưa ghi"),
        ({"code": "standing_office"}, "code", "đã dùng ở dòng trên"),
    ],
)
def test_a_role_that_cannot_be_stands_with_its_error(
    quy: Client, typed: dict[str, str], column: str, message: str
) -> None:
    rows, before = read_page(quy, url(*ROLE_TABLE)), current().files
    reply = save(quy, ROLES, ROLE_TABLE, [*rows[:-1], rows[-1] | typed])
    assert reply.status_code == 422
    assert message in list_errors(reply)[column]
    assert current().files == before


def test_the_difference_says_that_a_role_with_another_code_is_granted_again(quy: Client) -> None:
    rows = read_page(quy, url(*ROLE_TABLE))
    rows[1] |= {"code": "xa"}
    assert save(quy, ROLES, ROLE_TABLE, rows).status_code == 302
    assert current().problems == []
    groups = quy.get(url("publish")).context["difference"].groups
    lines = [(line.place, line.values) for group in groups for line in group.lines]
    assert len(lines) == 1
    assert "đổi mã → «xa»; người đang giữ hết quyền, phải cấp lại" in lines[0][1]


def test_the_second_of_two_who_edit_roles_is_told(quy: Client) -> None:
    rows = read_page(quy, url(*ROLE_TABLE))
    stale = fill(ROLES, [rows[0] | {"name": "Tên của tôi"}, *rows[1:]])
    assert save(quy, ROLES, ROLE_TABLE, [rows[0] | {"name": "Tên của người kia"}, *rows[1:]]).status_code == 302
    reply = quy.post(url(*ROLE_TABLE), stale)
    assert reply.status_code == 409
    assert ">Tên của tôi</textarea>" in reply.text
    assert read_roles()[0]["name"] == "Tên của người kia"
