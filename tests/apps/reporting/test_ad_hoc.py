"""An office asks for an ad hoc report: the units see it at once and answer on one page; answers and gaps show live."""

import csv
import io
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import AdHoc, AdHocFigure, AdHocValue
from sokehoach.apps.reporting.pages import ad_hoc as ad_hoc_pages
from sokehoach.apps.reporting.services import ad_hoc
from sokehoach.apps.reporting.services.ad_hoc import TypedFigure
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.values.gap import Gap
from tests.factories.cast import AT, SINCE, Cast

DAY = AT.date()
DUE = AT + timedelta(hours=2)
TALKS = TypedFigure("TT01")
FREE = TypedFigure("Tổ phản ứng nhanh đã lập", "tổ")
UNITS = ("03304", "03269", "03289")
Browser = Callable[[User], Client]


def ask(by: User, *wanted: TypedFigure, units: tuple[str, ...] = UNITS, **more: Any) -> uuid.UUID:
    told = {"title": "Họp giao ban", "due_at": DUE, "at": AT} | more
    done = ad_hoc.ask(requested_figures=wanted or (TALKS,), units=units, by=by, **told)
    return uuid.UUID(str(done.answer["id"]))


def answer(by: User, asked: uuid.UUID, *texts: str, version: int = 0, note: str = "", **more: Any) -> None:
    figures = AdHocFigure.objects.filter(ad_hoc=asked).order_by("position")
    typed = {figure.pk: text for figure, text in zip(figures, texts, strict=True)}
    told = {"unit": by.unit.code, "at": AT + timedelta(minutes=5)} | more
    ad_hoc.answer(ad_hoc=asked, typed=typed, note=note, version=version, by=by, **told)


def wrong(act: Callable[[], object]) -> dict[str, list[str]]:
    with pytest.raises(InvalidInput) as refused, transaction.atomic():
        act()
    return refused.value.messages


@pytest.mark.faults("ad_hoc.close")
def test_it_works(cast: Cast, signed_in: Browser) -> None:
    """Money and sessions; one tells in time, one late and by halves, one never."""
    asked = ask(cast.office, TypedFigure("KP01"), TALKS)
    home = signed_in(cast.commune).get("/").content.decode()
    assert "Báo cáo nhanh: Họp giao ban" in home
    assert "Trước 11:12" in home
    answer(cast.commune, asked, "1,8", "0")
    answer(cast.other_commune, asked, "", "-", at=DUE + timedelta(seconds=1))
    board = ad_hoc_pages.load_board(cast.office, asked, day=DAY)
    money, free = board.columns
    assert (money.tally.total, money.tally.words) == (Decimal("1.8"), "1/3, thiếu: Pú Xi, Quài Cang")
    assert (free.tally.total, free.tally.words) == (0, "1/2, thiếu: Quài Cang")
    late = {line.row.unit.code: line.late_minutes for line in board.lines}
    assert late == {"03304": 0, "03269": 1, "03289": 0}
    page = signed_in(cast.office).get(reverse("reporting:ad_hoc", args=[asked])).content.decode()
    assert "muộn 1 phút" in page
    assert "1/3</b> đơn vị trả lời đủ" in page
    ad_hoc.close(ad_hoc=asked, by=cast.office, at=DUE)
    with pytest.raises(ActionRefused, match="đã đóng"):
        answer(cast.other_commune, asked, "2", "-", version=1)
    assert "Báo cáo nhanh" not in signed_in(cast.commune).get("/").content.decode()
    told = Event.objects.filter(subject=f"ad_hoc:{asked}").order_by("seq").values_list("action", flat=True)
    assert [*told] == ["ad_hoc.ask", "ad_hoc.answer", "ad_hoc.answer", "ad_hoc.close"]


