"""Entry on a telephone of 360 px, by other offices and registers than those of the first path: today's day, the fields
of the answer, the entry before, what seems written already, zeros, the number before, a file that is kept.
"""

import csv
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sokehoach.adapters.programme_files.shipped import SHIPPED
from tests.adapters.readers.hostile import raw_pdf
from tests.journeys.conftest import shot

TODAY = "22/06/2021"
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def telephone(demo_login: Callable[..., Page]) -> Callable[[str], Page]:
    return lambda username: demo_login(username, **PHONE)


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()


def write(page: Page, slug: str, choices: dict[str, str], texts: dict[str, str]) -> None:
    """Begin an entry, which has today's day and asks for nothing wider than the telephone."""
    page.goto(f"/so/{slug}/them/")
    expect(page.locator("[name=day]")).to_have_value(TODAY)
    fill(page, choices, texts)


def fill(page: Page, choices: dict[str, str], texts: dict[str, str]) -> None:
    for name, value in choices.items():
        page.locator(f"select[name={name}]").select_option(value)
    for name, value in texts.items():
        page.locator(f"[name={name}]").fill(value)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_check_of_the_work_asks_for_a_remedy_only_where_one_is_due(telephone: Callable[[str], Page]) -> None:
    page = telephone("laodong")
    typed = {"conclusion": "Sổ ghi đủ, đúng hạn"}
    write(page, "kiem-tra-cong-tac", {"checked": "03283", "result": "met"}, typed)
    expect(page.get_by_label("Hạn khắc phục")).to_be_hidden()
    page.locator("select[name=result]").select_option("remedy")
    expect(page.get_by_label("Hạn khắc phục")).to_be_visible()
    expect(page.get_by_label("Ngày khắc phục xong")).to_be_visible()
    page.locator("select[name=result]").select_option("met")
    names = page.locator("select[name=checked] option").all_inner_texts()
    agencies = [name for name in names if name.startswith(("Phòng", "Hội"))]
    with (SHIPPED / "tuan_giao_2021" / "agencies.csv").open(encoding="utf-8", newline="") as file:
        listed = [row["name"] for row in csv.DictReader(file)]
    assert agencies == [name for name in listed if name in agencies], "in the order of the programme"
    assert names.index("Xã Tênh Phông") < names.index(agencies[0]), "areas first"
    save(page)
    expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()

    page.goto("/so/kiem-tra-cong-tac/them/")
    page.get_by_role("link", name="Sao chép dòng trước").click()
    expect(page.get_by_text("Số và ngày không chép")).to_be_visible()
    expect(page.locator("[name=day]")).to_have_value(TODAY)
    expect(page.locator("select[name=checked]")).to_have_value("03283")
    save(page)
    expect(page.get_by_text("Chưa lưu: sổ đã có dòng giống dòng này")).to_be_visible()
    shot(page, "phone-similar")
    page.get_by_role("button", name="Vẫn ghi").click()
    expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()


def test_a_register_of_the_programme_copies_and_warns_too(telephone: Callable[[str], Page]) -> None:
    """«Ký cam kết» is kept as data: no code of its own."""
    page = telephone("xa03269")
    page.goto("/so/cam-ket/them/")
    expect(page.locator("[name=day]")).to_have_value(TODAY)
    boxes = page.locator("main form input:visible:not([type=checkbox]):not([type=radio]):not([name=day])")
    for box in boxes.all():
        box.fill("3" if box.get_attribute("inputmode") else "Bản Hua Mùn")
    for select in page.locator("main form select:visible").all():
        select.select_option(index=1)
    save(page)
    expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()
    page.goto("/so/cam-ket/them/")
    page.get_by_role("link", name="Sao chép dòng trước").click()
    expect(page.get_by_text("Số và ngày không chép")).to_be_visible()
    for box in page.locator("main form input[inputmode]:visible:not([name=day])").all():
        expect(box).to_have_value("")
        box.fill("4")
    save(page)
    expect(page.get_by_text("Chưa lưu: sổ đã có dòng giống dòng này")).to_be_visible()


def test_the_police_see_the_fields_of_one_source_in_two_columns(
    telephone: Callable[[str], Page], demo_login: Callable[..., Page]
) -> None:
    page = telephone("congan")
    page.goto("/so/dau-tranh-xu-ly/them/")
    expect(page.locator("[name=day]")).to_have_value(TODAY)
    fields = page.locator("main form .field:visible")
    before, sources = fields.count(), page.locator("[name=source]")
    if sources.first.get_attribute("type") == "radio":
        sources.first.check()
    else:
        sources.first.select_option(index=1)
    expect(page.locator("main form input.control--number:visible").first).to_be_visible()
    assert before < fields.count() < page.locator("main form .field").count(), "those of the chosen source alone"
    shot(page, "phone-police")
    wide = demo_login("congan")
    wide.goto("/so/dau-tranh-xu-ly/them/")
    chosen = wide.locator("[name=source]").first
    if chosen.get_attribute("type") == "radio":
        chosen.check()
    else:
        chosen.select_option(index=1)
    left = wide.evaluate(
        "() => [...document.querySelectorAll('main form input.control--number')]"
        ".filter((box) => box.offsetParent).map((box) => Math.round(box.getBoundingClientRect().left))"
    )
    middle = (min(left) + max(left)) / 2
    counts = [sum(at < middle for at in left), sum(at >= middle for at in left)]
    assert min(counts) * 3 >= max(counts), f"both columns are filled: {counts}"


def test_a_sheet_takes_zeros_that_somebody_confirmed_and_shows_the_number_before(
    telephone: Callable[[str], Page],
) -> None:
    clerk = telephone("xa03269")
    clerk.goto("/bao-cao/")
    clerk.get_by_role("button", name="Lập báo cáo").first.click()
    clerk.wait_for_url("**/bao-cao/*-*/")
    clerk.get_by_role("link", name="Điền 0").click()
    expect(clerk.get_by_label("Tôi đã xem từng ô")).to_be_visible()
    cells = clerk.locator("input[name=cell]")
    count = cells.count()
    assert count > 3
    cells.first.uncheck()
    clerk.get_by_role("button", name="Điền 0").click()
    expect(clerk.get_by_text("Chưa điền ô nào.")).to_be_visible()  # without the confirmation nothing is sent
    clerk.get_by_label("Tôi đã xem từng ô").check()
    clerk.get_by_role("button", name="Điền 0").click()
    expect(clerk.get_by_text(f"Đã điền 0 vào {count - 1} ô.")).to_be_visible()
    shot(clerk, "phone-zeros")

    police = telephone("congan")
    police.goto("/bao-cao/")
    police.locator(".task__action a").first.click()
    expect(police.get_by_text("Kỳ trước", exact=False).first).to_be_visible()
    assert police.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_file_that_is_kept_is_named(telephone: Callable[[str], Page], tmp_path: Any) -> None:
    paper = tmp_path / "bien-ban-hop-ban.pdf"
    paper.write_bytes(raw_pdf())
    page = telephone("xa03269")
    page.goto("/")
    page.goto(page.locator("a[href*='/nhiem-vu/?don-vi=']").first.get_attribute("href") or "")
    page.locator("main a[href*='/nhiem-vu/']").filter(has_not_text="bảng").first.click()
    page.locator("[name=upload]").set_input_files(paper)
    page.locator("[name=result]").fill("Đã họp 3 bản.")
    save(page)
    expect(page.get_by_text("Đã lưu, kèm tệp minh chứng «bien-ban-hop-ban.pdf».")).to_be_visible()
