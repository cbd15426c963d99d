"""A small form of each side of the wall, the lines of a register, and reports made through services."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement, Option, OptionSet
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.services import corrections, submissions, values
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.periods import window
from sokehoach.domain.reporting.form import (
    Cell,
    Check,
    Form,
    FormSection,
    Narrative,
    RegisterSource,
    Reporters,
    Rule,
)
from tests.factories import frozen
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

PERIOD = "2021S1"
COMMUNES = Form(
    uid="01-XA",
    code="01-XA",
    name="Kết quả của xã",
    period_type="six-month",
    function="general",
    reporters=Reporters(levels=("commune", "township")),
    sections=(
        FormSection(
            "A",
            "Truyền thông",
            (
                Cell("A1", "TT01", source=RegisterSource("activities", "sessions")),
                Cell("A2", "TT02"),
                Cell("A2.1", "TT02", "sex=female", label="trong đó: nữ", depth=1),
            ),
            clauses=("II.2",),
        ),
        FormSection("B", "Kinh phí", (Cell("B1", "KP01"), Cell("B2", "KP02"), Cell("B3", "KP03", sum_of=("B1", "B2")))),
    ),
    checks=(
        Check(Rule.PART_WITHIN_WHOLE, ("A2.1", "A2")),
        Check(Rule.WITHIN_HISTORY, ("A2",), hard=False),
    ),
    narratives=(Narrative("result", "Kết quả nổi bật", most=60),),
)
POLICE = Form(
    uid="02-CA",
    code="02-CA",
    name="Kết quả kiểm tra, xử lý",
    period_type="six-month",
    function="enforcement",
    reporters=Reporters(codes=("099.CA",)),
    sections=(FormSection("A", "Kiểm tra", (Cell("A1", "KT01"), Cell("A2", "XL01"))),),
    counting_window=window.POLICE,
)
ELEMENTS = [  # code, name, unit of measure, kind, function, counts persons
    ("TT01", "Buổi nói chuyện", "buổi", "count", "general", False),
    ("TT02", "Lượt người tham dự", "lượt người", "count", "general", False),
    ("KP01", "Ngân sách xã", "triệu đồng", "money", "general", False),
    ("KP02", "Lồng ghép", "triệu đồng", "money", "general", False),
    ("KP03", "Cộng kinh phí", "triệu đồng", "money", "general", False),
    ("KT01", "Cuộc kiểm tra", "cuộc", "count", "enforcement", False),
    ("XL01", "Người bị xử phạt", "người", "count", "enforcement", True),
]
OPTIONS = {
    "kind": "talk",
    "channel": "village_meeting",
    "audience": "residents",
    "content": "law",
    "language": "hmong",
}


@pytest.fixture(autouse=True)
def programme(cast: Cast) -> None:
    frozen.once(("programme of reporting", cast.keys), lambda: import_programme(cast))


def import_programme(cast: Cast) -> None:
    programme = first_programme()
    for code, name, unit, kind, function, persons in ELEMENTS:
        DataElement.objects.create(
            programme=programme, uid=code, code=code, name=name, unit=unit, kind=kind, nature="flow",
            over_time="sum", over_place="sum",
            function=function, form="02-CA" if function == "enforcement" else "01-XA", counts_persons=persons,
            source="thử nghiệm",
        )  # fmt: skip
    for code, option in OPTIONS.items():
        option_set = OptionSet.objects.create(programme=programme, uid=code, code=code, name=code)
        Option.objects.create(option_set=option_set, code=option, name=option, position=0)
    for form in (COMMUNES, POLICE):
        service_forms.import_forms(programme=programme, forms=[form], unit=cast.units["099"], by="tests", at=AT)


type Opened = Callable[..., Submission]


@pytest.fixture
def opened(cast: Cast) -> Opened:
    """`opened()`: the draft of xã Tênh Phông; `opened("02-CA")`: that of the police."""

    def begin(form: str = "01-XA", period: str = PERIOD, at: Any = AT) -> Submission:
        by, unit = writer(cast, form)
        done = submissions.open_submission(form=form, unit=cast.units[unit], period=period, by=by, at=at)
        return Submission.objects.get(pk=uuid.UUID(str(done.answer["id"])))

    return begin


@pytest.fixture
def brought_to(cast: Cast, opened: Opened) -> Callable[..., Submission]:
    """`brought_to("sent", "02-CA")`: a report taken through its life up to that state."""

    def bring(state: str, form: str = "01-XA", **kwargs: Any) -> Submission:
        step = ("report", state, form, *sorted(kwargs.items()))
        return frozen.once_after(step, lambda: build(state, form, **kwargs), cast.persons)

    def build(state: str, form: str, **kwargs: Any) -> Submission:
        report = opened(form, **kwargs)
        by, _unit = writer(cast, form)
        at = kwargs.get("at", AT)
        cells = {"A2": "186", "A2.1": "75", "B1": "1,8"} if form == "01-XA" else {"A1": "25", "A2": "5"}
        values.save(submission=report.pk, changes=typed(**cells), by=by, at=at)
        if state != "draft":
            submissions.send(submission=report.pk, version=1, by=by, at=at)
        if state == "returned":
            submissions.send_back(submission=report.pk, version=2, reason="Bổ sung số buổi.", by=cast.office, at=at)
        if state in ("accepted", "consolidated", "superseded"):
            submissions.mark_accepted(submission=report.pk, version=2, by=cast.office, at=at)
        if state == "consolidated":
            told = {"form": form, "units": [report.unit_id], "period": report.period}
            submissions.mark_consolidated(**told, by=cast.office, at=at)
        if state == "superseded":
            correct(report, by=by, reviewer=cast.office, at=at)
        report.refresh_from_db()
        return report

    return bring


@pytest.fixture
def held(cast: Cast) -> Callable[..., DataEntry]:
    """`held(people=5)`: a line in the register of xã Tênh Phông, of 12 June 2021."""

    def add(**told: Any) -> DataEntry:
        line: dict[str, Any] = {
            "day": date(2021, 6, 12), "title": "Họp bản Ten Hon", "kind": "talk", "channel": "village_meeting",
            "place": "Bản Ten Hon", "people": 46, "women": 21, "items": None, "audiences": ["residents"],
            "contents": ["law"], "languages": ["hmong"],
        }  # fmt: skip
        done = entries.create_entry(
            register="activities", unit=cast.units["03304"], values=line | told, by=cast.commune, at=AT
        )
        return DataEntry.objects.get(pk=done.answer["id"])

    return add


def correct(report: Submission, *, by: User, reviewer: User, at: Any = AT, **cells: str) -> Submission:
    """The accepted correction of a report."""
    report.refresh_from_db()
    begun = corrections.begin(submission=report.pk, version=report.version, why="Tính trùng một buổi.", by=by, at=at)
    fresh = Submission.objects.get(pk=uuid.UUID(str(begun.answer["id"])))
    if cells:
        values.save(submission=fresh.pk, changes=typed(1, **cells), by=by, at=at)
    submissions.send(submission=fresh.pk, version=1, by=by, at=at)
    submissions.mark_accepted(submission=fresh.pk, version=2, by=reviewer, at=at)
    fresh.refresh_from_db()
    return fresh


def writer(cast: Cast, form: str) -> tuple[User, str]:
    return (cast.police, "099.CA") if form == "02-CA" else (cast.commune, "03304")


def typed(version: int = 0, reason: str = "", **cells: str) -> dict[str, TypedCell]:
    return {code: TypedCell(text, version, reason) for code, text in cells.items()}
