"""Nobody can work out a count of persons below the district from everything that leaves, at any time.

Every number that is to stay hidden is a power of a base times a prime, so that each number on any page or file can be
read back as the sums and differences that it is made of. What all ways out told one account, over periods, forms and
the moments before and after each acceptance and a correction, is then solved as linear equations. Programmes refuse
such a form (adapters.programme_files.agreement); here it is forced in, to see that the second line holds.

The long form looks by two accounts after every step, the short one by one. At the end everybody looks, and reads the
files that are slow to make, too.
"""

import io
import json
import re
import uuid
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.pages.reports import render_report as report_file
from sokehoach.apps.documents.services import outlines, superior_forms
from sokehoach.apps.exchange.pages import export_csv, export_figures
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.accepted_values import list_accepted_values
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import corrections, submissions, values
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.disclosure import publish
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.source import PlaceSource, SourceKind
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters
from tests.adapters.external_forms.layouts import saved
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.district import District, Sent, element, found
from tests.factories.programmes import first_programme
from tests.soak import times

pytestmark = pytest.mark.sweep

type Vector = tuple[int, ...]
FORM, PERSONS = "10-NG", "NG01"
PERIODS = ("2020S1", "2021S1")  # a year apart: pages set them side by side
PRIME, BASE = 100_003, 4  # no number of a row, nor the digits of a token, is one of these by chance
COMMUNES = ("03269", "03289", "03304")
# (commune, period, edition) of each number that is to stay hidden
HIDDEN = [*((code, period, 1) for period in PERIODS for code in COMMUNES), ("03304", "2021S1", 2)]
SECRETS = {name: PRIME * BASE**at for at, name in enumerate(HIDDEN)}


def decoded(number: int) -> Vector | None:
    """The sum or difference of hidden numbers that a number is; None where it is none."""
    left, rest = divmod(number, PRIME)
    if rest or not left:
        return None
    digits = []
    for _name in HIDDEN:
        digit = (left + 1) % BASE - 1  # −1, 0, 1, and 2 that no sum of each once gives
        digits.append(digit)
        left = (left - digit) // BASE
    return None if left or 2 in digits else tuple(digits)


def solved(told: Iterable[Vector]) -> set[int]:
    """Which hidden numbers follow from the equations: Gauss, exactly."""
    rows: list[list[Fraction]] = []
    for vector in set(told):
        row = [Fraction(one) for one in vector]
        for known in rows:
            lead = next(at for at, one in enumerate(known) if one)
            row = [one - row[lead] * other for one, other in zip(row, known, strict=True)]
        lead = next((at for at, one in enumerate(row) if one), -1)
        if lead < 0:
            continue
        row = [one / row[lead] for one in row]
        rows = [[one - known[lead] * other for one, other in zip(known, row, strict=True)] for known in rows]
        rows.append(row)
    return {next(at for at, one in enumerate(row) if one) for row in rows if sum(one != 0 for one in row) == 1}


def test_the_solver_finds_what_follows_and_no_more() -> None:
    first, second = SECRETS[HIDDEN[0]], SECRETS[HIDDEN[1]]
    one, both = decoded(first), decoded(first + second)
    assert one is not None
    assert both is not None
    assert solved([both]) == set()
    assert solved([one, both]) == {0, 1}
    assert decoded(first - second) == (1, -1, 0, 0, 0, 0, 0) or decoded(second - first) == (
        -1,
        1,
        0,
        0,
        0,
        0,
        0,
    )
    assert decoded(12345) is None


def read(text: str) -> set[Vector]:
    numbers = (int(one.replace(".", "")) for one in re.findall(r"\b(?:\d{1,3}(?:\.\d{3})+|\d+)\b", text[:900_000]))
    return {vector for number in numbers if (vector := decoded(number)) is not None}


QUESTIONS = [
    f"{name}?vung={area}&chi-tieu={PERSONS}&ky=2020S1&ky=2021S1&noi={places}&{more}"
    for area, (name, places, more) in product(
        ("099", "11"),
        (
            ("analysis:ask", "communes", "dat-ky=cot"),
            ("analysis:csv", "area", "dat-ky=gop&dat-noi=cot"),
            ("analysis:csv", "named", "don-vi=03269&don-vi=03289"),
            ("analysis:cell", "communes", "o=3.0"),
            ("analysis:workbook", "communes", ""),
        ),
    )
]


