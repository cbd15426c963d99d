"""An administrator changes a programme in the browser: begins a draft, edits, sees the difference, publishes."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.tables import parse_table
from sokehoach.adapters.programme_files.text_form import pack_files
from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.programmes.models import DefinitionVersion, ProgrammeDraft
from sokehoach.apps.setup.pages.columns import list_choices, name_field, name_value
from sokehoach.apps.setup.pages.differences import render_values
from sokehoach.apps.setup.services import programmes
from sokehoach.domain.programmes.difference import DefinitionChange, Weight
from tests.factories.cast import AT
from tests.factories.drafts import begin, create_administrator, current, save

pytestmark = pytest.mark.django_db
type Browser = Callable[[User], Client]
CODE = "tuan_giao_2021"


@pytest.fixture(scope="module", autouse=True)
def administrators(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The first programme with two administrators, once for the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
        create_administrator("quy.vua")
        create_administrator("lan.lt")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def quy(signed_in: Browser, settings: Any) -> Client:
    return signed_in(User.objects.select_related("unit__parent").get(username="quy.vua"))


@pytest.fixture
def lan(signed_in: Browser, settings: Any) -> Client:
    return signed_in(User.objects.select_related("unit__parent").get(username="lan.lt"))


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever signed in confirmed it just now."""
    monkeypatch.setattr("sokehoach.apps.accounts.freshness.is_fresh", lambda _request: True)


def url(route: str, *args: object, line: object = "") -> str:
    address = reverse(f"setup:{route}", args=[CODE, *args])
    return f"{address}?dong={line}" if line else address


def find_line(draft: ProgrammeDraft, name: str, first: str) -> int:
    return next(row.line for row in parse_table(draft.files[name]).rows if row.values[0] == first)


def read_row(client: Client, name: str, line: object) -> dict[str, str]:
    """What the form of a row would send."""
    form = client.get(url("row", name, line=line)).context["form"]
    return {bound.html_name: bound.value() or "" for bound in form}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_it_works(quy: Client) -> None:
    assert CODE in quy.get(reverse("setup:programmes")).content.decode()
    page = quy.get(url("programme")).content.decode()
    assert "Đang dùng phiên bản 1" in page
    assert quy.post(url("begin"))["Location"] == url("draft")
    draft = current()
    assert "Không có lỗi." in quy.get(url("draft")).content.decode()
    line = find_line(draft, "elements.csv", "CD02")
    row = read_row(quy, "elements.csv", line)
    assert row["c-name"] == "Văn bản chỉ đạo khác"
    reply = quy.post(url("row", "elements.csv", line=line), row | {"c-name": "Văn bản chỉ đạo, đôn đốc"}, follow=True)
    assert "Đã lưu, không có lỗi." in reply.content.decode()
    page = quy.get(url("publish")).content.decode()
    assert "1 thay đổi so với phiên bản 1" in page
    assert "chỉ tiêu CD02, tên (name)" in page
    assert "«Văn bản chỉ đạo khác» → «Văn bản chỉ đạo, đôn đốc»" in page
    reply = quy.post(url("publish"), {"revision": 2, "reason": "", "day": ""}, follow=True)
    assert "Đã công bố phiên bản 2." in reply.content.decode()
    assert DataElement.objects.get(code="CD02").name == "Văn bản chỉ đạo, đôn đốc"
    page = quy.get(url("version", 2)).content.decode()
    assert "1 thay đổi so với phiên bản 1" in page
    with zipfile.ZipFile(io.BytesIO(quy.get(url("version_file", 1)).content)) as archive:
        assert "Văn bản chỉ đạo khác" in archive.read("elements.csv").decode()


def test_each_fault_stands_with_its_place_and_nothing_is_published(quy: Client) -> None:
    draft = begin(User.objects.get(username="quy.vua"))
    text = draft.files["roles.yaml"].replace("plan.view", "plan.look", 1)
    reply = quy.post(url("file", "roles.yaml"), {"revision": 1, "text": text.replace("\n", "\r\n")}, follow=True)
    page = reply.content.decode()
    assert "Đã lưu, còn" in page
    assert "plan.look" in page
    (fault, *_rest) = current().problems
    assert f"tep/roles.yaml?dong={fault[1]}" in quy.get(url("draft")).content.decode()
    assert quy.get(url("publish"))["Location"] == url("draft")
    assert current().files["roles.yaml"] == text


def test_a_faulty_row_is_opened_from_its_fault_and_says_what_is_allowed(quy: Client) -> None:
    by = User.objects.get(username="quy.vua")
    draft = save(begin(by), "elements.csv", lambda text: text.replace(",flag,stock,", ",flags,stock,", 1), by)
    ((_file, line, reason),) = draft.problems
    page = quy.get(url("file", "elements.csv")).content.decode()
    assert f"?dong={line}" in page
    assert reason in page
    page = quy.get(url("row", "elements.csv", line=line)).content.decode()
    assert "phải là một trong: " in page
    assert 'value="flags" selected' in page


