"""The table of an option set of a draft: names and codes, what breaks down another set, what combines others."""

import pytest
from django.test import Client

from sokehoach.adapters.programme_files.register_files import read_draft_option_sets
from sokehoach.apps.accounts.models import User
from tests.apps.setup.made_register import (
    FIELDS,
    REGISTER,
    administrators,
    fill,
    made,
    quy,
    save_table,
    url,
)
from tests.factories.drafts import begin, current

__all__ = ["administrators", "made", "quy"]
pytestmark = pytest.mark.django_db


def test_options_of_a_set_are_edited_and_codes_stay(made: Client) -> None:
    address = url("options", REGISTER, "buoi_phat_thanh_hinh_thuc")
    page = made.get(address)
    rows = [{cell.column.name: cell.value for cell in row.cells} for row in page.context["rows"][:3]]
    assert rows[1] == {"name": "Loa lưu động", "code": "loa_luu_dong", "owner": "", "combines": ""}
    rows = [rows[0], rows[1] | {"name": "Loa kéo lưu động"}, rows[2], {"name": "Loa của bản"}]
    assert made.post(address, fill("options", rows)).status_code == 302
    text = current().files["option_sets.yaml"]
    assert "loa_luu_dong: Loa kéo lưu động" in text
    assert "loa_cua_ban: Loa của bản" in text
    assert current().problems == []


def test_options_break_down_those_of_another_set(made: Client) -> None:
    """The list says which; the register's page, the preview of the entry and the difference show it."""
    detail = {"label": "Loại loa", "kind": "one", "source": "Loa nén; Loa kéo; Trang mạng"}
    fields = [row | {"source": "Hình thức"} if row["label"] == "Hình thức" else row for row in FIELDS]
    save_table(made, "truong", "fields", [*fields, detail])
    sets = {"detail": f"{REGISTER}_loai_loa", "kind": f"{REGISTER}_hinh_thuc"}
    address = url("options", REGISTER, sets["detail"])
    rows = [
        {"name": "Loa nén", "code": "loa_nen", "owner": "Loa cố định"},
        {"name": "Loa kéo", "code": "loa_keo", "owner": "loa_luu_dong"},
        {"name": "Trang mạng", "code": "trang_mang"},
    ]
    assert made.post(address, fill("options", rows) | {"within": sets["kind"]}).status_code == 302
    assert "within: buoi_phat_thanh_hinh_thuc\n" in current().files["option_sets.yaml"]
    assert current().problems == []
    page = made.get(url("register", REGISTER)).content.decode()
    assert "Loa nén (Loa cố định); Loa kéo (Loa lưu động); Trang mạng" in page
    assert f'<option value="{sets["kind"]}" selected>' in (page := made.get(address).content.decode())
    assert 'value="Loa lưu động"' in page
    entry = {"day": "03/06/2021", "ten_buoi": "Buổi sáng", "hinh_thuc": "loa_co_dinh", "so_luot_phat": "3",
             "co_phoi_hop": "yes"}  # fmt: skip
    preview = url("register_preview", REGISTER)
    refused = made.post(preview, entry | {"loai_loa": "loa_keo"}).content.decode()
    assert 'id="id_loai_loa_error"' in refused
    assert "field__error" not in made.post(preview, entry | {"loai_loa": "loa_nen"}).content.decode()
    assert made.post(url("publish"), {"revision": current().revision, "reason": "Sổ mới", "day": ""}).status_code == 302
    begin(User.objects.select_related("unit__parent").get(username="quy.vua"))
    moved = [{**rows[0], "owner": "Mạng xã hội"}, *rows[1:]]
    assert made.post(address, fill("options", moved) | {"within": sets["kind"]}).status_code == 302
    assert "«loa_co_dinh» → «mang_xa_hoi»" in made.get(url("publish")).content.decode()
    assert made.post(address, fill("options", [dict(row, owner="") for row in rows])).status_code == 302
    assert "within: buoi_phat_thanh_hinh_thuc" not in current().files["option_sets.yaml"]