def pages(client: Client, more: Iterable[str] = ()) -> str:
    told = []
    for question in QUESTIONS:
        name, _mark, query = question.partition("?")
        answer = client.get(f"{reverse(name)}?{query}")
        told.append(_text(answer) if answer.status_code == 200 else "")
    addresses = [reverse("home:today"), reverse("home:leader"), reverse("reporting:list"), *more]
    for area, period in product(("099", "11"), PERIODS):
        addresses.append(reverse("consolidation:sheet", args=[area, period, FORM]))
        figure = reverse("consolidation:figure", args=[area, period, FORM, PERSONS])
        addresses.append(f"{figure}?don-vi={COMMUNES[0]}")
    for address in addresses:
        answer = client.get(address)
        told.append(_text(answer) if answer.status_code == 200 else "")
    return "\n".join(told)


def _text(answer: object) -> str:
    content: bytes = answer.content  # type: ignore[attr-defined]
    if content[:2] != b"PK":
        return content.decode()
    return _opened(content)


def _opened(content: bytes) -> str:
    """The words of a workbook by cell, of a Word file by paragraph."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if "word/document.xml" in package.namelist():
            told = package.read("word/document.xml").decode()
            return re.sub(r"<[^>]+>", "", told.replace("</w:p>", "\n"))
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)


OUTLINE: dict[str, Any] = {
    "superior": "099", "addressees": ["099"], "place": "Tuần Giáo", "symbol": "/BC", "authority": ["TRƯỞNG PHÒNG"],
    "copies": [], "filed": "VT", "annexes": [FORM],
    "sections": [
        {"heading": "KẾT QUẢ", "level": 1, "narrative": "result",
         "sentences": [{"text": f"Có {{{PERSONS}}} người.", "zero": ""}]},
    ],
}  # fmt: skip


def blank() -> bytes:
    """A superior's table: a line for each commune and one for all."""
    made = docx.Document()
    table = made.add_table(5, 2)
    for row, words in enumerate(("Đơn vị", "Xã Tênh Phông", "Xã Pú Xi", "Xã Quài Cang", "Tổng cộng")):
        table.cell(row, 0).text = words
    table.cell(0, 1).text = f"Chỉ tiêu {PERSONS}"
    return saved(made)


class World:
    def __init__(self, district: District) -> None:
        self.district, self.cast = district, district.cast
        elements.import_elements(
            programme=first_programme(), elements=[element(PERSONS, FORM, persons=True)], by="tests", at=AT
        )
        service_forms.import_forms(
            programme=first_programme(), forms=[Form(
                uid=FORM, code=FORM, name="Biểu không được có", period_type="six-month", function="general",
                reporters=Reporters(levels=("commune",)), sections=(FormSection("A", "A", (Cell("A1", PERSONS),)),),
            )],
            unit=self.cast.units["099"], by="tests", at=AT,
        )  # fmt: skip
        (clerk,) = (_clerk(self.cast, "03289"),)
        self.clerks = {"03304": self.cast.commune, "03269": self.cast.other_commune, "03289": clerk}
        self.watchers = {
            "office": self.cast.office, "leader": self.cast.leader, "police": self.cast.police,
            "health": self.cast.health, "outsider": self.cast.outsider, "superior": _superior(self.cast),
        }  # fmt: skip
        self.told: dict[str, set[Vector]] = {who: set() for who in (*self.watchers, "command")}
        self.files = [reverse("documents:take", args=["ng", period]) for period in PERIODS]

    def papers(self) -> None:
        """Documents that draw on the number: the office's report, a superior's table."""
        cast = self.cast
        outlines.import_outline(
            programme=first_programme(), uid="ng", code="ng", title="Kết quả", issuer=cast.units["099.LDTBXH"],
            unit=cast.units["099"], due_days=4,
            definition=OUTLINE, by="tests", at=AT,
        )  # fmt: skip
        told = superior_forms.FormDetails("Biểu của Sở", "", date(2020, 1, 1))
        kept = superior_forms.import_form(details=told, data=blank(), file_name="a.docx", by=cast.office, at=AT)
        row = SuperiorForm.objects.get(pk=str(kept.answer["form"]))
        # Nothing of persons is set for a commune by itself: somebody insists.
        communes = (("t0.r1.c1", "03304"), ("t0.r2.c1", "03269"), ("t0.r3.c1", "03289"))
        sources = {at: PlaceSource(SourceKind.FIGURE, (Operand(PERSONS),), unit=code) for at, code in communes}
        superior_forms.assign_sources(form=row.pk, version=row.version, sources=sources, by=cast.office, at=AT)
        row.refresh_from_db()
        assert sum(one["kind"] == "figure" for one in row.settled.values()) == 4
        self.files += [reverse("documents:superior_file", args=[row.pk, period]) for period in PERIODS]

    def run(self, *watching: str, steps: int = len(HIDDEN)) -> None:
        """All reports one after another, then a correction: these look after each."""
        for code, period, edition in HIDDEN[:steps]:
            clerk = self.clerks[code]
            if edition == 1:
                opened = submissions.open_submission(form=FORM, unit=clerk.unit, period=period, by=clerk, at=AT)
            else:
                old = Submission.objects.get(unit=clerk.unit, period=period, form__code=FORM)
                opened = corrections.begin(submission=old.pk, version=old.version, why="Đếm trùng.", by=clerk, at=AT)
            pk = uuid.UUID(str(opened.answer["id"]))
            typed = {"A1": TypedCell(str(SECRETS[code, period, edition]), edition - 1)}
            values.save(submission=pk, changes=typed, by=clerk, at=AT)
            version = access_submission(clerk, pk).version
            sent = submissions.send(submission=pk, version=version, by=clerk, at=AT)
            self.district.accept(Sent(pk, int(str(sent.answer["version"]))))
            self.look(watching)

    def end(self) -> None:
        """The ways out that are slow. Sheets of reports are for those who send and review them: not read by these."""
        self.papers()
        reports = Submission.objects.filter(form__code=FORM).values_list("pk", flat=True)
        sheets = [reverse(name, args=[pk]) for name in ("exchange:sheet", "reporting:submission") for pk in reports]
        for who, user in self.watchers.items():
            more = [*self.files, *(sheets if who not in ("office", "leader") else ())]
            client = Client()
            client.force_login(user)
            answers = [client.get(address) for address in more]
            assert who not in ("office", "leader") or {one.status_code for one in answers} == {200}
            self.told[who] |= read("\n".join(_text(one) for one in answers if one.status_code == 200))
        told = (_opened(report_file(unit="099", period=period)) for period in PERIODS)
        self.told["command"] |= read("\n".join(told))

    def look(self, watching: Iterable[str]) -> None:
        for who in watching:
            user, client = self.watchers[who], Client()
            client.force_login(user)
            self.told[who] |= read(pages(client))
            self.told[who] |= read(
                "\n".join(
                    str(one.value) for period in PERIODS for one in list_accepted_values(user, form=FORM, period=period)
                )
            )
        for period in PERIODS:
            told = json.dumps(export_figures(unit="099", period=period)) + export_csv(period=period)
            self.told["command"] |= read(told)


