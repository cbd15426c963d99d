"""What the reader makes of plans of our own invention, whose lines are written in as many ways as plans write them.

Printed as tests/golden/printed/plans.txt: of each plan its header, then every clause, target, duty, task, report and
table; of each time limit its days or rule.
"""

# ruff: noqa: E501 the plans have a line for each paragraph

from collections.abc import Iterator
from datetime import date
from typing import Any

from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.dates import DateRange
from sokehoach.domain.plans.reading import NotAPlanError, read_plan, to_json
from tests.domain.plans import samples
from tests.domain.plans.wordings import (
    CLOSE,
    DATES,
    DUTIES,
    HEAD,
    HEADS,
    MARKERS,
    REPORTS,
    ROWS,
    TARGETS,
    TASKS,
)

SIGNINGS = ((date(2025, 11, 18), DateRange(date(2026, 1, 1), date(2027, 1, 1))), (date(2026, 3, 5), None), (None, None))
TODAY = date(2026, 2, 20)


LEADS = """\
1. Trồng cây ven đường
a) Chọn giống cây phù hợp khí hậu vùng cao
b) Đào hố trồng cây trước mùa mưa
- Cơ quan chủ trì: Phòng Kinh tế (theo chức năng, nhiệm vụ được giao).
- Cơ quan phối hợp: UBND các xã; Hội Nông dân
- Sản phẩm: danh mục giống cây.
- Thời gian: Quý I/2026.
c) Nhiệm vụ: Tưới cây vào mùa khô
- Đơn vị thực hiện: Phòng Văn hóa chủ trì, phối hợp với Đoàn Thanh niên. Thời gian thực hiện: tháng 4/2026; đơn vị phối hợp: các thôn.
d) Thống kê cây chết, báo cáo kết quả (Đơn vị chủ trì: Hạt Kiểm lâm; thời gian hoàn thành: 30/6/2026)
đ) Kiểm kê cây ven đường. Cơ quan chủ trì: Thanh tra huyện. Cơ quan phối hợp: các phòng; các ban.
2. Việc của nhiều cơ quan, gồm:
- Cắt tỉa cành cây trước mùa bão
- Đề nghị Điện lực huyện chặt cây dưới đường dây
- Phân công: Phòng Kinh tế hướng dẫn kỹ thuật; UBND các xã tổ chức cắt tỉa.
3. Tổ chức thực hiện:
- Lập sổ theo dõi cây
- Chủ trì:
- Bàn giao cây cho các thôn
- Chủ trì: Phòng Kinh tế; thời gian:
- Thời gian: tháng 9.
- Thời gian: tháng 10.
"""
STACKED = """\
STT

Nội dung công việc

Cơ quan chủ trì

Cơ quan phối hợp

Thời gian hoàn thành

Ghi chú

A. Nhóm việc thứ nhất

1

Chọn đất trồng cây

Phòng Kinh tế

Tháng 3/2026

2.

Đào hố trồng cây

Sản phẩm là hố cây

UBND các xã

Hội Nông dân

trước ngày 30/4

3

Trồng cây

- Phòng Kinh tế

- Phòng Văn hóa

Các thôn

Quý II

- Làm hai đợt

- Nghỉ ngày mưa

II

Chăm sóc cây

1

Tưới cây

Các thôn

Tổng cộng: 4 việc
"""
HEADS_OF_PLANS = (
    "UBND HUYỆN SƯƠNG MAI\nPHÒNG KINH TẾ\n-------\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 7 /KH-KT\nSương Mai, ngày 5 tháng 4 năm 2026\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nTrồng cây\ngiai đoạn 2026 - 2030\n\nThực hiện Kế hoạch số 45/KH-UBND, Phòng Kinh tế xây dựng Chương trình như sau:\n",
    "| ỦY BAN NHÂN DÂN\nXÃ NÀ MƠ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n| Số: 12a/2026/KH-UBND | Nà Mơ, ngày 01 tháng 01 năm 2026 |\n\n**KẾ HOẠCH**\n\n**Trồng cây năm 2026 (Kèm theo Quyết định số 12a/2026/QĐ-UBND)**\n\nCăn cứ Luật Lâm nghiệp;\n",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nBỘ LÂM NGHIỆP\n\nHà Nội, ngày 3 tháng 2 năm 2026\n\nKẾ HOẠCH\n\nTRỒNG RỪNG\n\nĐể phủ xanh đất trống, Bộ ban hành Kế hoạch này.\n",
    "H U Y Ệ N Ủ Y  S Ư Ơ N G  M A I\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 3-KH/HU\n\nK Ế H O Ạ C H\nT r ồ n g  c â y  v à  b ả o  v ệ  r ừ n g\n",
    "Kế hoạch trồng cây\nNgày 02 tháng 3 năm 2026\n",
    "",
)
CLOSES = (
    "\nNơi nhận:\n- Như trên;\n- Sở Y tế;\n(để phối hợp);\n+ Lưu: VT.\n\nQ. CHỦ TỊCH\n\nTS. Hà Văn Mẫu\n",
    "\nNƠI NHẬN:                          TRƯỞNG PHÒNG\n- Các xã;                          (Đã ký)\n- Lưu VT.                          Nguyễn Thị Hoa Mai\n",
    "\nTM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn An\nNơi nhận: Các thôn, các trường\n",
    "\nGIÁM ĐỐC\n\n| **Đại tá Vừ A Páo** |\n\nPHỤ LỤC I\nDanh sách\n",
    "\n2026-03-04T08:00:00\n",
    "\nNơi nhận:\nUBND tỉnh\nCác xã\nCHÁNH VĂN PHÒNG\n",
)


