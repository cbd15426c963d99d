"""Clauses III.4, IV.1, IV.2: what is done together with other programmes is written once and counted for each."""

import re

from playwright.sync_api import expect

from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    add_entry,
    look_at,
    open_clause,
    report_row,
)
from tests.journeys.clauses.totals import carry_up

JOINED = Clause("III.4", "Gắn phòng, chống mại dâm với phòng, chống ma túy, HIV/AIDS")
# Activities, courses, triệu đồng: all, for drugs, trafficking, HIV, poverty, vocational training.
ADDED = {
    "G1": "1", "G1.1": "1", "G1.2": "0", "G1.3": "1", "G1.4": "0",
    "G2": "1", "G2.1": "0", "G2.2": "1", "G2.3": "0",
    "G3": "15", "G3.1": "0", "G3.4": "15", "G3.5": "15",
}  # fmt: skip
TITLE = "Họp bản lồng ghép phòng, chống ma túy, HIV"


def several_programmes(stage: Stage) -> None:
    """A commune's meeting, the office's course and its money each name what they serve; one report tells them all."""
    commune, office = stage.sign_in("xa03304"), stage.sign_in("laodong")
    open_clause(commune, JOINED)
    own = read_cells(commune, "01-XA", "B1")
    before = read_cells(office, "05-LDTBXH", *ADDED)
    entry = add_entry(
        commune, "truyen-thong",
        {"day": TODAY, "title": TITLE, "kind": "integrated", "channel": "village_meeting", "place": "bản Ten Hon",
         "people": "57", "women": "29", "audiences": ("residents",), "contents": ("harm",),
         "languages": ("hmong",), "joint_programmes": ("drugs", "hiv")},
    )  # fmt: skip
    expect(commune.locator("main")).to_contain_text("Phòng, chống ma túy; Phòng, chống HIV/AIDS")
    expect_added(commune, "01-XA", own, {"B1": "1"})  # the plan's own report counts it once

    add_entry(
        office, "tap-huan",
        {"day": TODAY, "title": "Nhận biết mua bán người vì mục đích mại dâm", "topic": "law", "level": "district",
         "days": "1", "joint_programmes": ("trafficking",)},
    )  # fmt: skip
    add_entry(
        office, "du-toan",
        {"day": "2/11/2021", "title": "44/DT", "year": "2021", "source": "integrated", "clause": "III.4",
         "joint_programmes": ("poverty", "vocational"), "estimated": "15000000", "allocated": "15000000",
         "allocated_on": TODAY, "allocation": "97/QĐ-UBND"},
    )  # fmt: skip
    expect_added(office, "05-LDTBXH", before, ADDED)
    look_at(office, "joined")
    source = report_row(office, "G1.3").locator(".cell__source a").first
    lineage = source.evaluate("link => link.href")
    source.click()
    expect(office.locator("#drawer")).to_contain_text(TITLE)  # what was counted; the commune's register is not theirs
    standing_office = stage.sign_in("thuongtruc")
    carry_up(
        office,
        standing_office,
        "05-LDTBXH",
        ("G1.3", "G1", "G1.1", "G2.2", "G3.4", "G3.5"),
        JOINED,
    )
    standing_office.goto(lineage)
    standing_office.get_by_role("link", name=re.compile(re.escape(TITLE))).first.click()
    assert standing_office.url == entry  # the figure of one programme opens down to the entry of the commune
    expect(standing_office.get_by_role("heading", name=TITLE)).to_be_visible()
    look_at(standing_office, "joined-entry")
