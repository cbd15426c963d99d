"""Clause VI.2: the police count in their own window, guide establishments, check lodging and areas."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.steps import (
    PERIOD,
    Clause,
    Stage,
    add_entry,
    fill,
    look_at,
    open_clause,
)
from tests.journeys.clauses.totals import carry_up
from tests.journeys.test_two_levels import begin

FIGHTS = Clause("VI.2", "hướng dẫn công an các xã đấu tranh với tội phạm mại dâm")
GUIDES = Clause("VI.2", "hướng dẫn chủ cơ sở chấp hành quy định về an ninh, trật tự")
THROUGH = Clause("VI.2", "báo cáo số liệu xử lý vi phạm về UBND huyện (qua Phòng Lao động - TB&XH)")
# Their half-year ends on 15 November: what is done on the 16th of May or later is this report's.
ROUNDS = {
    "lodging": {"day": "20/7/2021", "places": "17", "guided": "4"},
    "residence": {"day": "21/7/2021", "places": "33", "guided": "0"},
    "area": {"day": "18/5/2021", "places": "12", "guided": "0"},
    "guidance": {"day": "5/10/2021", "places": "0", "guided": "19"},
}
# Cases, of trafficking, its accused, its victims; guided, lodging, residence, rounds, areas; persons, victims.
ADDED = {
    "B1": "1", "B6.4": "1", "C2.4": "2", "D1.2": "1", "B9": "23", "B10": "17", "B11": "33", "B12": "4", "B13": "12",
    "B14": "1", "C1": "2", "D1": "1", "D1.1": "1",
}  # fmt: skip


def counts_and_rounds(stage: Stage) -> None:
    police = stage.sign_in("congan")
    for clause in (FIGHTS, GUIDES, THROUGH):
        open_clause(police, clause)
    before = read_cells(police, "02-CA", *ADDED)
    expect(police.locator("main")).to_contain_text("15/11/2021")
    add_entry(
        police, "quan-triet",
        {"day": "20/10/2021", "title": "Về phòng, chống mua bán phụ nữ, trẻ em", "kind": "document",
         "number": "318/CAH", "briefed": ("commune_police",)},
    )  # fmt: skip
    for kind, typed in ROUNDS.items():
        add_entry(police, "luu-tru", {"kind": kind, **typed})
    tally = dict.fromkeys(_counted_by_police(police), "0") | {
        "since": "16/6/2021", "day": "15/7/2021", "source": "police", "cases": "1", "persons": "2", "sellers": "1",
        "buyers": "1", "hot_spots": "1", "victims": "1", "victims_referred": "1",
        "victims_trafficked": "1", "criminal_cases": "1", "trafficking_cases": "1", "accused": "2",
        "accused_trafficking": "2",
    }  # fmt: skip
    police.goto("/so/dau-tranh-xu-ly/them/")
    fill(police, tally)
    police.get_by_role("button", name="Lưu", exact=True).click()
    police.wait_for_url("**/so/dau-tranh-xu-ly/*-*/")

    expect_added(police, "02-CA", before, ADDED)
    look_at(police, "police")
    office = stage.sign_in("thuongtruc")
    carry_up(
        police,
        office,
        "02-CA",
        ("B6.4", "B14", "C2.4", "D1", "D1.1", "D1.2", "B9", "B10", "B11", "B13"),
        FIGHTS,
    )
    read_document(office)
    # The wall: neither the health centre nor a commune finds the police's entries.
    for who in ("yte", "xa03304", "thuongtruc"):
        assert stage.sign_in(who).request.get("/so/luu-tru/").status == 404


def read_document(office: Page) -> None:
    """The report of the standing office tells of trafficking under a heading of its own."""
    office.goto("/van-ban/")
    begin(office, f"/bc-ldtbxh/{PERIOD}/")
    office.get_by_role("button", name="Lưu lời văn").click()
    office.wait_for_url(re.compile(r"/van-ban/\d+/$"))
    text = office.locator("main")
    expect(text).to_contain_text("Phòng, chống mua bán người, bóc lột tình dục người dưới 18 tuổi")
    expect(text).to_contain_text("1 vụ, 2 bị can về mua bán người")
    expect(text).to_contain_text("1 nạn nhân từ đủ 18 tuổi (bị mua bán 1, chuyển hỗ trợ 1)")
    look_at(office, "police-document")


def _counted_by_police(page: Page) -> list[str]:
    page.goto("/so/dau-tranh-xu-ly/them/")
    names: list[str] = page.locator("main input[inputmode=numeric]").evaluate_all(
        "fields => fields.map(field => field.name)"
    )
    others = {"day", "since", "indicted_cases", "tried_cases", "tried_persons"}
    return [name for name in names if name not in others]
