"""Names that a programme defines are English on English pages where it has their English, else Vietnamese."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from sokehoach.apps.accounts.models import Role
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.indicators.models import DataElement, Option
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries import english_names
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.messages import name_definition
from tests.apps.setup.test_english import english

pytestmark = pytest.mark.usefixtures("db", "demonstration")
SHEET = "/tong-hop/099/2021S1/01-XA/"
NAMES = {"Văn bản chỉ đạo khác": "Other directing documents", "Kinh phí đã chi": "Funds spent"}


def read_both(username: str, address: str) -> dict[str, str]:
    client = english(username)
    pages = {"en": client.get(address).text}
    client.cookies["django_language"] = "vi"
    return pages | {"vi": client.get(address).text}


@pytest.mark.parametrize("address", [SHEET, "report"])
def test_elements_sections_and_forms_of_figures_and_reports(address: str) -> None:
    if address == "report":
        report = Submission.objects.get(form__code="01-XA", unit__code="03289", period="2021S1")
        address = f"/bao-cao/{report.pk}/"
    pages = read_both("thuongtruc", address)
    for name, said in NAMES.items():
        assert (name in pages["vi"], said in pages["vi"]) == (True, False), name
        assert (name in pages["en"], said in pages["en"]) == (False, True), name


def test_answers_and_their_charts() -> None:
    """A question's table, its text above and its chart, and a file of it, which is in the reader's language too."""
    codes = ["CD02", "KP02"]
    elements = [DataElement.objects.get(code=code) for code in codes]
    query = "&".join(["ky=2021S1&noi=communes", *(f"chi-tieu={element.uid}" for element in elements)])
    pages = read_both("thuongtruc", f"/hoi-so-lieu/?{query}")
    assert pages["en"].count("<figcaption") >= 1
    for code, element in zip(codes, elements, strict=True):
        name = str(element.name)
        with translation.override("en"):
            said = translate(element.name)
        assert said != name, "this name has no English"
        assert not [end for end in ("<", " (", ",") if name + end in pages["en"]], "a longer name may have no English"
        assert f"{code} {said}" in pages["en"]
        assert f"{code} {name}" in pages["vi"]
    files = read_both("thuongtruc", f"/hoi-so-lieu/so-lieu.csv?{query}")
    assert "Other directing documents (documents)" in files["en"]
    assert all(f"{element.name} ({element.unit})" in files["vi"] for element in elements)
    assert not any(str(element.name) in files["en"] for element in elements)


@pytest.mark.parametrize("address", [SHEET, f"{SHEET}KP02/", "/giao-ban/", "report"])
def test_units_of_measure_are_english_where_the_definition_has_their_english(address: str) -> None:
    if address == "report":
        address = f"/bao-cao/{Submission.objects.get(form__code='01-XA', unit__code='03289', period='2021S1').pk}/"
    pages = read_both("thuongtruc", address)
    assert ("triệu đồng" in pages["vi"].lower(), "million đồng" in pages["vi"].lower()) == (True, False)
    assert "million đồng" in pages["en"].lower()
    shown = re.findall(r">\s*(?:lượt người|triệu đồng|cuộc|văn bản)\s*<", re.sub(r'lang="vi".*?</', "", pages["en"]))
    assert shown == []


def test_what_the_definition_has_no_english_for_stays_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    unnamed = "Vụ vi phạm về sản phẩm, hoạt động văn hóa đồi trụy, khiêu dâm"
    read_names = english_names._read_names
    monkeypatch.setattr(
        english_names,
        "_read_names",
        lambda pk, digest: {name: said for name, said in read_names(pk, digest).items() if name != unnamed},
    )
    report = Submission.objects.get(form__code="02-CA", period="2020S2")
    pages = read_both("congan", f"/bao-cao/{report.pk}/")
    assert all(unnamed in page for page in pages.values())
    assert "Criminal cases opened" in pages["en"]


def test_rows_keep_the_vietnamese_name_and_show_the_english_one() -> None:
    rows = {
        DataElement.objects.get(code="CD02").name: "Other directing documents",
        Option.objects.get(option_set__code="channel", name="Loa truyền thanh").name: "Loudspeakers",
        Programme.objects.get(code="tuan_giao_2021").short_name: "Fight against prostitution",
        Role.objects.filter(name="Quản trị đơn vị").values_list("name", flat=True)[0]: "Administrator of a unit",
        name_definition("Không có trong bộ dữ liệu"): "Không có trong bộ dữ liệu",
    }
    with translation.override("en"):
        assert {name: translate(name) for name in rows} == rows
    assert [translate(name) for name in rows] == [*rows]
    element = DataElement.objects.get(code="CD02")
    element.save()
    assert DataElement.objects.filter(name="Văn bản chỉ đạo khác").count() == 1


def test_a_label_made_of_two_names_has_the_english_of_both() -> None:
    channel = "Loa truyền thanh"
    assert english_names.find_english_name(f"Văn bản chỉ đạo khác: {channel}") == (
        "Other directing documents: Loudspeakers"
    )
    assert english_names.find_english_name("Văn bản chỉ đạo khác: tử số") == "Other directing documents: numerator"
    for unnamed in ("Văn bản chỉ đạo khác: Đài xã", "Đài xã: Loa truyền thanh", "Đài xã", ""):
        assert english_names.find_english_name(unnamed) == unnamed


def test_hints_and_ready_questions_are_english_too() -> None:
    report = Submission.objects.get(form__code="01-XA", unit__code="03304", period="2021S1")
    pages = read_both("xa03304", f"/bao-cao/{report.pk}/")
    hint, said = "Việc chưa làm được và vì sao.", "What could not be done, and why."
    assert (hint in pages["vi"], said in pages["vi"], hint in pages["en"], said in pages["en"]) == (
        True, False, False, True,
    )  # fmt: skip
    pages = read_both("thuongtruc", "/hoi-so-lieu/")
    for name, said in (
        ("Từng xã đã tuyên truyền bao nhiêu", "How much communication each commune did"),
        ("Triệu đồng, theo từng xã và nguồn", "Million đồng, by commune and source"),
    ):
        assert (name in pages["vi"], said in pages["vi"], name in pages["en"], said in pages["en"]) == (
            True, False, False, True,
        )  # fmt: skip


def test_an_english_page_asks_once_for_all_its_names() -> None:
    client = english("thuongtruc")
    client.get(SHEET)
    with CaptureQueriesContext(connection) as asked:
        client.get(SHEET)
    about_versions = [query["sql"] for query in asked if "programmes_definitionversion" in query["sql"]]
    assert len([sql for sql in about_versions if "digest" in sql]) == 1
    client.cookies["django_language"] = "vi"
    with CaptureQueriesContext(connection) as asked:
        client.get(SHEET)
    assert not [query for query in asked if "digest" in query["sql"]]


@pytest.mark.parametrize("address", ["/van-ban/", "/", "/giao-ban/", "/van-ban/mau/"])
def test_titles_of_outlines_are_english_and_their_documents_are_not(address: str) -> None:
    pages = {language: page.casefold() for language, page in read_both("thuongtruc", address).items()}
    title, said = "công tác phòng, chống mại dâm", "results of the work against prostitution in"
    assert f"kết quả thực hiện {title}" in pages["vi"]
    assert (said in pages["vi"], said in pages["en"]) == (False, True)
    report = ReportOutline.objects.get(uid="bc-ldtbxh")
    assert str(report) == report.title == "Kết quả thực hiện công tác phòng, chống mại dâm trên địa bàn huyện Tuần Giáo"


def test_kinds_of_entries_behind_a_figure_are_english() -> None:
    report = Submission.objects.get(form__code="01-XA", unit__code="03289", period="2021S1")
    pages = read_both("thuongtruc", f"/bao-cao/{report.pk}/o/B1/nguon/")
    for name, said in {
        "Tuyên truyền trực tiếp": "Face to face",
        "Lồng ghép chương trình khác": "Within another",
    }.items():
        assert (name in pages["vi"], name in pages["en"], said in pages["en"]) == (True, False, True)