def test_the_second_editor_is_told_and_loses_nothing_typed(quy: Client, lan: Client) -> None:
    draft = begin(User.objects.get(username="quy.vua"))
    line = find_line(draft, "elements.csv", "CD02")
    seen_by_both = read_row(quy, "elements.csv", line)
    quy.post(url("row", "elements.csv", line=line), seen_by_both | {"c-name": "Văn bản đôn đốc"})
    reply = lan.post(url("row", "elements.csv", line=line), seen_by_both | {"c-name": "Văn bản hướng dẫn"})
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "quy.vua đã lưu bản nháp này sau khi bạn mở trang" in page
    assert "Văn bản hướng dẫn" in page
    assert "name: «Văn bản đôn đốc»" in page
    assert "Văn bản đôn đốc" in current().files["elements.csv"]
    again = seen_by_both | {"c-name": "Văn bản hướng dẫn", "revision": 2}
    assert lan.post(url("row", "elements.csv", line=line), again).status_code == 302
    assert "Văn bản hướng dẫn" in current().files["elements.csv"]


def test_the_second_editor_of_a_text_sees_both(quy: Client, lan: Client) -> None:
    text = begin(User.objects.get(username="quy.vua")).files["roles.yaml"]
    quy.post(url("file", "roles.yaml"), {"revision": 1, "text": text.replace("Lãnh đạo", "Chủ tịch")})
    reply = lan.post(url("file", "roles.yaml"), {"revision": 1, "text": text.replace("Lãnh đạo", "Người chỉ đạo")})
    page = reply.content.decode()
    assert (reply.status_code, "Chủ tịch" in page, "Người chỉ đạo" in page) == (409, True, True)
    assert '<input type="hidden" name="revision" value="2">' in page
    assert "Người chỉ đạo" not in current().files["roles.yaml"]


def test_a_row_above_may_have_gone_meanwhile(quy: Client, lan: Client) -> None:
    draft = begin(User.objects.get(username="quy.vua"))
    line = find_line(draft, "elements.csv", "CD03")
    seen_by_lan = read_row(lan, "elements.csv", line)
    above = find_line(draft, "elements.csv", "CD02")
    quy.post(url("row", "elements.csv", line=above), read_row(quy, "elements.csv", above) | {"remove": "1"})
    reply = lan.post(url("row", "elements.csv", line=line), seen_by_lan | {"c-name": "Cuộc họp"})
    assert reply.status_code == 409
    assert f'action="?dong={line - 1}"' in reply.content.decode()
    lan.post(url("row", "elements.csv", line=line - 1), seen_by_lan | {"c-name": "Cuộc họp", "revision": 2})
    rows = {row.values[0]: row.values[1] for row in parse_table(current().files["elements.csv"]).rows}
    assert (rows["CD03"], "CD02" in rows) == ("Cuộc họp", False)


def test_what_is_added_or_closed_is_told_by_its_name() -> None:
    item = {"code": "CT1A", "name": "Số trạm phát sóng 5G"}
    added = DefinitionChange(Weight.WIDENING, "elements", "CT1A", new=item)
    closed = DefinitionChange(Weight.BREAKING, "elements", "CT1A", old=item)
    unnamed = DefinitionChange(Weight.WIDENING, "schemes", "T1", new={"code": "T1"})
    texts = [render_values(change) for change in (added, closed, unnamed)]
    assert texts == ["thêm «Số trạm phát sóng 5G»", "đóng «Số trạm phát sóng 5G»", "thêm"]


def test_of_a_list_the_parts_that_differ_are_told_in_words() -> None:
    stage = {"forms": ["08-TCKH", "09-MTTQ"], "lock_days": 20, "receiver": "099"}
    later = {**stage, "forms": [*stage["forms"], "10-XA"]}
    headings = [{"heading": "KẾT QUẢ", "level": 1}, {"heading": "KIẾN NGHỊ", "level": 1}]
    cases = [
        ("stages", [stage], [later], "thêm biểu «10-XA»"),
        ("stages", [later], [{**later, "receiver": "098"}], "nơi nhận «099» → «098»"),
        ("outline", headings, headings[:1], "bỏ đề mục «KIẾN NGHỊ», cấp «1»"),
        ("outline", headings, headings[::-1], "đổi thứ tự"),
        ("successors", ["A"], ["A", "B"], "thêm «B»"),
        ("stages", [], [{"asked": True}], "thêm được đề nghị, không được giao «có»"),
    ]
    texts = [
        render_values(DefinitionChange(Weight.WORDING, "regimes", "pcmd", field=field, old=old, new=new))
        for field, old, new, _expected in cases
    ]
    assert texts == [expected for *_change, expected in cases]


