"""Slips of every kind in a plan, a letter and a decision, one at a time, and what the rules of NĐ 30/2020 say of each.

Printed as tests/golden/printed/findings.txt: under the name of a document its components, then for each line and each
way to write it otherwise what is found. Of findings of the unchanged document no more is said.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace

from sokehoach.domain.documents.rules import lint_document
from sokehoach.domain.documents.rules.components import check_sizes
from sokehoach.domain.documents.rules.finding import FormatFinding
from sokehoach.domain.documents.rules.lint import find_components
from sokehoach.domain.documents.rules.measured_document import (
    Edge,
    MeasuredAlign,
    MeasuredDocument,
    MeasuredLine,
    MeasuredSheet,
    PageNumber,
    SourceFormat,
)
from tests.domain.documents.rules.sheets import NUMBERED, PAPER, RIGHT, body, document, line

CENTRED = {"align": MeasuredAlign.CENTER}
LONG = (
    "Các cơ quan, đơn vị phối hợp trồng, chăm sóc và bảo vệ cây xanh trên địa bàn, báo cáo kết quả trước ngày 20 hằng "
    "tháng."
)
LETTER = (
    *RIGHT[:4],
    line("Số: 07/UBND-KTHT", 13, column=1),
    line("V/v trồng cây đầu xuân", 12, column=1),
    RIGHT[5],
    line("Kính gửi:", **CENTRED),
    line("- Phòng Kinh tế;", **CENTRED),
    line("- Trạm Y tế xã.", **CENTRED),
    body("Căn cứ Luật Lâm nghiệp năm 2017;", italic=True),
    body("Theo đề nghị của Phòng Kinh tế.", italic=True),
    body("Phần I", bold=True, **CENTRED),
    body("VIỆC PHẢI LÀM", bold=True, **CENTRED),
    body("Mục 1", bold=True, **CENTRED),
    body(LONG),
    body("c) Trạm Y tế xã kiểm tra nước tưới./."),
    RIGHT[14],
    line("- Như trên;", 11, column=1),
    line("- Các sở, ban, ngành, đoàn thể;", 11, column=1),
    RIGHT[16],
    line("KT. CHỦ TỊCH", bold=True, column=2),
    line("PHÓ CHỦ TỊCH", bold=True, column=2),
    RIGHT[19],
)
DECISION = (
    line("ỦY BAN NHÂN DÂN HUYỆN BẾN CỎ", 12, column=1),
    line("PHÒNG VĂN HÓA", 12, bold=True, column=1, strokes=(42.0,)),
    *RIGHT[2:4],
    line("Số: 30/QĐ-VH", 13, column=1),
    line("Bến Cỏ, ngày 12 tháng 10 năm 2025", 13, italic=True, column=2),
    line("QUYẾT ĐỊNH", bold=True, **CENTRED),
    line("Ban hành Kế hoạch đọc sách", bold=True, strokes=(40.0,), **CENTRED),
    body("TRƯỞNG PHÒNG VĂN HÓA", bold=True, **CENTRED),
    body("Căn cứ Luật Thư viện;", italic=True),
    body("Theo đề nghị của thủ thư.", italic=True),
    body("Điều 1. Ban hành kèm theo Quyết định này Kế hoạch đọc sách."),
    body("Điều 2. Quyết định có hiệu lực từ ngày ký./."),
    RIGHT[14],
    line("- Như Điều 2;", 11, column=1),
    line("- Lưu: VT, VH.", 11, column=1),
    line("TRƯỞNG PHÒNG", bold=True, column=2),
    line("Đỗ Thị Sách", bold=True, column=2),
    line("KẾ HOẠCH", bold=True, **CENTRED),
    line("Đọc sách năm 2025", bold=True, **CENTRED),
    line("(Ban hành kèm theo Quyết định số 30/QĐ-VH)", italic=True, **CENTRED),
    body("I. NHIỆM VỤ", bold=True),
    body("1. Mở cửa thư viện", bold=True),
    body("II. KẾT QUẢ (6 tháng)", bold=True),
    line("Phụ lục I", bold=True, **CENTRED),
    line("DANH SÁCH ĐIỂM ĐỌC", bold=True, **CENTRED),
    line("(Kèm theo Kế hoạch đọc sách)", italic=True, **CENTRED),
    line("Phụ lục II", bold=True, **CENTRED),
    line("DANH SÁCH SÁCH MỚI", bold=True, **CENTRED),
    line("Một dòng chữ dưới tên phụ lục"),
)
DOCUMENTS = {"a plan": RIGHT, "a letter": LETTER, "a decision": DECISION}

type Edit = Callable[[MeasuredLine], tuple[MeasuredLine, ...]]


def write(change: Callable[[str], str]) -> Edit:
    return lambda one: (replace(one, runs=(replace(one.runs[0], text=change(one.text)),)),)


def print_in(**look: object) -> Edit:
    return lambda one: (replace(one, runs=(replace(one.runs[0], **look),)),)


def place(**where: object) -> Edit:
    return lambda one: (replace(one, **where),)


EDITS: dict[str, Edit] = {
    "left out": lambda one: (),
    "twice": lambda one: (one, one),
    "without the last letter": write(lambda text: text[:-1]),
    "without the first two": write(lambda text: text[2:]),
    "with a full stop": write(lambda text: f"{text}."),
    "without colons": write(lambda text: text.replace(":", "")),
    "with other marks": write(lambda text: text.translate(str.maketrans(".-/,;)", ")–-.,/"))),
    "with other numbers": write(lambda text: text.translate(str.maketrans("0123I", "1240V"))),
}
LOOKS: dict[str, Edit] = {
    "in capitals": write(str.upper),
    "in small letters": write(str.lower),
    "with a long end": write(lambda text: f"{text} {LONG}"),
    "not bold or bold": lambda one: print_in(bold=not one.runs[0].bold)(one),
    "upright or italic": lambda one: print_in(italic=not one.runs[0].italic)(one),
    "to the left": place(align=MeasuredAlign.LEFT),
    "in the middle": place(align=MeasuredAlign.CENTER),
    "over the whole width": place(column=0),
    "in a table": place(tabled=True),
    "without a drawn line": place(strokes=()),
    "after a forced break": place(broken=True),
}
SIZES = (10.69, 10.99, 11.3, 11.69, 12.0, 12.3, 12.69, 13.0, 13.02, 13.3, 14.0, 14.02, 14.3, 14.32)


def print_findings() -> Iterator[str]:
    for name, lines in DOCUMENTS.items():
        yield f"== {name}"
        yield from print_components(document(lines))
        yield from print_sizes(lines)
        known = {describe(finding) for finding in lint_document(document(lines))}
        yield from (f"  {said}" for said in sorted(known))
        for look, change in LOOKS.items():
            found = lint_document(document(tuple(change(one)[0] for one in lines)))
            yield f"every line {look}:"
            yield from (f"  {describe(finding)}" for finding in found)
        for at, one in enumerate(lines):
            yield f"{at + 1} «{one.text[:40]}»"
            right = []
            for edit, change in EDITS.items():
                changed = change(one)
                found = lint_document(document((*lines[:at], *changed, *lines[at + 1 :]))) if changed != (one,) else []
                said = [text for text in map(describe, found) if text not in known]
                if said:
                    yield f"  {edit}: {'; '.join(said)}"
                elif changed != (one,):
                    right.append(edit)
            yield f"  nothing when {', '.join(right)}"
    for name, measured in (*list_worded(), *list_measured()):
        said = [describe(finding) for finding in lint_document(measured)]
        yield f"{name}: {'; '.join(said) or 'nothing'}"


def describe(finding: FormatFinding) -> str:
    where = f" at {finding.place.paragraph} «{finding.place.quote}»" if finding.place.paragraph else ""
    more = f" +{finding.more}" if finding.more else ""
    clause = finding.clause.partition(" Phần I ")[0]
    return f"{finding.severity} {finding.rule}{where}{more} [{clause}]: {finding.actual} → {finding.expected}"


def print_components(measured: MeasuredDocument) -> Iterator[str]:
    components = find_components(measured)
    for field in fields(components):
        found = getattr(components, field.name)
        if field.name != "document" and found:
            shown = found if isinstance(found, tuple | frozenset) else (found,)
            yield f"  {field.name}: " + " | ".join(getattr(one, "text", str(one))[:40] for one in shown)


def print_sizes(lines: tuple[MeasuredLine, ...]) -> Iterator[str]:
    for source in SourceFormat:
        for size in SIZES:
            printed = tuple(print_in(size=size)(one)[0] for one in lines)
            wrong = {
                finding.actual.partition(":")[0]
                for finding in check_sizes(find_components(document(printed, source=source)))
            }
            yield f"  in {source} {size:g} is wrong for: {', '.join(sorted(wrong))}"


def put(
    after: int, *texts: str | MeasuredLine, base: tuple[MeasuredLine, ...] = RIGHT, instead: int = 0
) -> MeasuredDocument:
    """More lines after line number `after`; `instead` of how many that stand there."""
    lines = tuple(body(text) if isinstance(text, str) else text for text in texts)
    return document((*base[:after], *lines, *base[after + instead :]))


def list_worded() -> Iterator[tuple[str, MeasuredDocument]]:
    for text in (
        "Điều 3: Trách nhiệm", "Điều 3 Trách nhiệm", "điều 3. của Luật", "Điều 4.", "I) mục tiêu", "II/ MỤC TIÊU",
        "IV. MỤC TIÊU (đến năm 2030)", "2/ Yêu cầu", "2) Yêu cầu", "2. Yêu cầu", "2. Yêu cầu;", "d- Trồng cây;",
        "d) Trồng cây;", "ă) Trồng cây;", "e/ Trồng cây;", "w) Trồng cây;", "Chương II", "CHƯƠNG 2. CÂY XANH",
        "Tiểu mục 3", "TIỂU MỤC IV", "Phần mềm được dùng;", "Trồng  cây", "Trồng cây , tưới cây", "Trồng cây,tưới cây",
        "Trồng cây ở nơi đã hoà", "Uỷ ban, uỷ quyền, hòa", "Xữ lý rác và sữ dụng nước", LONG,
    ):  # fmt: skip
        yield f"«{text[:40]}» in the text", put(13, text)
        yield f"«{text[:40]}» in bold", put(13, body(text, bold=True))
    for text in ("Hết. / .", "Hết ./", "Hết/.", "Hết", "Hết./."):
        yield f"the end is «{text}»", put(14, text)
    yield "below the end two letters", put(14, "A")
    for text in (
        "ngày 03 tháng 02 năm 2025", "Sương Mai, ngày 3/2/2025", "…, ngày   tháng 02 năm 2025",
        "(Sương Mai, ngày 03 tháng 02 năm 2025)", "Sương Mai, ngày 31 tháng 02 năm 2025",
    ):  # fmt: skip
        yield f"day «{text}»", put(5, line(text, 13, italic=True, column=2), instead=1)
    yield "the day on the side of the number", put(5, replace(RIGHT[5], column=1), instead=1)
    for text in ("Số: 3/QĐ-UBND", "Số: /KH-UBND", "Số: 12\\KH-UBND", "Số: 12/2025/KH-UBND", "Số: 12/UBND"):
        yield f"number «{text}»", put(4, line(text, 13, column=1), instead=1)
    yield "a letter with CV", put(4, line("Số: 07/CV-UBND", 13, column=1), base=LETTER, instead=1)
    yield "a letter without its subject", put(5, base=LETTER, instead=1)
    yield "a letter to one, on a line of its own", put(8, base=LETTER, instead=1)
    yield (
        "a letter to one, on the same line",
        put(7, line("Kính gửi: Phòng Kinh tế.", **CENTRED), base=LETTER, instead=3),
    )
    yield "a letter to one after a dash", put(7, line("Kính gửi: -", **CENTRED), base=LETTER, instead=1)
    yield (
        "a letter to several that begin on the same line",
        put(7, line("Kính gửi: Đảng ủy;", **CENTRED), base=LETTER, instead=1),
    )
    yield "a letter to nobody", put(7, base=LETTER, instead=3)
    yield "a request to nobody", put(6, line("TỜ TRÌNH", bold=True, **CENTRED), instead=1)
    yield "a record without a day", document((*RIGHT[:5], line("BIÊN BẢN", bold=True, **CENTRED), *RIGHT[7:]))
    yield "a deputy without an office of their own", put(21, base=LETTER, instead=1)
    for text in (
        "T/M ỦY BAN NHÂN DÂN",
        "TM ỦY BAN NHÂN DÂN",
        "Q. CHỦ TỊCH",
        "K/T CHỦ TỊCH",
        "CHỦ TỊCH " + "VÀ CÁC ỦY VIÊN " * 9,
    ):
        yield f"signed «{text[:30]}»", put(17, line(text, bold=True, column=2), instead=1)
    for text in ("ThS. Hà Văn Mẫu", "BS Hà Văn Mẫu", "Tiến sĩ Hà Văn Mẫu"):
        yield f"signer «{text}»", put(19, line(text, bold=True, column=2), instead=1)
        yield (
            f"signer «{text}» of a hospital",
            document(
                (
                    *RIGHT[:1],
                    line("BỆNH VIỆN SƯƠNG MAI", 12, bold=True, column=1, strokes=(42.0,)),
                    *RIGHT[2:19],
                    line(text, bold=True, column=2),
                )
            ),
        )
    for text in ("Nơi nhận", "NƠI NHẬN:", "Nơi nhận: như sau"):
        yield f"recipients below «{text}»", put(14, line(text, 12, bold=True, italic=True, column=1), instead=1)
    for text in ("UBND tỉnh;", "- UBND tỉnh", "UBND tỉnh", "+ UBND tỉnh;"):
        yield f"recipient «{text}»", put(15, line(text, 11, column=1), instead=1)
    yield "no recipient", put(15, instead=2)
    yield "a title of several lines", put(8, *(line("và trồng rừng", bold=True, **CENTRED) for _ in range(3)))
    yield (
        "a title without a drawn line, of several lines",
        put(
            7,
            line("Chăm sóc cây", bold=True, **CENTRED),
            line("và rừng", bold=True, **CENTRED),
            line("Ghi chú", **CENTRED),
            instead=1,
        ),
    )
    yield (
        "a title, then a line over the whole width",
        put(7, line("Chăm sóc cây", bold=True, **CENTRED), line("Và rừng", bold=True), instead=1),
    )
    yield (
        "a title, then a reason",
        put(7, line("Chăm sóc cây", bold=True, **CENTRED), line("Căn cứ Luật", bold=True, **CENTRED), instead=1),
    )
    yield "no title, a long paragraph", put(7, body(LONG * 3), instead=1)
    yield (
        "a line drawn below the first paragraph",
        put(7, replace(RIGHT[7], strokes=()), replace(RIGHT[8], strokes=(40.0,)), instead=2),
    )
    yield (
        "a line drawn below the second paragraph",
        put(7, replace(RIGHT[7], strokes=()), RIGHT[8], replace(RIGHT[9], strokes=(40.0,)), instead=3),
    )
    yield (
        "an exponent and a word of no known size",
        put(13, replace(body(""), runs=(*body("Trồng 30 m").runs, *line("2", 8).runs, *line("đất", 0).runs))),
    )
    yield (
        "half of the letters bold",
        put(13, replace(body(""), runs=(*body("Trồng").runs, *body("rừng x", bold=True).runs))),
    )
    yield (
        "another font",
        put(13, *print_in(font="LiberationSerif-Bold")(RIGHT[12]), *print_in(font="Arial-BoldMT")(RIGHT[12])),
    )
    yield "agencies with work and without a copy", put(
        13, "II. TỔ CHỨC THỰC HIỆN", "1. Phòng Y tế", "Chủ trì kiểm tra nguồn nước tưới cây.",
        "2. Phòng Tư pháp", "Chủ trì tuyên truyền Luật Lâm nghiệp.", "3. Ủy ban nhân dân các xã",
        "Tổ chức trồng cây tại địa phương.",
    )  # fmt: skip


def list_measured() -> Iterator[tuple[str, MeasuredDocument]]:
    """Sheets, indents, gaps, heights and drawn lines, a little within the bound and a little beyond it."""
    for source in SourceFormat:
        for measure, values in (
            ("first_indent", (8.9, 9.8, 11.4, 12.9, 13.8)),
            ("space_after", (4.4, 4.6, 5.9, 5.96)),
            ("line_height", (0.91, 0.93, 0.97, 1.53, 1.57, 1.6)),
        ):
            for value in values:
                one = replace(RIGHT[11], **{measure: value})
                measured = document((*RIGHT[:11], one, *RIGHT[12:]), replace(PAPER, page_number=None), source=source)
                yield f"{measure} {value} in {source}", measured
        for at, name in ((1, "of the issuer"), (3, "of the motto"), (7, "of the subject")):
            for length in (29, 54, 56, 89, 111, 113):
                one = replace(RIGHT[at], strokes=(float(length),))
                yield (
                    f"a line {name} of {length} in {source}",
                    document((*RIGHT[:at], one, *RIGHT[at + 1 :]), source=source),
                )
        for margin, low, high in (("top", 20, 25), ("bottom", 20, 25), ("left", 30, 35), ("right", 15, 20)):
            for millimetres in (low - 3, low - 1, low - 0.3, high + 0.3, high + 1.6, high + 4):
                sheet = replace(PAPER, page_number=None, **{margin: millimetres})
                yield f"{margin} {millimetres} in {source}", document(RIGHT, sheet, source=source)
        for number in (
            None,
            PageNumber(Edge.BOTTOM, MeasuredAlign.CENTER, 13),
            PageNumber(Edge.TOP, MeasuredAlign.LEFT, 13),
            PageNumber(Edge.TOP, MeasuredAlign.CENTER, 12.6, italic=True),
            PageNumber(Edge.TOP, MeasuredAlign.CENTER, 14.4, value=5),
            PageNumber(Edge.TOP, None, 14.2, value=2),
        ):
            second = replace(PAPER, number=2, opens=False, page_number=number)
            for first in (replace(PAPER, page_number=number), replace(PAPER, page_number=None, first_number=NUMBERED)):
                yield f"{number} in {source}", document(RIGHT, first, second, replace(second, number=3), source=source)
    for width, height in ((211.4, 298.4), (212, 297), (210, 299), (297, 210)):
        yield f"paper {width} × {height}", document(RIGHT, replace(PAPER, width=width, height=height))
    for pages in (1, 2, None):
        for text in ("Trồng cây. ", LONG * 30):
            sheet: MeasuredSheet = replace(PAPER, page_number=None)
            yield (
                f"{pages} pages and {len(text)} letters",
                replace(document((*RIGHT[:11], body(text), *RIGHT[11:]), sheet), pages=pages),
            )
    for at in (1, 3, 7):
        one = replace(RIGHT[at], width=None)
        yield f"line {at + 1} of unknown width", put(at, one, instead=1)
    yield "a document of the Party", document((line("ĐẢNG CỘNG SẢN VIỆT NAM", bold=True), *RIGHT))
    yield "a signature's stamp", put(13, line("Người ký: Ủy ban nhân dân", 8, italic=True))
    yield "a sheet without a known left margin", document(RIGHT, replace(PAPER, left=None, right=9))
    for align in (None, *MeasuredAlign):
        title = replace(RIGHT[7], align=align)
        yield f"a title with its lines {align} in pdf", replace(put(7, title, instead=1), source=SourceFormat.PDF)
    second_page = (*RIGHT[:12], *(replace(one, page=2) for one in RIGHT[12:]))
    close = tuple(replace(one, space_after=0.0 if one.space_after else None) for one in second_page)
    yield "no gap over the end of a page", document(close)
    yield (
        "a coloured word",
        document(
            (*RIGHT[:11], *print_in(colour="303030")(RIGHT[11]), *print_in(colour="313000")(RIGHT[12]), *RIGHT[13:])
        ),
    )
