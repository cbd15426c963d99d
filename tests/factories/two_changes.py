"""A province whose units changed on two days, with quarterly reports around both, loaded from folders.

1 July 2025: the only district is dissolved and divided; Ao Vàng and Bến Đá become Ao Bến; Cù Lao is divided into Cù Lao
and Cù Mới; Gò Công into Gò Một and Gò Hai; Hang Sâu and an office of the district end without a successor.
1 January 2026: Ao Bến and Em Hồ become the ward Ao Hồ; Cù Mới goes to Đồi Xanh; Gò Một and Gò Hai are one again.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.setup.services import programmes
from sokehoach.config.env import Demonstration
from tests.factories.cast import ROLES
from tests.factories.definitions.folders import render_file

SINCE, FIRST, SECOND, TODAY = date(2004, 1, 1), date(2025, 7, 1), date(2026, 1, 1), date(2026, 3, 17)
CODE, FORM = "nuoc_sach", "01-NS"
PERIODS = {"2025Q1": date(2025, 3, 17), "2025Q2": date(2025, 6, 16), "2025Q3": date(2025, 9, 16)} | {
    "2025Q4": date(2025, 12, 16), "2026Q1": date(2026, 3, 16),
}  # fmt: skip
DEMONSTRATION = Demonstration(today=TODAY, seed=0)
# code, name, level, parent, from, to, successors
UNITS = (
    ("77", "Tỉnh Sông Lô", "tinh", "", SINCE, None, ""),
    ("771", "Khu vực Thượng Sơn", "khu", "77", SINCE, FIRST, "90001;90003;90004;90005;90006;90007;90008"),
    ("90001", "Xã Ao Vàng", "xa", "771", SINCE, FIRST, "90001"),
    ("90001", "Xã Ao Bến", "xa", "77", FIRST, SECOND, "90001"),
    ("90001", "Phường Ao Hồ", "phuong", "77", SECOND, None, ""),
    ("90002", "Xã Bến Đá", "xa", "771", SINCE, FIRST, "90001"),
    ("90003", "Xã Cù Lao", "xa", "771", SINCE, FIRST, "90003;90006"),
    ("90003", "Xã Cù Lao", "xa", "77", FIRST, None, ""),
    ("90004", "Xã Đồi Xanh", "xa", "771", SINCE, FIRST, "90004"),
    ("90004", "Xã Đồi Xanh", "xa", "77", FIRST, None, ""),
    ("90005", "Xã Em Hồ", "xa", "771", SINCE, FIRST, "90005"),
    ("90005", "Xã Em Hồ", "xa", "77", FIRST, SECOND, "90001"),
    ("90006", "Xã Cù Mới", "xa", "77", FIRST, SECOND, "90004"),
    ("90007", "Xã Gò Công", "xa", "771", SINCE, FIRST, "90007;90008"),
    ("90007", "Xã Gò Một", "xa", "77", FIRST, SECOND, "90007"),
    ("90007", "Xã Gò Công", "xa", "77", SECOND, None, ""),
    ("90008", "Xã Gò Hai", "xa", "77", FIRST, SECOND, "90007"),
    ("90009", "Xã Hang Sâu", "xa", "771", SINCE, FIRST, ""),
)
AGENCIES = (("77.SNN", "Sở Nông nghiệp", "77", None), ("771.NN", "Phòng Nông nghiệp Thượng Sơn", "771", FIRST))
# code, kind, nature, over time: cells A1, A2, …; percentages have two
ELEMENTS = (
    ("CUOC", "count", "flow", "sum"),
    ("TON", "count", "stock", "last"),
    ("CO", "flag", "stock", "last"),
    ("HO", "percentage", "stock", "last"),
    ("MAU", "percentage", "flow", "sum"),
)
EDGE = {"months_back": 1, "day": 15}
NUMBERS = {
    "90001": 2,
    "90002": 3,
    "90003": 5,
    "90004": 7,
    "90005": 11,
    "90006": 13,
    "90007": 17,
    "90008": 19,
    "90009": 23,
}
_LEVELS = (
    ("tinh", 1, "tỉnh", {"consolidates": True, "counts_persons": True}),
    ("khu", 2, "khu vực", {"consolidates": True, "counts_persons": True}),
    ("xa", 3, "xã", {}), ("phuong", 3, "phường", {}), ("co-quan", 9, "cơ quan", {"attached": True}),
)  # fmt: skip


def _at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def _build_files(day: date) -> dict[str, Any]:
    """The folder as it was written on the day: ends and units of later days are not in it."""
    reporters = {"levels": ["xa", "phuong"]}
    outline = {
        "code": "bc", "title": "Kết quả", "issuer": "77.SNN", "addressees": ["77"], "source": "kiểm thử",
        "place": "Sông Lô", "symbol": "/BC-SNN", "authority": ["GIÁM ĐỐC"], "copies": [], "filed": "VT",
        "annexes": [FORM],
        "sections": [{"heading": "Kết quả", "level": 1, "sentences": ["Có {CUOC} cuộc."]}],
    }  # fmt: skip
    stage = {
        "reporters": reporters,
        "receiver": "77",
        "through": "77.SNN",
        "due_days": 3,
        "window": "nd09",
        "forms": [FORM],
    }
    regime = {
        "code": "nuoc", "name": "Báo cáo", "subject": "Kết quả", "content": "both", "stages": [stage],
        "channels": ["system"], "period_types": ["quarter"], "outlines": ["bc"], "basis": "x",
        "valid_from": "2025-01-01",
    }  # fmt: skip
    indicators = {"da_co": ("CO", "1", {}), "cuoc_moi_gieng": ("CUOC", "TON", {}), "tang": ("CUOC", "1", {
        "per": "none", "change": "rise_percent"})}  # fmt: skip
    return {
        "programme.yaml": {
            "code": CODE, "name": "Nước sạch", "unit": "77", "standing_office": "77.SNN", "valid_from": "2024-12-15",
            "report_due_days": 10, "assumed": [{"what": "hạn", "value": "x", "reason": "kiểm thử"}],
        },
        "levels.yaml": {"levels": [{"code": c, "rank": r, "name": n, **more} for c, r, n, more in _LEVELS]},
        "units.csv": [
            _build_row(code, name, parent, since, end if end and end <= day else None)
            | {"level": level, "successors": heirs if end and end <= day else ""}
            for code, name, level, parent, since, end, heirs in UNITS
            if since <= day
        ],
        "agencies.csv": [
            _build_row(code, name, parent, SINCE, end if end and end <= day else None)
            | {"function": "general", "asked": "no"}
            for code, name, parent, end in AGENCIES
        ],
        "option_sets.yaml": {"option_sets": []},
        "elements.csv": [
            {"code": code, "name": f"Chỉ tiêu {code}", "unit": "cuộc", "kind": kind, "nature": nature,
             "over_time": over_time, "over_place": "sum", "function": "general", "form": FORM, "counts_persons": "no",
             "disaggregations": "", "clauses": "", "source": "kiểm thử"}
            for code, kind, nature, over_time in ELEMENTS
        ],
        "indicators.yaml": {"indicators": [
            {"code": code, "name": code, "numerator": part, "denominator": whole, "on_map": not more, "words": [],
             "source": "kiểm thử", **more}
            for code, (part, whole, more) in indicators.items()
        ]},
        "regimes.yaml": {
            "windows": [{"code": "nd09", "name": "nd09", "start": EDGE, "end": EDGE, "source": "x"}],
            "regimes": [regime],
        },
        "roles.yaml": {"actions": {a: a for actions in ROLES.values() for a in actions}, "roles": [
            {"code": code, "name": code, "functions": ["general"], "actions": ROLES[code]}
            for code in ("reporter", "standing_office")
        ]},
        f"forms/{FORM}.yaml": {
            "code": FORM, "name": "Nước sạch", "period_type": "quarter", "function": "general", "reporters": reporters,
            "counting_window": "nd09", "due_days": 3, "source": "kiểm thử",
            "sections": [{"code": "A", "title": "A", "cells": [
                {"code": f"A{number}", "element": row[0]} for number, row in enumerate(ELEMENTS, 1)
            ]}],
        },
        "outlines/bc.yaml": outline,
    }  # fmt: skip


def _build_row(code: str, name: str, parent: str, since: date, end: date | None) -> dict[str, Any]:
    return {
        "code": code, "name": name, "short_name": name.partition(" ")[2], "letterhead": name, "parent": parent,
        "valid_from": str(since), "valid_to": str(end or ""), "successors": "", "aliases": "", "source": "kiểm thử",
    }  # fmt: skip


def load_folder(day: date) -> None:
    with TemporaryDirectory() as folder:
        for name, content in _build_files(day).items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(render_file(name, content), "utf-8")
        programmes.load_programme(folder=Path(folder), by="tests", at=_at(day))


def build_cells(number: int) -> dict[str, str]:
    shares = {"A4.1": str(number), "A4.2": str(2 * number), "A5.1": "1", "A5.2": str(number)}
    return {"A1": str(number), "A2": str(100 * number), "A3": "1", **shares}


@dataclass(frozen=True)
class TwoChanges:
    office: User
    clerks: dict[tuple[str, date], User]

    def report(self, unit: Unit, period: str, number: int) -> None:
        """Sent and accepted on the day after the cut-off."""
        clerk, when = self.clerks[unit.code, unit.valid_from], _at(PERIODS[period])
        form = Form.objects.get(programme__code=CODE, code=FORM)
        opened = submissions.open_submission(form=form.uid, unit=unit, period=period, by=clerk, at=when)
        pk = uuid.UUID(str(opened.answer["id"]))
        changes = {cell: TypedCell(text, 0, "") for cell, text in build_cells(number).items()}
        values.save(submission=pk, changes=changes, by=clerk, at=when)
        sent = submissions.send(submission=pk, version=access_submission(clerk, pk).version, by=clerk, at=when)
        version = int(str(sent.answer["version"]))
        acceptance.accept(submission=pk, version=version, by=self.office, at=when + timedelta(hours=1))


def found(settings: Any) -> TwoChanges:
    """Each unit reports its number, times ten from the first change on, a hundred from the second on."""
    world: TwoChanges | None = None
    for day, factor in ((date(2024, 12, 15), 1), (FIRST, 10), (SECOND, 100)):
        settings.DEMONSTRATION = Demonstration(today=day, seed=0)
        load_folder(day)
        if world is None:
            office = Unit.objects.get(code="77.SNN")
            world = TwoChanges(_hire("office", "standing_office", office, Unit.objects.get(code="77"), day), {})
        scopes.clear_scope_cache(world.office)
        for unit in _list_reporters(day):
            world.clerks[unit.code, unit.valid_from] = _hire(
                f"xa{unit.pk}", "reporter", unit, unit, max(day, unit.valid_from)
            )
        for period in {1: ("2025Q1", "2025Q2"), 10: ("2025Q3", "2025Q4"), 100: ("2026Q1",)}[factor]:
            settings.DEMONSTRATION = Demonstration(today=PERIODS[period], seed=0)
            for user in (world.office, *world.clerks.values()):
                scopes.clear_scope_cache(user)
            straddling = Q(valid_to=day) if period in ("2025Q3", "2026Q1") else Q(pk__in=[])
            reporters = Unit.objects.filter(
                Q(pk__in=[unit.pk for unit in _list_reporters(day)]) | straddling, level__in=("xa", "phuong")
            )
            for unit in reporters.order_by("valid_from", "code"):
                own_factor = {SINCE: 1, FIRST: 10, SECOND: 100}[unit.valid_from]
                world.report(unit, period, own_factor * NUMBERS[unit.code])
            if factor == 1:
                _close(world, "771", period)
    settings.DEMONSTRATION = DEMONSTRATION
    assert world is not None
    return world


def _list_reporters(day: date) -> list[Unit]:
    in_force = Unit.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
    return list(in_force.filter(level__in=("xa", "phuong")))


def _hire(name: str, role: str, unit: Unit, over: Unit, since: date) -> User:
    if not User.objects.filter(username=name).exists():
        users.create_user(username=name, full_name="Lò Thị Minh", title="", unit=unit, by="tests", at=_at(since))
        user, row = User.objects.get(username=name), Role.objects.get(code=role, programme__code=CODE)
        grants.create_grant(user=user, role=row, unit=over, function="general", since=since, by="tests", at=_at(since))
    return User.objects.select_related("unit__parent").get(username=name)


def _close(world: TwoChanges, code: str, period: str) -> None:
    area, form = Unit.objects.get(code=code), Form.objects.get(programme__code=CODE, code=FORM)
    seen = closings.compute_inputs_digest(unit=area, form=form.uid, period=period)
    closing.close(
        unit=area, form=form.uid, period=period, seen_digest=seen, by=world.office, at=_at(PERIODS[period], 15)
    )