def test_the_page_of_a_draft_is_headed_by_the_name_and_lists_files_by_what_is_in_them(quy: Client) -> None:
    draft = begin(User.objects.get(username="quy.vua"))
    page = quy.get(url("draft")).text
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert heading is not None
    assert (CODE in heading[1], "Phòng, chống mại dâm" in heading[1]) == (False, True)
    assert re.search(r">Biểu mẫu 01-XA</a>", page)
    assert all(f">{name}<" in page for name in draft.files)
    assert reverse("accounts:invite_list") in quy.get(url("programme")).text


def test_a_row_is_added_and_taken_away(quy: Client) -> None:
    begin(User.objects.get(username="quy.vua"))
    row = read_row(quy, "map.csv", "moi") | {"c-code": "03269", "c-longitude": "1", "c-latitude": "2", "c-source": "đo"}
    quy.post(url("row", "map.csv", line="moi"), row)
    assert current().files["map.csv"].endswith("03269,1,2,đo\n")
    line = parse_table(current().files["map.csv"]).rows[-1].line
    quy.post(url("row", "map.csv", line=line), read_row(quy, "map.csv", line) | {"remove": "1"})
    assert "03269,1,2,đo" not in current().files["map.csv"]


def test_a_table_goes_to_excel_and_comes_back(quy: Client) -> None:
    draft = begin(User.objects.get(username="quy.vua"))
    book = openpyxl.load_workbook(io.BytesIO(quy.get(url("sheet", "elements.csv")).content))
    sheet: Any = book.active
    row = next(row for row in sheet.iter_rows() if row[0].value == "CD02")
    row[1].value = "Văn bản hướng dẫn"
    buffer = io.BytesIO()
    book.save(buffer)
    quy.post(url("draft"), {"revision": 1, "file": upload("elements.xlsx", buffer.getvalue())})
    expected = draft.files["elements.csv"].replace("CD02,Văn bản chỉ đạo khác", "CD02,Văn bản hướng dẫn")
    assert (current().files["elements.csv"], current().problems) == (expected, [])