def test_the_board_asks_again_and_is_told_only_of_news(cast: Cast, signed_in: Browser) -> None:
    asked = ask(cast.office)
    address, htmx = reverse("reporting:ad_hoc", args=[asked]), {"HX-Request": "true"}
    office = signed_in(cast.office)
    token = ad_hoc_pages.load_board(cast.office, asked, day=DAY).token
    assert office.get(address, {"dau": token}, headers=htmx).status_code == 204
    answer(cast.commune, asked, "4")
    news = office.get(address, {"dau": token}, headers=htmx)
    assert news.status_code == 200
    assert 'hx-trigger="every 8s"' in news.content.decode()
    assert "<html" not in news.content.decode()
    ad_hoc.close(ad_hoc=asked, by=cast.office, at=DUE)
    closed = office.get(address, {"dau": token}, headers=htmx).content.decode()
    assert "hx-trigger" not in closed


def test_an_answer_is_mended_and_never_blanked(cast: Cast) -> None:
    """Mended after the hour it stays in time; the second of two clerks is told."""
    asked = ask(cast.office)
    answer(cast.commune, asked, "4")
    answer(cast.commune, asked, "5", version=1, at=DUE + timedelta(hours=3))
    (line, *_others) = (one for one in ad_hoc_pages.load_board(cast.office, asked, day=DAY).lines if one.answered_count)
    assert (line.cells[0][1], line.late_minutes) == (5, 0)
    with pytest.raises(VersionConflictError, match="Lò Thị Minh đã trả lời lúc 14:12"):
        answer(cast.commune, asked, "6", version=1)
    assert "không để trống" in str(wrong(lambda: answer(cast.commune, asked, "", version=2)))


@pytest.mark.parametrize(
    ("text", "note", "field"),
    [("", "", ""), ("1,5", "", "figure"), ("-3", "", "figure"), ("ba", "", "figure"),
     ("3", "Có 2 nạn nhân đã chuyển huyện.", "note"), ("3", "1", "note"), ("3", "đã thông đường", "note")],
)  # fmt: skip
def test_what_cannot_be_an_answer_is_refused_beside_its_box(cast: Cast, text: str, note: str, field: str) -> None:
    asked = ask(cast.office)
    messages = wrong(lambda: answer(cast.commune, asked, text, note=note))
    figure = str(AdHocFigure.objects.get().pk)
    assert [*messages] == [figure if field == "figure" else field]
    assert not AdHocValue.objects.exists()


@pytest.mark.faults("ad_hoc.answer")
def test_the_page_keeps_what_was_typed(cast: Cast, signed_in: Browser) -> None:
    asked = ask(cast.office, TypedFigure("KP01"), TALKS)
    money, free = AdHocFigure.objects.order_by("position")
    url = reverse("reporting:ad_hoc_answer", args=[asked, "03304"])
    body = {f"f-{money.pk}": "1,2345", f"f-{free.pk}": "7", "version": "0"}
    refused = signed_in(cast.commune).post(url, body)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert all(f'value="{text}"' in page for text in ("1,2345", "7"))
    assert 'name="note"' not in page
    assert "nhiều nhất 3 chữ số" in page
    assert signed_in(cast.commune).post(url, body | {f"f-{money.pk}": "1,234"}).status_code == 302


@pytest.mark.faults("ad_hoc.ask")
def test_a_question_that_lacks_something_comes_back_whole(cast: Cast, signed_in: Browser) -> None:
    office, url = signed_in(cast.office), reverse("reporting:ad_hoc_ask")
    body = {
        "title": "", "due": "2021-06-21T08:00", "chi-tieu": ["Cuộc gì đó", "Tổ phản ứng nhanh"],
        "don-vi-tinh": ["cuộc", ""],
    }  # fmt: skip
    reply = office.post(url, body)
    page = reply.content.decode()
    assert reply.status_code == 422
    for told in (
        "Ghi việc cần nắm",
        "sau lúc này",
        "Chọn ít nhất một đơn vị",
        "Ghi đơn vị tính của «Tổ phản ứng nhanh»",
    ):
        assert told in page
    assert 'value="Cuộc gì đó"' in page
    assert '<option lang="vi" selected>cuộc</option>' in page
    assert not AdHoc.objects.exists()
    right = {
        "title": "Phòng, chống thiên tai",
        "due": "2021-06-22T23:00",
        "chi-tieu": ["TT01 Buổi nói chuyện"],
        "don-vi-tinh": [""],
    }
    assert office.post(url, right | {"moi-xa": "1"}).status_code == 302
    assert {one.unit.code for one in AdHoc.objects.get().units.all()} == set(UNITS)


