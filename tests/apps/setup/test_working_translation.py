"""The English working translation of a report has the figures of the Vietnamese one, in its order."""

import re
from io import BytesIO

import docx
import pytest
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages.reports import build_report_for
from sokehoach.apps.documents.pages.working_translations import build_translation
from sokehoach.apps.documents.queries.outlines import access_outline
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.documents.content import Document, FigureRun, Heading, Missing, list_references, list_runs
from tests.apps.setup.test_english import english

pytestmark = pytest.mark.usefixtures("db", "demonstration")
OUTLINE, PERIOD, USER = "bc-ldtbxh", "2021S1", "thuongtruc"
QUOTED, CITED = re.compile("«[^»]*»"), re.compile(r"Kế hoạch, mục [\w.]+|^Under Kế hoạch.*")
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỷỹỵ]", re.IGNORECASE)


@pytest.fixture
def translation():
    user = User.objects.get(username=USER)
    return build_translation(user, access_outline(user, OUTLINE), period=PERIOD)


def list_figures(document: Document) -> list[str]:
    return sorted(
        run.text for run in list_runs(document) if isinstance(run, FigureRun) and re.fullmatch(r"[\d.,]+", run.text)
    )


def test_it_has_the_figures_of_the_vietnamese_report_and_no_others(translation) -> None:
    written = sorted(figure.translate(str.maketrans(",.", ".,")) for figure in list_figures(translation.english))
    assert written == list_figures(translation.vietnamese)
    assert any("," in figure for figure in list_figures(translation.english))
    assert len(list_figures(translation.english)) > 60
    assert set(list_references(list_runs(translation.english))) == set(
        list_references(list_runs(translation.vietnamese))
    )
    gaps = [
        sum(isinstance(run, Missing) for run in list_runs(text))
        for text in (translation.english, translation.vietnamese)
    ]
    assert gaps[0] == gaps[1]


def test_its_frame_is_english_and_what_people_wrote_is_not(translation) -> None:
    headings = [block.text for block in translation.english.blocks if isinstance(block, Heading)]
    assert headings[:4] == ["SITUATION", "RESULTS", "Direction", "Communication"]
    assert not [heading for heading in headings if VIETNAMESE.search(heading)]
    said = {block.english: block.vietnamese for block in translation.blocks}
    opening = next(text for text in said if text.startswith("Under "))
    assert "Kế hoạch số 45/KH-UBND" in opening  # the plan is cited as it is called
    coverage = next(text for text in said if text.startswith("The figures come from "))
    assert re.search(r"17/19 communes and townships \(not sent: Pú Xi; returned: Tênh Phông\)", coverage)
    sentence = next(text for text in said if text.startswith("Communes held "))
    assert re.search(r"face-to-face sessions \((up|down) by [\d.]+ % on the same period of last year; ", sentence)
    narratives = [block for block in translation.blocks if not block.is_translated and block.english]
    assert narratives, "what communes wrote is quoted"


def test_every_sentence_of_the_frame_is_english_with_its_targets(translation) -> None:
    """Names (with capitals), the currency and what somebody wrote stay; figures of targets are said in English."""
    frame = [block.english for block in translation.blocks if block.is_translated]
    assert {text: words for text in frame if (words := find_vietnamese(text))} == {}
    targets = [text for text in frame if "the target of" in text]
    assert len(targets) > 2
    # Two communes have not reported.
    unjudged = re.compile(r"\d %.* not enough figures to judge it by the target of \d+ % of Kế hoạch")
    assert any(unjudged.search(text) for text in targets), targets
    written = [block.vietnamese for block in translation.blocks if not block.is_translated and block.english.strip()]
    outline_words = ("Đã tổ chức", "Trong kỳ", "Cấp huyện", "Có ")
    assert [text for text in written if text.startswith(outline_words)] == []


def find_vietnamese(text: str) -> list[str]:
    for name in sorted(Unit.objects.values_list("short_name", flat=True), key=len, reverse=True):
        text = text.replace(name, "")
    return [
        word
        for word in re.findall(r"\w+", QUOTED.sub("", CITED.sub("", text)))
        if word[0].islower() and word != "đồng" and VIETNAMESE.search(word)
    ]


def test_page_and_file_are_marked_as_unofficial_and_nothing_is_stored() -> None:
    before = OfficialDocument.objects.count()
    page = english(USER).get(reverse("documents:translation", args=[OUTLINE, PERIOD])).text
    assert page.count("Unofficial translation") == 1
    assert "Demonstration: figures and names of staff are invented." in page
    assert "Bản trình diễn" not in page
    assert "in Tuần Giáo district, the first half of 2021" in page
    assert "Communes held" in page
    assert "Cấp xã đã tổ chức" in page
    file = english(USER).get(reverse("documents:translation_docx", args=[OUTLINE, PERIOD]))
    document = docx.Document(BytesIO(file.content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    marks = [paragraph.text for section in document.sections for part in (section.header, section.footer,
             section.first_page_header, section.first_page_footer) for paragraph in part.paragraphs]  # fmt: skip
    assert any("Unofficial translation" in text for text in [*texts, *marks])
    assert any(text.startswith("Communes held") for text in texts)
    assert OfficialDocument.objects.count() == before


def test_it_is_printed_as_pdf_marked_on_every_page_and_in_english() -> None:
    answer = english(USER).get(reverse("documents:translation_pdf", args=[OUTLINE, PERIOD]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="bc-ldtbxh-2021S1-working-translation.pdf"'
    file = PdfReader(BytesIO(answer.content))
    pages = [" ".join(page.extract_text().split()) for page in file.pages]
    assert len(pages) > 1
    assert [number for number, text in enumerate(pages, start=1) if "Unofficial translation" not in text] == []
    assert "Communes held" in " ".join(pages)
    assert file.trailer["/Root"]["/Lang"].startswith("en")


def test_the_report_itself_is_vietnamese_for_readers_of_english() -> None:
    user = User.objects.get(username=USER)
    row = access_outline(user, OUTLINE)
    report = build_report_for(user, row, period=PERIOD)
    assert next(block.text for block in report.blocks if isinstance(block, Heading)) == "TÌNH HÌNH"
    assert report.kind == "Báo cáo"
    assert report.title.endswith("huyện Tuần Giáo 6 tháng đầu năm 2021")
    with override("en"):
        assert translate(report.notice) == "Bản trình diễn: số liệu và tên cán bộ là giả định."
    assert not any("Communes" in run.text for run in list_runs(report))


def test_outside_its_scope_nobody_finds_it() -> None:
    for name in ("documents:translation", "documents:translation_docx", "documents:translation_pdf"):
        assert english("nguoingoai").get(reverse(name, args=[OUTLINE, PERIOD])).status_code == 404
        assert english(USER).get(reverse(name, args=[OUTLINE, "2021S9"])).status_code == 404