@pytest.mark.parametrize(
    ("within", "owner", "message"),
    [
        ("", "Loa cố định", "Chọn danh mục được chia nhỏ ở trên bảng, hoặc để trống ô này."),
        ("channel", "Loa cố định", "Không có «Loa cố định». Có:"),
        ("channel", "", "Ghi ít nhất một lựa chọn thuộc lựa chọn nào của danh mục được chia nhỏ."),
        ("denominator", "", "denominator"),
    ],
)
def test_options_that_belong_to_nothing_are_refused(made: Client, within: str, owner: str, message: str) -> None:
    before = current().files
    rows = [{"name": "Loa cố định", "owner": owner}, {"name": "Loa lưu động"}]
    address = url("options", REGISTER, f"{REGISTER}_hinh_thuc")
    reply = made.post(address, fill("options", rows) | {"within": within})
    assert reply.status_code == 422
    assert message in reply.content.decode()
    assert current().files == before


def test_an_option_combines_others_of_its_set(made: Client) -> None:
    """By their names or codes; the register's page shows it. A blank cell takes it back."""
    address = url("options", REGISTER, f"{REGISTER}_hinh_thuc")
    rows = [
        {"name": "Loa cố định"},
        {"name": "Loa lưu động"},
        {"name": "Cả hai", "combines": "loa cố định; loa_luu_dong"},
    ]
    assert made.post(address, fill("options", rows)).status_code == 302
    assert "combines:\n" in current().files["option_sets.yaml"]
    assert current().problems == []
    assert "Cả hai (= Loa cố định + Loa lưu động)" in made.get(url("register", REGISTER)).content.decode()
    page = made.get(address)
    assert page.context["rows"][2].cells[-1].value == "Loa cố định; Loa lưu động"
    assert made.post(address, fill("options", [dict(row, combines="") for row in rows])).status_code == 302
    assert "combines: {ca_hai" not in current().files["option_sets.yaml"]


@pytest.mark.parametrize(
    ("combined", "message"),
    [
        ("Loa kéo", "Không có «Loa kéo». Có: «Loa cố định», «Loa lưu động», «Cả hai»."),
        ("Cả hai", "tự nó không gồm lựa chọn nào"),
        ("Loa cố định; Loa cố định", "mỗi lựa chọn một lần"),
    ],
)
def test_an_option_that_combines_what_it_may_not_is_named(made: Client, combined: str, message: str) -> None:
    """An unknown name stands at its cell and nothing is saved; what the loader refuses is a fault of the draft."""
    before = current().files
    address = url("options", REGISTER, f"{REGISTER}_hinh_thuc")
    rows = [{"name": "Loa cố định"}, {"name": "Loa lưu động"}, {"name": "Cả hai", "combines": combined}]
    reply = made.post(address, fill("options", rows))
    if reply.status_code == 422:
        assert message in reply.content.decode()
        assert current().files == before
    else:
        assert message in str(current().problems)


def test_classes_of_a_register_that_is_code_are_edited_from_the_draft(made: Client) -> None:
    """What the classes combine stays where other options are renamed, and may be changed."""
    address = url("options", "assessment", "healthy_class")
    assert f'href="{address}"' in made.get(url("draft")).content.decode()
    assert f'href="{url("options", "inspections", "channel")}"' not in made.get(url("draft")).content.decode()
    assert ">assessment</a>" not in made.get(address).text, "no page of the register to lead to"
    assert f">{REGISTER}</a>" in made.get(url("options", REGISTER, "buoi_phat_thanh_hinh_thuc")).text
    cells = [row.cells for row in made.get(address).context["rows"] if row.cells[0].value]
    rows = [{cell.column.name: cell.value for cell in row} for row in cells]
    assert [row["combines"] for row in rows].count("") == 2
    reply = made.post(address, fill("options", [{**rows[0], "name": "Không có mại dâm"}, *rows[1:]]))
    assert reply.status_code == 302, [c.errors for r in reply.context["rows"] for c in r.cells if c.errors]
    assert reply["Location"] == url("draft")
    assert current().problems == []
    combined = {
        option.code: option.combines for option in read_draft_option_sets(current().files)["healthy_class"].options
    }
    assert combined == {"no_prostitution": (), "no_drugs": (), "neither": ("no_prostitution", "no_drugs")}
    assert made.get(url("options", "khong_co", "healthy_class")).status_code == 404
    assert made.get(url("options", "assessment", "khong_co")).status_code == 404
