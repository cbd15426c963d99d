"""Clauses III.1, III.2 and IV.2: who is reached, how, in which language, and who gives a hand or money."""

from playwright.sync_api import expect

from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    add_entry,
    add_here,
    cell_count,
    count_in,
    expect_cell,
    follow,
    look_at,
    open_report,
    save_entry,
)
from tests.journeys.clauses.totals import carry_up

PARTICIPATION = Clause("III.1", "Vận động cơ quan, tổ chức và từng hộ gia đình góp sức")
MONEY = Clause("V", "khoản tài trợ hợp pháp")
EVERY_AUDIENCE = Clause("III.2", "hình thức, ngôn ngữ phù hợp với từng dân tộc")
RENEWED = Clause("IV.2", "Sử dụng loa truyền thanh, trang thông tin, họp bản, chợ phiên")


def participation(stage: Stage) -> None:
    """A commune gets money of a sponsor and spends it; households take part: by source, and as counts."""
    commune = stage.sign_in("xa03304")
    open_report(commune, "01-XA")
    people, households, spent = (cell_count(commune, code) for code in ("B2", "C3", "F2.4"))
    follow(commune, PARTICIPATION, "Dự toán, phân bổ, quyết toán")
    number = "31/DT-UBND"
    add_here(
        commune,
        {"day": TODAY, "title": number, "year": "2021", "source": "sponsor", "clause": "III.1",
         "estimated": "4000000", "allocated": "4000000", "allocated_on": TODAY, "allocation": "32/QĐ-UBND"},
    )  # fmt: skip
    commune.goto("/so/chi-tieu-kinh-phi/them/")
    line = commune.locator("[name=line] option", has_text=number)
    commune.locator("[name=line]").select_option(line.get_attribute("value") or "")
    add_values = {
        "day": TODAY,
        "title": "PC 08",
        "amount": "3000000",
        "purpose": "Hỗ trợ nhóm hộ bản Ten Hon",
    }
    save_entry(commune, "chi-tieu-kinh-phi", add_values)
    follow(commune, PARTICIPATION, "Hoạt động truyền thông")
    add_here(
        commune,
        {"day": TODAY, "title": "Các hộ cùng dọn, mở lại đường bản", "kind": "talk", "channel": "household",
         "place": "bản Ten Hon", "people": "58", "audiences": ("residents",), "contents": ("harm",),
         "languages": ("hmong",)},
    )  # fmt: skip
    add_entry(
        commune, "cam-ket",
        {"day": TODAY, "title": "Họp bản Ten Hon", "households": "41", "households_known": "52",
         "establishments": "0"},
    )  # fmt: skip
    open_report(commune, "01-XA")
    expect_cell(commune, "B2", people + 58)
    expect_cell(commune, "C3", households + 41)
    expect_cell(commune, "F2.4", spent + 3)
    commune.goto("/so/can-doi-kinh-phi/")
    source = commune.get_by_role("row").filter(has_text="Tài trợ, đóng góp")
    expect(source.first).to_contain_text("3")
    look_at(commune, "participation")
    carry_up(commune, stage.sign_in("thuongtruc"), "01-XA", ("F2.4", "B2", "C3"), MONEY, rest="9")


def communication(stage: Stage) -> None:
    """One broadcast in two languages stands in the register, its minutes and languages in the agency's report."""
    radio = stage.sign_in("truyenthanh")
    open_report(radio, "07-TTTH")
    items, native, minutes = (cell_count(radio, code) for code in ("A1", "A1.1", "A2"))
    follow(radio, EVERY_AUDIENCE, "Hoạt động truyền thông")
    typed = {
        "day": TODAY, "title": "Chuyên mục tiếng Thái, tiếng Mông", "kind": "broadcast", "channel": "loudspeaker",
        "place": "các xã trong huyện", "items": "6", "minutes": "90", "audiences": ("residents", "workers"),
        "contents": ("law", "hiv_sti"), "languages": ("thai", "hmong"),
    }  # fmt: skip
    add_here(radio, typed)
    for words in ("Tiếng Thái", "Tiếng Mông", "Loa truyền thanh", "Công nhân, người lao động"):
        expect(radio.locator("main")).to_contain_text(words)
    follow(radio, RENEWED, "Hoạt động truyền thông")
    before = count_in(radio.locator(".lead").first)
    add_here(
        radio,
        typed | {"title": "Chuyên mục tiếng Việt", "items": "2", "minutes": "30", "languages": ("vietnamese",)},
    )
    follow(radio, RENEWED, "Hoạt động truyền thông")
    assert count_in(radio.locator(".lead").first) == before + 1
    look_at(radio, "communication")
    open_report(radio, "07-TTTH")
    expect_cell(radio, "A1", items + 8)
    expect_cell(radio, "A1.1", native + 6)
    expect_cell(radio, "A2", minutes + 120)
    carry_up(radio, stage.sign_in("thuongtruc"), "07-TTTH", ("A1.1", "A1", "A2"), EVERY_AUDIENCE)