@pytest.mark.parametrize(
    ("wanted", "units", "said"),
    [
        ((TypedFigure("Nạn nhân được giải cứu", "vụ"),), UNITS, "tự ghi"),
        ((TypedFigure("TT02"),), UNITS, "có thể đếm người"),
        ((TypedFigure("XL01"),), ("099.CA",), "chỉ bộ phận phụ trách"),
        ((TypedFigure("KT01 Cuộc kiểm tra"),), UNITS, "chỉ bộ phận phụ trách"),
        ((TypedFigure("cuộc kiểm tra", "cuộc"),), UNITS, "chỉ bộ phận phụ trách"),
        ((TypedFigure("KT01"), TypedFigure("TT01")), UNITS, "riêng từng lĩnh vực"),
        ((TypedFigure("TT01"), TypedFigure("buổi nói chuyện")), UNITS, "hai lần"),
        ((TypedFigure(""),), UNITS, "ít nhất một chỉ tiêu"),
    ],
)
def test_what_may_not_be_asked(cast: Cast, wanted: tuple[TypedFigure, ...], units: tuple[str, ...], said: str) -> None:
    messages = wrong(lambda: ask(cast.office, *wanted, units=units))["wanted"]
    assert any(said in told for told in messages)


@pytest.mark.parametrize("units", [(), ("03247",), ("03304", "03247"), ("099.LDTBXH",), ("khong-co",)])
def test_only_units_below_are_asked(cast: Cast, units: tuple[str, ...]) -> None:
    assert "units" in wrong(lambda: ask(cast.office, units=units))


@pytest.mark.parametrize("who", ["commune", "police", "health", "leader", "outsider"])
def test_who_reviews_nothing_asks_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotFoundError):
        ask(getattr(cast, who))


@pytest.fixture
def chief(cast: Cast) -> User:
    """The police of the province review those of the districts, within their function."""
    role = Role.objects.create(code="police_office", name="x", actions=["report.view", "report.review"])
    grants.create_grant(
        user=cast.police, role=role, unit=cast.units["099"], function="enforcement", since=SINCE, by="tests", at=AT
    )  # fmt: skip
    user = User.objects.get(pk=cast.police.pk)
    user.unit = cast.units["099"]  # its own unit is never asked: here the office stands above it
    user.save()
    return user


def test_behind_the_wall_only_its_function_asks_and_sees(cast: Cast, chief: User, signed_in: Browser) -> None:
    asked = ask(chief, TypedFigure("KT01"), TypedFigure("XL01"), units=("099.CA",))
    for other in (cast.office, cast.leader, cast.health, cast.commune):
        with pytest.raises(NotFoundError):
            ad_hoc_pages.load_board(other, asked, day=DAY)
        assert "Họp giao ban" not in signed_in(other).get("/").content.decode()
        assert "Họp giao ban" not in signed_in(other).get(reverse("reporting:ad_hocs")).content.decode()
    answer(chief, asked, "3", "0", unit="099.CA")
    assert [one.tally.total for one in ad_hoc_pages.load_board(chief, asked, day=DAY).columns] == [3, 0]
    assert set(Event.objects.filter(subject=f"ad_hoc:{asked}").values_list("function", flat=True)) == {"enforcement"}
    assert "đếm người" in str(wrong(lambda: ask(chief, TypedFigure("XL01"), units=("099.CA", "03304"))))


def test_a_question_is_due_after_it_is_asked_and_has_a_title(cast: Cast) -> None:
    for due in (None, AT, AT - timedelta(minutes=1)):
        assert set(wrong(lambda due=due: ask(cast.office, due_at=due))) == {"due"}
    assert "danh sách" not in str(wrong(lambda: ask(cast.office, title=" "))["title"])


