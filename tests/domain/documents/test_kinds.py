"""One document of each kind, of an invented district: its words, its layout, its stored form."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sokehoach.domain.documents import decisions, letters, meetings, minutes
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from sokehoach.domain.documents.plain_text import render_plain_text
from sokehoach.domain.documents.serialization import dump_document, load_document
from tests.adapters.writers.kinds.written import COMMUNE, DISTRICT, OFFICE, written
from tests.golden.printed import read_page

DAY = date(2021, 6, 4)
NOTICE = "Dữ liệu giả định"
GOLDEN = Path(__file__).parents[2] / "golden" / "kinds"
DOCUMENTS = written()


def print_documents() -> Iterator[str]:
    for name, document in DOCUMENTS.items():
        yield f"== {name}"
        yield from print_value(dump_document(document), "")


def print_value(value: Any, place: str) -> Iterator[str]:
    """A line for each value that is set, under its place."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in items:
        yield from print_value(part, f"{place}.{name}" if place else str(name))
    if not items and value not in (None, "", [], {}):
        yield f"{place}: {value}"


def test_each_kind_has_the_name_and_the_abbreviation_of_the_decree() -> None:
    assert {kind.value: (kind.label_vi, kind.abbreviation) for kind in DocumentKind} == {
        "report": ("Báo cáo", "BC"), "plan": ("Kế hoạch", "KH"), "minutes": ("Biên bản", "BB"),
        "decision": ("Quyết định", "QĐ"), "letter": ("Công văn", ""), "notice": ("Thông báo", "TB"),
        "invitation": ("Giấy mời", "GM"),
    }  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_its_words_are_those_that_were_agreed(name: str) -> None:
    assert render_plain_text(DOCUMENTS[name]) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_its_layout_is_that_on_the_page() -> None:
    assert list(print_documents()) == read_page("documents")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_stored_and_read_again(name: str) -> None:
    assert load_document(dump_document(DOCUMENTS[name])) == DOCUMENTS[name]


def remind(*overdue: letters.OverdueForm) -> Document:
    return letters.build_reminder_letter(
        overdue=overdue,
        period="quý II",
        day=DAY,
        letterhead=Letterhead((), ("UBND huyện",), "/UBND", None, "Mường Thanh Hạ", OpenDay(2021)),
        signature=SignatureBlock(("Chủ tịch",)),
        recipients=Recipients((), "VT"),
        notice=NOTICE,
    )


def reply(text: str) -> Document:
    return letters.build_reply_letter(
        office=DISTRICT, asked_by="Hội Phụ nữ", recommendation="In sách.", visited_on=DAY, reply=text, year=2021,
        notice=NOTICE,
    )  # fmt: skip


def invite(*invited: str) -> Document:
    return meetings.build_invitation(office=OFFICE, subject="Họp giao ban", day=DAY, invited=invited, notice=NOTICE)


def conclude(*conclusions: meetings.Conclusion) -> Document:
    return meetings.build_conclusions_notice(
        office=OFFICE, subject="việc quý II.", body="Tổ", day=DAY, conclusions=conclusions, notice=NOTICE
    )


def decide(grounds: tuple[str, ...], articles: tuple[str, ...]) -> Document:
    return decisions.build_decision(
        office=COMMUNE, subject="Kiện toàn tổ", decides="Chủ tịch", grounds=grounds, articles=articles,
        carried_by=("Văn phòng",), year=2021, notice=NOTICE,
    )  # fmt: skip


def inspect(findings: str) -> Document:
    return minutes.build_inspection_minutes(
        office=COMMUNE, place="Nhà nghỉ", body="Tổ kiểm tra", day=DAY, answers=(), findings=findings, notice=NOTICE
    )


def score() -> Document:
    return minutes.build_scoring_minutes(
        office=COMMUNE, year=2021, scheme="thang điểm", scores=(), total="0", registered_class="", level_name="xã",
        notice=NOTICE,
    )  # fmt: skip


FORM = letters.OverdueForm("01-XA", "Kết quả", DAY, ("UBND xã Nà Mơ",))


@pytest.mark.parametrize(
    "document",
    [
        remind(FORM), reply("Đã làm."), invite("Công an xã"), conclude(meetings.Conclusion("Rà soát", "Công an", DAY)),
        decide(("Căn cứ Luật",), ("Kiện toàn",)), inspect(""), score(),
    ],
    ids=lambda document: document.title,
)  # fmt: skip
def test_the_notice_of_invented_data_is_on_it(document: Document) -> None:
    assert document.notice == NOTICE


@pytest.mark.parametrize(
    ("build", "problem"),
    [
        (remind, "late"),
        (invite, "invited"),
        (conclude, "concluded"),
        (lambda: decide((), ("Kiện toàn",)), "grounds"),
        (lambda: decide(("Căn cứ Luật",), ()), "articles"),
    ],
)
def test_a_document_without_its_matter_is_refused(build: Callable[[], Document], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        build()


def test_what_is_not_known_yet_leaves_room_on_paper() -> None:
    assert "[Nội dung trả lời: chưa có]" in render_plain_text(reply("  \n"))
    assert "[Nội dung trả lời: chưa có]" not in render_plain_text(reply("Đã làm."))
    empty, found = (render_plain_text(inspect(text)).split("\n") for text in ("", "Sổ ghi thiếu.\nCửa khóa."))
    assert empty.count(minutes.LINE) == found.count(minutes.LINE) + 1
    assert [line for line in found if line in ("Sổ ghi thiếu.", "Cửa khóa.")] == ["Sổ ghi thiếu.", "Cửa khóa."]


def test_parts_of_minutes_are_headed_alike() -> None:
    lines = render_plain_text(inspect("")).split("\n")
    assert [line for line in lines if re.match("[IVX]+[.] ", line)] == [
        "I. THÀNH PHẦN", "II. NỘI DUNG KIỂM TRA", "III. NHẬN XÉT, YÊU CẦU", "IV. Ý KIẾN CỦA CƠ SỞ",
    ]  # fmt: skip


def test_two_units_are_addressed_and_named_once() -> None:
    both = letters.OverdueForm("02-XA", "Kinh phí", DAY, ("UBND xã Tả Cò", "UBND xã Nà Mơ"))
    assert remind(FORM, both).addressees == ("UBND xã Nà Mơ", "UBND xã Tả Cò")


def test_the_last_ground_ends_with_a_full_stop_and_the_others_with_a_semicolon() -> None:
    text = render_plain_text(decide(("Căn cứ Luật A;", "Căn cứ Luật B", "Xét đề nghị."), ("Kiện toàn.", "Giải thể")))
    assert [line for line in text.split("\n") if line.startswith(("Căn cứ", "Xét"))] == [
        "Căn cứ Luật A;", "Căn cứ Luật B;", "Xét đề nghị.",
    ]  # fmt: skip
    assert "Điều 2. Giải thể." in text
    assert "Điều 3. Văn phòng chịu trách nhiệm" in text
    assert "- Như Điều 3;" in text


def test_minutes_alone_need_no_signature_of_the_office() -> None:
    assert [kind for kind in DocumentKind if not kind.needs_office_signature] == [DocumentKind.MINUTES]
