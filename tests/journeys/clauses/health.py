"""Clause VI.3: check rounds and tallies on one side of the wall, inspections of conditions on the other."""

from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.sector_teams import inspect, set_up_team
from tests.journeys.clauses.steps import (
    Clause,
    Stage,
    add_entry,
    look_at,
    open_clause,
)
from tests.journeys.clauses.totals import carry_up

CHECKS = Clause("VI.3", "Tổ chức khám sức khỏe định kỳ cho người lao động")
CONDITIONS = Clause("VI.3", "Kiểm tra điều kiện y tế, vệ sinh của các cơ sở này")
HARM = Clause("VI.3", "thực hiện can thiệp giảm hại, dự phòng HIV/AIDS")


def health(stage: Stage) -> None:
    """Check rounds and tallies stand on the health side, the inspection of kind «y tế» on the other."""
    centre, inspector, police = stage.sign_in("yte"), stage.sign_in("ytkiemtra"), stage.sign_in("congan")
    office = stage.sign_in("thuongtruc")
    for clause in (CHECKS, CONDITIONS, HARM):
        open_clause(centre, clause)
    added = {"A1": "1", "A2": "14", "A2.1": "11", "A3": "2", "B9": "9"}
    before = read_cells(centre, "03-YT", *added)
    inspected = read_cells(police, "02-CA", "A2", "A2.3")
    add_entry(
        centre, "kham-suc-khoe",
        {"day": "2021-09-14", "communes": "1", "due": "14", "checked": "11", "conditions": "2"},
    )  # fmt: skip
    add_entry(centre, "ho-tro-giam-hai", {"day": "2021-09-14", "kind": "harm_reduction", "people": "9"})
    expect_added(centre, "03-YT", before, added)
    look_at(centre, "health")

    assert centre.request.get("/so/kiem-tra/").status == 404  # the wall: no account has both
    assert inspector.request.get("/so/kham-suc-khoe/").status == 404
    set_up_team(centre, "health", "33/QĐ-TTYT", "ytkiemtra")
    inspect(inspector, "Quàng Văn Toản")
    expect_added(police, "02-CA", inspected, {"A2": "1", "A2.3": "1"})

    carry_up(centre, office, "03-YT", ("A2", "A1", "A2.1", "A3", "B9"), CHECKS)
    carry_up(police, office, "02-CA", ("A2.3", "A2"), CONDITIONS)
    # The office has the totals of both sides and opens the registers of neither.
    for register in ("kham-suc-khoe", "ho-tro-giam-hai", "kiem-tra"):
        assert office.request.get(f"/so/{register}/").status == 404