def build_plan(*parts: str, head: str = HEAD, close: str = CLOSE, blank: str = "\n") -> str:
    return (
        head + blank + "\n".join(blank.join(f"{line}\n" for line in part.strip().split("\n")) for part in parts) + close
    )


def list_plans() -> Iterator[tuple[str, str]]:
    yield from (("a commune's", samples.COMMUNE), ("an attached", samples.ATTACHED), ("a spaced", samples.SPACED))
    targets = TARGETS.strip().replace("\n", ".\n- ")
    for heading in ("I. MỤC TIÊU, CHỈ TIÊU", "I. MỤC ĐÍCH, YÊU CẦU", "I. NỘI DUNG"):
        yield (
            f"targets below «{heading}»",
            build_plan(f"{heading}\n- {targets}", "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế theo dõi chung."),
        )
    yield "duties", build_plan(f"I. TỔ CHỨC THỰC HIỆN\n{DUTIES}")
    yield "duties, with blank lines", build_plan(f"I. TỔ CHỨC THỰC HIỆN\n{DUTIES}", blank="\n\n")
    yield (
        "tasks",
        build_plan(
            f"I. NHIỆM VỤ, GIẢI PHÁP\n{TASKS}",
            "II. KINH PHÍ\nHuy động từ các nguồn hợp pháp khác, lồng ghép các chương trình.\n- Ngân sách huyện: 300 triệu đồng.",
            f"III. TỔ CHỨC THỰC HIỆN\n{DUTIES}",
        ),
    )
    yield "reports", build_plan(f"I. CHẾ ĐỘ BÁO CÁO\n{REPORTS}")
    ruled = "\n".join("| " + " | ".join(row) + " |" for row in (HEADS, *ROWS))
    stacked = "\n\n".join(cell for row in (HEADS, *ROWS) for cell in row if cell)
    work = "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế theo dõi chung."
    yield "a table", build_plan(f"I. NHIỆM VỤ\n{ruled}", work)
    yield "a table of one cell a line", f"{HEAD}\nI. NHIỆM VỤ\n\n{stacked}\n\n{work}\n{CLOSE}"
    yield "tables behind", build_plan(work) + f"\nPHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n{ruled}\n\nPHỤ LỤC II\n\n{stacked}\n"
    yield "leads below tasks", build_plan(f"I. NHIỆM VỤ\n{LEADS}", work)
    yield "leads below tasks, with blank lines", build_plan(f"I. NHIỆM VỤ\n{LEADS}", work, blank="\n\n")
    yield "a table of cells, some merged", f"{HEAD}\nI. NHIỆM VỤ\n\n{STACKED}\n{work}\n{CLOSE}"
    for number, head in enumerate(HEADS_OF_PLANS, 1):
        yield f"head {number}", build_plan(f"I. CHUNG\n{work}", head=head)
    for number, close in enumerate(CLOSES, 1):
        yield f"end {number}", build_plan(f"I. CHUNG\n{work}", close=close)
    yield "markers", build_plan(MARKERS, work)


def print_plans() -> Iterator[str]:
    for name, text in list_plans():
        yield f"== {name}"
        try:
            read = to_json(read_plan(text))
        except NotAPlanError as error:
            yield f"  no plan: {error}"
            continue
        yield f"  {format_item(read.pop('document'))}"
        if name.startswith(("head", "end")):
            continue
        for kind, items in read.items():
            for item in items:
                if kind == "outline":
                    del item["text"]
                if kind == "unread":
                    words = f"«{text[item['start'] : item['end']]}»"
                else:
                    words = item if isinstance(item, str) else format_item(item)
                yield f"  {kind}: {words}".replace("\n", " / ")
    for text in DATES.strip().split("\n"):
        for plan_date, plan_period in SIGNINGS:
            for is_labelled in (False, True):
                deadline = deadlines.parse_deadline(
                    text if is_labelled else f"Trồng cây {text}.",
                    plan_date=plan_date,
                    plan_period=plan_period,
                    is_labelled=is_labelled,
                )
                read = f"{format_item(deadline.as_json())}; next: {deadline.next_due(TODAY)}" if deadline else "none"
                yield f"{text}, {'labelled' if is_labelled else 'within'}, signed {plan_date}: {read}"


def format_item(item: dict[str, Any]) -> str:
    """«name: value; …» of what is set; a place as the numbers of its first and last letter."""
    return "; ".join(f"{name}: {format_value(value)}" for name, value in item.items() if value)


def format_value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(format_value, value))
    if not isinstance(value, dict):
        return str(value)
    return f"{value['start']}-{value['end']}" if "start" in value else f"({format_item(value)})"