@pytest.fixture
def culture(cast: Cast) -> User:
    """A clerk of an agency of the district, on no side of the wall."""
    unit = Unit.objects.create(
        code="099.VHTT", name="Phòng Văn hóa - Thông tin", short_name="Phòng VH-TT", letterhead="x", level="agency",
        folded="phong van hoa", parent=cast.units["099"], valid_from=SINCE,
    )  # fmt: skip
    users.create_user(username="vanhoa", full_name="Lò Văn Hóa", title="", unit=unit, by="tests", at=AT)
    user, role = User.objects.get(username="vanhoa"), Role.objects.get(code="reporter")
    grants.create_grant(user=user, role=role, unit=unit, function="general", since=SINCE, by="tests", at=AT)
    scopes.clear_scope_cache(cast.office)
    return user


def test_an_agency_of_the_district_is_asked_freely_and_writes_a_note(cast: Cast, culture: User) -> None:
    asked = ask(cast.office, FREE, title="Mưa lũ đêm 21/6", units=("099.VHTT",))
    answer(culture, asked, "3", note="Đường đã thông.")
    board = ad_hoc_pages.load_board(cast.office, asked, day=DAY)
    assert (board.lines[0].note, board.columns[0].tally.total, board.withheld) == ("Đường đã thông.", 3, 0)
    for unit in ("hộ", "người", "", "Tổ"):
        assert "wanted" in wrong(lambda unit=unit: ask(cast.office, TypedFigure(FREE.name, unit), units=("099.VHTT",)))


def test_the_way_out_runs_nothing(cast: Cast, culture: User, signed_in: Browser) -> None:
    asked = ask(cast.office, TypedFigure("=HYPERLINK(1)", "tổ"), FREE, units=("099.VHTT",))
    answer(culture, asked, "1.234", "-", note="=1+1")
    office = signed_in(cast.office)
    told = office.get(reverse("reporting:ad_hoc_csv", args=[asked])).content.decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(told))
    assert heading[1].startswith("'=")
    by_unit = {row[0]: row[1:] for row in rows}
    assert by_unit["Phòng Văn hóa - Thông tin"] == ["1234", "không áp dụng", "09:17, 22/06/2021", "'=1+1"]
    assert by_unit["Cộng"][:2] == ["1234", ""]
    assert by_unit["Số đơn vị trả lời"][0] == "1/1, đủ"
    book = load_workbook(io.BytesIO(office.get(reverse("reporting:ad_hoc_workbook", args=[asked])).content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert 1234 in {cell.value for cell in cells}


def test_a_key_asks_once(cast: Cast) -> None:
    assert ask(cast.office, key="k") == ask(cast.office, key="k")
    assert AdHoc.objects.count() == 1


def test_the_database_refuses_what_must_not_be(cast: Cast) -> None:
    asked = ask(cast.office)
    for change in ({"title": ""}, {"due_at": AT}, {"state": "closed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AdHoc.objects.filter(pk=asked).update(**change)
    answer(cast.commune, asked, "1")
    for change in ({"number": None}, {"gap": Gap.NOT_APPLICABLE}, {"number": None, "gap": Gap.NOT_REPORTED}):
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            AdHocValue.objects.update(**change)


def test_a_late_day_reminds_whoever_has_not_answered(cast: Cast) -> None:
    from sokehoach.apps.home.queries.reminders import build_drafts

    asked = ask(cast.office, due_at=AT + timedelta(days=2))
    assert not [line for one in build_drafts(date(2021, 6, 23)) for line in one.lines if "nhanh" in line.text]
    answer(cast.commune, asked, "12")
    told = {one.person: line for one in build_drafts(date(2021, 6, 24)) for line in one.lines if "nhanh" in line.text}
    assert set(told) == {cast.other_commune.pk}
    assert told[cast.other_commune.pk].text.endswith("(Pú Xi): trả lời trước 09:12, 24/06/2021")
    assert "12 " not in told[cast.other_commune.pk].text
