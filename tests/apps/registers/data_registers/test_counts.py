"""What the measures of a register say over random entries is what plain Python finds in the same entries."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from tests.apps.registers.data_registers.conftest import ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.factories.quang_ngai import BASE, morning
from tests.soak import times

FIRST, WINDOW, CUT_OFF = date(2025, 12, 15), date(2026, 1, 15), date(2026, 3, 15)
CONTENTS = ("public_service", "payment", "safety", "ai")
UNITS = {f"cds-{name}": code for code, name in BASE.items()}
days = st.integers(0, 91).map(lambda number: FIRST + timedelta(days=number))
classes = st.fixed_dictionaries(
    {"by": st.sampled_from([*UNITS]), "day": days, "content": st.sampled_from(CONTENTS),
     "sessions": st.integers(0, 60), "languages": st.lists(st.sampled_from(["viet", "hre"]), unique=True)}
)  # fmt: skip
learners = st.fixed_dictionaries(
    {"by": st.sampled_from([*UNITS]), "area": st.sampled_from([*BASE]), "day": days,
     "content": st.sampled_from(CONTENTS), "learners": st.integers(0, 99),
     "completed": st.none() | st.integers(0, 99), "void": st.booleans()}
)  # fmt: skip
states = st.fixed_dictionaries(
    {"by": st.sampled_from([*UNITS]), "point": st.integers(0, 1), "day": days,
     "state": st.sampled_from(["active", "paused", "closed"])}
)  # fmt: skip
HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
whole = settings(max_examples=times(6, 60), suppress_health_check=HEALTH)


def add_all(registers: ProgrammeRegisters, code: str, drawn: list[dict[str, Any]], extra: tuple[str, ...]) -> None:
    """One import for each official: `by` writes it, `extra` are no fields."""
    for username in UNITS:
        user = registers.people[username]
        lines = [
            (user.unit, {name: value for name, value in row.items() if name not in ("by", *extra)})
            for row in drawn
            if row["by"] == username
        ]
        if lines:
            entries.import_entries(register=registers.get(code).code, lines=lines, by=user, at=morning())


@whole
@given(st.lists(classes, max_size=14))
def test_classes(digital: ProgrammeRegisters, drawn: list[dict[str, Any]]) -> None:
    rows = [CLASS | row | {"title": f"Lớp {number}"} for number, row in enumerate(drawn)]
    with transaction.atomic():
        add_all(digital, "lop_ky_nang_so", rows, ())
        assert [*find_entry_faults()] == []
        for username in UNITS:
            own = [row for row in rows if row["by"] == username]
            flow = [row for row in own if row["day"] >= WINDOW]

            def count(measure: str, username: str = username, **where: str) -> int | None:
                return digital.count("lop_ky_nang_so", measure, username, start=WINDOW, **where).number  # type: ignore[return-value]

            assert count("classes") == (len(flow) if flow else None)
            assert count("sessions") == (sum(row["sessions"] for row in flow) if flow else None)
            for content in CONTENTS:
                of_content = [row for row in flow if row["content"] == content]
                assert count("classes", content=content) == (len(of_content) if flow else None)
            hre = sum("hre" in row["languages"] for row in flow)
            assert count("classes", languages="hre") == (hre if flow else None)
            contents = {row["content"] for row in own}
            assert count("contents") == (len(contents) if own else None)
            assert count("all_contents") == (int(len(contents) == 4) if own else None)
        below = [row for row in rows if row["day"] >= WINDOW]
        area = digital.count("lop_ky_nang_so", "classes_of_area", "cds-skhcn", start=WINDOW).number
        assert area == (len(below) if below else None)
        transaction.set_rollback(True)


@whole
@given(st.lists(learners, max_size=14))
def test_learners_by_area(digital: ProgrammeRegisters, drawn: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        for number, row in enumerate(drawn):  # each class of one area
            title = {"title": f"Lớp {number}"}
            row["class"] = digital.add("lop_ky_nang_so", row["by"], **CLASS | title)
            row["completed"] = None if row["completed"] is None else min(row["completed"], row["learners"])
        add_all(digital, "hoc_vien_lop", drawn, ("void",))
        voided = [str(row["class"]) for row in drawn if row["void"]]
        DataEntry.objects.filter(content__class__in=voided).update(voided=True)
        assert [*find_entry_faults()] == []
        for username, code in UNITS.items():
            own = [row for row in drawn if row["area"] == code and not row["void"] and WINDOW <= row["day"] < CUT_OFF]

            def count(measure: str, username: str = username, **where: str) -> int | None:
                return digital.count("hoc_vien_lop", measure, username, start=WINDOW, end=CUT_OFF, **where).number  # type: ignore[return-value]

            assert count("learners") == (sum(row["learners"] for row in own) if own else None)
            payment = [row["learners"] for row in own if row["content"] == "payment"]
            assert count("learners", content="payment") == (sum(payment) if own else None)
            completed = [row["completed"] for row in own]
            assert count("completed") == (sum(completed) if own and None not in completed else None)
        transaction.set_rollback(True)


@whole
@given(st.lists(states, max_size=14, unique_by=lambda row: (row["by"], row["point"], row["day"])))
def test_states_of_points(digital: ProgrammeRegisters, drawn: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        points = {
            (username, number): digital.add(
                "diem_dich_vu_cong", username, title=f"Điểm {number}", kind="one_stop", seats=1, assisted=True
            )
            for username in UNITS
            for number in (0, 1)
        }
        rows = [
            row | {"point": points[row["by"], row["point"]], "why": "" if row["state"] == "active" else "mất điện"}
            for row in drawn
        ]
        add_all(digital, "trang_thai_diem", rows, ())
        assert [*find_entry_faults()] == []
        for username in UNITS:
            for end in (WINDOW, CUT_OFF):
                last: dict[Any, str] = {}
                for row in sorted(rows, key=lambda row: row["day"]):
                    if row["by"] == username and row["day"] < end:
                        last[row["point"]] = row["state"]
                found = digital.count("trang_thai_diem", "active_points", username, start=WINDOW, end=end)
                assert found.number == ([*last.values()].count("active") if last else None)
                paused = digital.count("trang_thai_diem", "points", username, start=WINDOW, end=end, state="paused")
                assert paused.number == ([*last.values()].count("paused") if last else None)
        transaction.set_rollback(True)