def _clerk(cast: Cast, code: str) -> User:
    users.create_user(username="pha", full_name="Lò Văn Pha", title="", unit=cast.units[code], by="tests", at=AT)
    clerk = User.objects.get(username="pha")
    role = Role.objects.get(code="reporter")
    grants.create_grant(
        user=clerk, role=role, unit=cast.units[code], function="general", since=SINCE, by="tests", at=AT
    )
    return clerk


def _superior(cast: Cast) -> User:
    role = Role.objects.create(code="superior", name="superior", actions=["consolidate.view", "document.take"])
    unit = cast.units["11.SOLDTBXH"]
    users.create_user(username="so", full_name="Vừ A Sở", title="", unit=unit, by="tests", at=AT)
    user = User.objects.get(username="so")
    grants.create_grant(user=user, role=role, unit=cast.units["11"], function="general", since=SINCE, by="tests", at=AT)
    return user


@pytest.fixture
def world(cast: Cast) -> World:
    return World(found(cast))


def test_nobody_works_out_a_number_below_the_district(world: World) -> None:
    watching = ("office", "superior")[: times(1, 2)]
    world.run(*watching)
    world.look({*world.watchers} - {*watching})
    world.end()
    assert {who: told for who, told in world.told.items() if told} == {}


def _unguarded(world: World, _patch: pytest.MonkeyPatch) -> None:
    """Somebody forgot to say that it counts persons."""
    DataElement.objects.filter(code=PERSONS).update(counts_persons=False)


def _total_alone(_world: World, patch: pytest.MonkeyPatch) -> None:
    """No commune's number stands anywhere, but the district's total is told whenever it changes."""
    patch.setattr(publish, "_is_any_without_persons", lambda figure, levels: False)


@pytest.mark.parametrize("plant", [_unguarded, _total_alone])
def test_a_planted_leak_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, plant: Callable[[World, pytest.MonkeyPatch], None]
) -> None:
    plant(world, monkeypatch)
    world.run("office", steps=times(3, len(HIDDEN)))
    world.look(["outsider"])
    for who in ("office", "command"):
        assert solved(world.told[who]) >= {0, 1, 2}, who
    assert not world.told["outsider"]


def test_a_leak_into_papers_is_found(world: World) -> None:
    _unguarded(world, pytest.MonkeyPatch())
    world.run(steps=3)
    world.told["command"].clear()
    world.end()
    assert solved(world.told["office"]) >= {0, 1, 2}
    assert world.told["command"]