def test_an_archive_replaces_all_files_and_one_file_its_own(quy: Client) -> None:
    draft = begin(User.objects.get(username="quy.vua"))
    files = {name: text for name, text in draft.files.items() if name != "policy.yaml"}
    quy.post(url("draft"), {"revision": 1, "file": upload("bo.zip", pack_files(files))})
    assert current().files == files
    form = files["forms/01-XA.yaml"].replace("name: ", "name: Mới, ", 1)
    quy.post(url("draft"), {"revision": 2, "file": upload("01-XA.yaml", form.encode())})
    assert current().files["forms/01-XA.yaml"] == form
    with zipfile.ZipFile(io.BytesIO(quy.get(url("draft_file")).content)) as archive:
        assert archive.read("forms/01-XA.yaml").decode() == form


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bo.zip", b"PK", "không mở được"),
        ("khac.yaml", b"a: 1", "không có tệp tên «khac.yaml»"),
        ("roles.yaml", b"{a: " * 100, "lồng nhau"),
        ("elements.xlsx", b"PK\x03\x04", "bảng tính"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_beside_the_field(
    quy: Client, name: str, content: bytes, reason: str
) -> None:
    begin(User.objects.get(username="quy.vua"))
    reply = quy.post(url("draft"), {"revision": 1, "file": upload(name, content)})
    assert (reply.status_code, reason in reply.content.decode(), current().revision) == (422, True, 1)
    late = quy.post(url("draft"), {"revision": 7, "file": upload("roles.yaml", b"a: 1")})
    assert (late.status_code, "đã lưu bản nháp này sau khi bạn mở trang" in late.content.decode()) == (409, True)


def test_words_that_name_a_person_are_asked_about(quy: Client) -> None:
    draft = begin(User.objects.get(username="quy.vua"))
    line = find_line(draft, "elements.csv", "CD02")
    row = read_row(quy, "elements.csv", line) | {"c-name": "Văn bản của ông Quàng Văn Thái"}
    reply = quy.post(url("row", "elements.csv", line=line), row)
    assert (reply.status_code, "không phải thông tin cá nhân" in reply.content.decode()) == (422, True)
    assert current().revision == 1
    files = {**draft.files, "roles.yaml": draft.files["roles.yaml"].replace("Lãnh đạo", "Ông Quàng Văn Thái")}
    reply = quy.post(url("draft"), {"revision": 1, "file": upload("bo.zip", pack_files(files))})
    assert (reply.status_code, 'value="Quàng Văn Thái"' in reply.content.decode()) == (422, True)
    quy.post(url("draft"), {"revision": 1, "file": upload("bo.zip", pack_files(files)), "khong-phai": "Quàng Văn Thái"})
    assert "Quàng Văn Thái" in current().files["roles.yaml"]


def test_that_nothing_is_touched_is_said_once(quy: Client) -> None:
    by = User.objects.get(username="quy.vua")
    draft = save(begin(by), "elements.csv", lambda text: text.replace(",lượt,", ",lần,"), by)
    save(draft, "elements.csv", lambda text: text.replace("Cuộc tuyên truyền", "Buổi tuyên truyền"), by)
    page = quy.get(url("publish")).content.decode()
    assert page.count('aria-labelledby="weight') > 1
    assert page.count("Không chạm tới báo cáo") == 1


def test_a_breaking_change_is_published_with_its_reason_and_day(quy: Client) -> None:
    by = User.objects.get(username="quy.vua")
    save(begin(by), "elements.csv", lambda text: text.replace(",lượt,", ",lần,"), by)
    page = quy.get(url("publish")).content.decode()
    assert "Số liệu trước và sau không còn so được" in page
    assert "Không chạm tới báo cáo" in page
    reply = quy.post(url("publish"), {"revision": 2, "reason": "", "day": ""})
    assert (reply.status_code, "Phải ghi lý do và ngày" in reply.content.decode()) == (409, True)
    quy.post(url("publish"), {"revision": 2, "reason": "Thông tư mới", "day": "22/6/2021"})
    assert DefinitionVersion.objects.get(number=2).reason == "Thông tư mới"


def test_publishing_once_more_confirms_days_that_no_period_counts(quy: Client) -> None:
    by = User.objects.get(username="quy.vua")
    save(
        begin(by),
        "regimes.yaml",
        lambda text: re.sub(r"months_back: 1(\W+)day: 15", r"months_back: 0\1day: 1", text),
        by,
    )
    typed = {"revision": 2, "reason": "Thông tư mới", "day": "15/12/2021"}
    reply = quy.post(url("publish"), typed)
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "các ngày từ 15/12/2021 đến 31/12/2021 không kỳ nào tính" in page
    assert 'value="15/12/2021"' in page
    assert 'name="miscounting_day" value="2021-12-15"' in page
    other_day = quy.post(url("publish"), typed | {"day": "14/12/2021", "miscounting_day": "2021-12-15"})
    assert other_day.status_code == 409, "another day is not confirmed"
    quy.post(url("publish"), typed | {"miscounting_day": "2021-12-15"})
    assert DefinitionVersion.objects.get(number=2).in_force_from.isoformat() == "2021-12-15"


def test_a_draft_is_discarded_after_a_question(quy: Client) -> None:
    begin(User.objects.get(username="quy.vua"))
    assert "sẽ mất" in quy.get(url("discard")).content.decode()
    assert ProgrammeDraft.objects.exists()
    quy.post(url("discard"), {"revision": 1})
    assert not ProgrammeDraft.objects.exists()


def test_a_new_programme_begins_from_an_archive(quy: Client) -> None:
    files = begin(User.objects.get(username="quy.vua")).files
    reply = quy.post(reverse("setup:new"), {"file": upload("bo.zip", pack_files(files))})
    assert (reply.status_code, "Đã có chương trình mã" in reply.content.decode()) == (422, True)
    head = files["programme.yaml"].replace("code: tuan_giao_2021", "code: moi")
    places = {"khong-phai": ["xa_lanh_manh", "Quàng Văn Thái"]}
    new = {"file": upload("bo.zip", pack_files({**files, "programme.yaml": head})), **places}
    assert quy.post(reverse("setup:new"), new)["Location"] == reverse("setup:draft", args=["moi"])
    assert "Chương trình mới" in quy.get(reverse("setup:programmes")).content.decode()


def test_pages_ask_few_questions(quy: Client, django_assert_max_num_queries: Any) -> None:
    begin(User.objects.get(username="quy.vua"))
    for route, args, most in (
        ("programme", (), 14), ("draft", (), 12), ("file", ("elements.csv",), 12), ("publish", (), 40),
    ):  # fmt: skip
        quy.get(url(route, *args))
        with django_assert_max_num_queries(most):
            quy.get(url(route, *args))


def test_every_value_of_a_closed_list_has_words() -> None:
    """An official reads «phát sinh trong kỳ», not «flow»."""
    for column in (
        "kind",
        "nature",
        "over_time",
        "over_place",
        "counts_persons",
        "asked",
        "carry",
        "warning",
        "subject",
    ):
        values = list_choices(column)
        assert len(values) > 1, column
        for value in values:
            assert name_value(column, value) != value, (column, value)
    assert name_value("name", "flow") == "flow"
    assert name_field("unit", ("indicator", "unit")) == "đơn vị"
