"""Six forms in the style of ministries, invented, each with what every cell means, written down by hand.

They differ as real ones do: units in rows or in columns, heads over several rows, columns with numbers, a column for
the unit of measure, parts below «trong đó», tables of Word, money in other sizes, rows that ask for what nobody counts.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import docx
import openpyxl
from openpyxl.styles import Border, Side

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.source import IndicatorAspect as Part
from sokehoach.domain.documents.external_form.source import PeriodRole, PlaceSource, SourceKind

UNITS = {  # code → how each form writes it: with the kind, short, other tone marks, without marks
    "03253": ("TT. Tuần Giáo", "Thị trấn Tuần Giáo", "Tuần Giáo (TT)", "TT Tuan Giao"),
    "03259": ("Phình Sáng", "Xã Phình Sáng", "X. Phình Sáng", "Phinh Sang"),
    "03260": ("Rạng Đông", "Xã Rạng Đông", "X. Rạng Đông", "Rang Dong"),
    "03262": ("Mùn Chung", "Xã Mùn Chung", "X. Mùn Chung", "Mun Chung"),
    "03263": ("Nà Tòng", "Xã Nà Tòng", "X. Nà Tòng", "Na Tong"),
    "03265": ("Ta Ma", "Xã Ta Ma", "X. Ta Ma", "Ta Ma"),
    "03268": ("Mường Mùn", "Xã Mường Mùn", "X. Mường Mùn", "Muong Mun"),
    "03269": ("Pú Xi", "Xã Pú Xi", "X. Pú Xi", "Pu Xi"),
    "03271": ("Pú Nhung", "Xã Pú Nhung", "X. Pú Nhung", "Pu Nhung"),
    "03274": ("Quài Nưa", "Xã Quài Nưa", "X. Quài Nưa", "Quai Nua"),
    "03277": ("Mường Thín", "Xã Mường Thín", "X. Mường Thín", "Muong Thin"),
    "03280": ("Toả Tình", "Xã Tỏa Tình", "X. Toả Tình", "Toa Tinh"),
    "03283": ("Nà Sáy", "Xã Nà Sáy", "X. Nà Sáy", "Na Say"),
    "03284": ("Mường Khong", "Xã Mường Khong", "X. Mường Khong", "Muong Khong"),
    "03289": ("Quài Cang", "Xã Quài Cang", "X. Quài Cang", "Quai Cang"),
    "03295": ("Quài Tở", "Xã Quài Tở", "X. Quài Tở", "Quai To"),
    "03298": ("Chiềng Sinh", "Xã Chiềng Sinh", "X. Chiềng Sinh", "Chieng Sinh"),
    "03299": ("Chiềng Đông", "Xã Chiềng Đông", "X. Chiềng Đông", "Chieng Dong"),
    "03304": ("Tênh Phông", "Xã Tênh Phông", "X. Tênh Phông", "Tenh Phong"),
}
LEFT = PlaceSource(SourceKind.HAND)  # nothing of ours: for the pen


@dataclass(frozen=True)
class LabelledForm:
    """`meant` by address; `names`: labels that only an official can explain → the code of the unit, «» for none."""

    name: str
    file_name: str
    data: bytes
    meant: Mapping[str, PlaceSource]
    names: Mapping[str, str] = field(default_factory=dict)


def figure(name: str, unit: str = "", role: PeriodRole = PeriodRole.NOW) -> PlaceSource:
    """«TT02:sex=female»; «» is nothing of ours; «%code» the share of an indicator."""
    if not name:
        return LEFT
    if name.startswith("%"):
        return PlaceSource(SourceKind.INDICATOR, role=role, unit=unit, words=name[1:], side=Part.SHARE)
    element, _, part = name.partition(":")
    return PlaceSource(SourceKind.FIGURE, (Operand(element, part),), role, unit)


def forms() -> Iterator[LabelledForm]:
    yield communes_in_rows()
    yield communes_in_columns()
    yield items_with_measures()
    yield money_by_commune()
    yield control_and_help()
    yield another_subject()


def communes_in_rows() -> LabelledForm:
    """Excel: heads over three rows, numbered columns, a total that the sheet works out."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 01"
    sheet["A1"], sheet["H1"] = "SỞ LAO ĐỘNG - TB&XH", "Biểu số 01/BC-PCMD"
    sheet.merge_cells("A1:C1"), sheet.merge_cells("H1:J1")
    sheet["A3"] = "BIỂU TỔNG HỢP KẾT QUẢ CÔNG TÁC PHÒNG, CHỐNG MẠI DÂM THEO XÃ, PHƯỜNG, THỊ TRẤN"
    sheet.merge_cells("A3:J3")
    heads = (
        ("A5:A7", "TT"), ("B5:B7", "Xã, phường, thị trấn"), ("C5:F5", "Công tác truyền thông"),
        ("C6:C7", "Số buổi truyền thông trực tiếp"), ("D6:E6", "Số lượt người nghe"), ("D7:D7", "Tổng số"),
        ("E7:E7", "Trong đó phụ nữ"), ("F6:F7", "Số lần phát thanh"), ("G5:H5", "Quản lý địa bàn"),
        ("G6:G7", "Số lượt rà soát địa bàn"), ("H6:H7", "Số hộ gia đình ký cam kết trong kỳ"),
        ("I5:I7", "Kinh phí đã sử dụng (nghìn đồng)"), ("J5:J7", "Ghi chú"),
    )  # fmt: skip
    for area, text in heads:
        sheet[area.partition(":")[0]] = text
        if area[:2] != area[-2:]:
            sheet.merge_cells(area)
    for column, number in enumerate(("A", "B", *range(1, 9)), 1):
        sheet.cell(8, column, f"({number})" if isinstance(number, int) else number)
    columns = dict(
        zip("CDEFGHIJ", ("TT01", "TT02", "TT02:sex=female", "TT03", "RS01", "CK01", "KP02", ""), strict=True)
    )
    meant = {}
    for row, (code, written) in enumerate(UNITS.items(), 9):
        sheet.cell(row, 1, row - 8), sheet.cell(row, 2, written[0])
        meant |= {f"s0!{column}{row}": figure(name, code) for column, name in columns.items()}
    last = 8 + len(UNITS)
    sheet.cell(last + 1, 2, "Tổng cộng")
    for column in "CDEFGHI":
        sheet[f"{column}{last + 1}"] = f"=SUM({column}9:{column}{last})"
    meant[f"s0!J{last + 1}"] = LEFT
    _frame(sheet, 5, last + 1, 10)
    return LabelledForm("units in rows", "bieu-01.xlsx", _saved(book), meant)


def communes_in_columns() -> LabelledForm:
    """Word in landscape: a column for each commune, a row for each item."""
    rows = (
        ("Số lượt rà soát đăng ký tạm trú, tạm vắng", "lượt", "RS03"),
        ("Số văn bản chỉ đạo khác", "văn bản", "CD02"),
        ("Số tin, bài, phóng sự", "tin, bài", "TT06"),
        ("Số lớp tập huấn do xã, thị trấn tổ chức", "lớp", "TH01"),
        ("Số pa-nô, áp phích, băng rôn, khẩu hiệu", "chiếc", "TT04"),
        ("Số câu lạc bộ gia đình văn hóa", "câu lạc bộ", ""),
    )
    made = docx.Document()
    made.add_paragraph("BIỂU TỔNG HỢP SỐ LIỆU PHÒNG, CHỐNG MẠI DÂM CỦA CÁC XÃ, THỊ TRẤN")
    heads = ["STT", "Nội dung", "Đơn vị tính", "Toàn huyện", *(written[2] for written in UNITS.values())]
    table = made.add_table(len(rows) + 1, len(heads))
    for column, head in enumerate(heads):
        table.rows[0].cells[column].text = head
    meant = {}
    for number, (label, measure, name) in enumerate(rows, 1):
        cells = table.rows[number].cells
        for cell, text in zip(cells, (str(number), label, measure), strict=False):
            cell.text = text
        for column, code in enumerate(("", *UNITS), 3):
            meant[f"t0.r{number}.c{column}"] = figure(name, code)
    return LabelledForm("units in columns", "bieu-02.docx", _saved(made), meant)


def items_with_measures() -> LabelledForm:
    """Word: sections, a column «Đơn vị tính» with dittos, parts below «trong đó», three periods and a remark."""
    rows: tuple[tuple[str, str, str, str | None], ...] = (
        ("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "", None),
        ("1", "Số văn bản chỉ đạo khác", "văn bản", "CD02"),
        ("2", "Số cuộc họp quán triệt tới cấp ủy, chính quyền", "cuộc", "CD03"),
        ("3", "Số cán bộ dự học tập, quán triệt", "lượt người", "CD04"),
        ("4", "Số đội công tác xã hội tình nguyện đang hoạt động", "đội", "CD09"),
        ("5", "Số đề tài nghiên cứu khoa học được nghiệm thu", "đề tài", ""),
        ("II", "CÔNG TÁC TRUYỀN THÔNG", "", None),
        ("6", "Số cuộc tuyên truyền trực tiếp", "cuộc", "TT01"),
        ("", "Trong đó: lồng ghép chương trình khác", '"', "TT01:kind=integrated"),
        ("7", "Số lượt người tham dự", "lượt người", "TT02"),
        ("", "- Trong đó: nữ", '"', "TT02:sex=female"),
        ("", "- Trong đó: học sinh, sinh viên", '"', "TT02:audience=pupils"),
        ("8", "Số giờ phát sóng chuyên mục", "giờ", ""),
        ("9", "Số pa-nô, áp phích, băng rôn, khẩu hiệu", "chiếc", "TT04"),
        ("10", "Số tờ rơi, sổ tay đã phát", "tờ, cuốn", "TT05"),
        ("11", "Số tin, bài, phóng sự", "tin, bài", "TT06"),
        ("12", "Số mô hình truyền thông được duy trì", "mô hình", ""),
        ("III", "QUẢN LÝ ĐỊA BÀN, CAM KẾT", "", None),
        ("13", "Số lượt rà soát địa bàn", "lượt", "RS01"),
        ("14", "Số lượt rà soát đăng ký tạm trú, tạm vắng", "lượt", "RS03"),
        ("15", "Số hộ gia đình ký cam kết trong kỳ", "hộ", "CK01"),
        ("16", "Số cơ sở ký cam kết", "cơ sở", "CK02"),
        ("17", "Số chủ cơ sở là người nước ngoài", "người", ""),
        ("IV", "ĐÀO TẠO, KINH PHÍ", "", None),
        ("18", "Số lớp tập huấn do xã, thị trấn tổ chức", "lớp", "TH01"),
        ("19", "Số cán bộ được tập huấn", "lượt người", "TH02"),
        ("20", "Kinh phí đã chi", "tỷ đồng", "KP02"),
        ("21", "Số xe mô tô được trang cấp", "chiếc", ""),
    )
    made = docx.Document()
    made.add_paragraph("Biểu số 03. KẾT QUẢ THỰC HIỆN CÔNG TÁC PHÒNG, CHỐNG TỆ NẠN MẠI DÂM CẤP XÃ")
    table = made.add_table(len(rows) + 3, 7)
    for column, head in enumerate(("TT", "Chỉ tiêu", "Đơn vị tính")):
        table.cell(0, column).merge(table.cell(1, column)).text = head
    table.cell(0, 3).merge(table.cell(0, 5)).text = "Kết quả thực hiện"
    table.cell(0, 6).merge(table.cell(1, 6)).text = "Ghi chú"
    for column, head in enumerate(("Kỳ này", "Lũy kế từ đầu năm", "Cùng kỳ năm trước"), 3):
        table.cell(1, column).text = head
    for column in range(7):
        table.cell(2, column).text = f"({column + 1})"
    meant = {}
    for number, (order, label, measure, name) in enumerate(rows, 3):
        for column, text in enumerate((order, label, measure)):
            table.cell(number, column).text = text
        for column, role in ((3, PeriodRole.NOW), (4, PeriodRole.YEAR), (5, PeriodRole.LAST_YEAR)):
            meant[f"t0.r{number}.c{column}"] = figure(name or "", role=role)
        meant[f"t0.r{number}.c6"] = LEFT
    return LabelledForm("items in rows, Word", "bieu-03.docx", _saved(made), meant)


def money_by_commune() -> LabelledForm:
    """Excel: «Đơn vị tính» once above the table, numbers of columns, groups of communes, a name nobody knows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kinh phí"
    sheet["A1"] = "THỐNG KÊ KINH PHÍ PHÒNG, CHỐNG MẠI DÂM CẤP XÃ"
    sheet.merge_cells("A1:G1")
    sheet["F2"] = "Đơn vị tính: nghìn đồng"
    sheet.merge_cells("F2:G2")
    for area, text in (
        ("A3:A4", "Số TT"), ("B3:B4", "Tên địa phương"), ("C3:E3", "Kinh phí đã chi"), ("C4:C4", "Tổng số"),
        ("D4:D4", "Trong đó: ngân sách xã"), ("E4:E4", "Trong đó: ngân sách cấp trên"),
        ("F3:F4", "Kinh phí thu hồi sau thanh tra"), ("G3:G4", "Ngày quyết toán"),
    ):  # fmt: skip
        sheet[area.partition(":")[0]] = text
        if area[:2] != area[-2:]:
            sheet.merge_cells(area)
    for column in range(1, 8):
        sheet.cell(5, column, column)
    columns = {
        "C": "KP02",
        "D": "KP02:budget_source=commune",
        "E": "KP02:budget_source=upper",
        "F": "",
        "G": "",
    }
    meant = {}
    named = [("Trường nội trú huyện", None), *((written[3], code) for code, written in UNITS.items())]
    for row, (label, code) in enumerate(named, 6):
        sheet.cell(row, 1, row - 5), sheet.cell(row, 2, label)
        for column, name in columns.items():
            meant[f"s0!{column}{row}"] = LEFT if code is None else figure(name, code)
    last = 5 + len(named)
    sheet.cell(last + 1, 2, "Cộng toàn huyện")
    for column, name in columns.items():
        meant[f"s0!{column}{last + 1}"] = figure(name)
    _frame(sheet, 3, last + 1, 7)
    return LabelledForm("money by unit", "bieu-04.xlsx", _saved(book), meant, {"Trường nội trú huyện": ""})


def control_and_help() -> LabelledForm:
    """Excel: items of police and health for the whole district, this period and the year before, with shares."""
    rows = (
        ("I", "Kiểm tra, xử lý", "", None),
        ("1", "Số cuộc kiểm tra của Đội 178", "cuộc", "KT01"),
        ("2", "Số cơ sở được kiểm tra", "lượt cơ sở", "KT02"),
        ("3", "Số lượt tái kiểm tra", "lượt cơ sở", "KT04"),
        ("4", "Số biên bản đã lập", "biên bản", "KT05"),
        ("5", "Tiền phạt đối với cơ sở", "đồng", "KT08"),
        ("6", "Số thành viên Đội kiểm tra 178", "người", "KT10"),
        ("7", "Số giấy phép bị thu hồi", "giấy phép", ""),
        ("II", "Đấu tranh với tội phạm", "", None),
        ("8", "Số vụ mại dâm bị phát hiện", "vụ", "VV01"),
        ("9", "Số tụ điểm, địa bàn phức tạp đang theo dõi", "tụ điểm", "VV02"),
        ("10", "Số tin báo, tố giác đã tiếp nhận", "tin", "VV04"),
        ("11", "Số tin báo, tố giác đã giải quyết", "tin", "VV05"),
        ("12", "Số vụ khởi tố", "vụ", "VV06"),
        ("13", "Số vụ án đã truy tố", "vụ án", "VV07"),
        ("14", "Số vụ án đã xét xử", "vụ án", "VV08"),
        ("15", "Số đường dây hoạt động qua mạng bị triệt phá", "đường dây", ""),
        ("III", "Hỗ trợ", "", None),
        ("16", "Số lượt người được tư vấn", "lượt người", "HT01"),
        ("17", "Số lượt người được khám, chữa bệnh", "lượt người", "HT02"),
        ("18", "Số lượt người được trợ giúp pháp lý", "lượt người", "HT03"),
        ("19", "Số người được học nghề", "người", "HT04"),
        ("20", "Số lượt người được giới thiệu việc làm", "lượt người", "HT05"),
        ("21", "Số lượt người được vay vốn", "lượt người", "HT06"),
        ("22", "Số người được cấp căn cước công dân", "người", ""),
        ("23", "Tỷ lệ cán bộ trực tiếp cấp xã đã được tập huấn", "%", "%can_bo_tap_huan"),
        ("24", "Tỷ lệ xã, thị trấn đã ban hành kế hoạch", "%", "%xa_co_ke_hoach"),
    )
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 05"
    sheet["A1"] = "BÁO CÁO THỐNG KÊ PHÒNG, CHỐNG MẠI DÂM CẤP HUYỆN"
    sheet.merge_cells("A1:G1")
    heads = ("TT", "Nội dung", "ĐVT", "Thực hiện trong kỳ", "Cùng kỳ năm trước", "Kỳ trước", "Ghi chú")
    for column, head in enumerate(heads, 1):
        sheet.cell(3, column, head)
    meant = {}
    for row, (order, label, measure, name) in enumerate(rows, 4):
        for column, text in enumerate((order, label, measure), 1):
            sheet.cell(row, column, text or None)
        for letter, role in (("D", PeriodRole.NOW), ("E", PeriodRole.LAST_YEAR)):
            meant[f"s0!{letter}{row}"] = figure(name or "", role=role)
        meant |= {f"s0!{letter}{row}": LEFT for letter in "FG"}
    _frame(sheet, 3, 3 + len(rows), 7)
    return LabelledForm("items in rows, Excel", "bieu-05.xlsx", _saved(book), meant, {"Kỳ trước": ""})


def another_subject() -> LabelledForm:
    """Word: a form on drugs and on rescue work, whose labels are like ours and mean something else."""
    items = (
        "Số cuộc tuyên truyền trực tiếp", "Số lượt người tham dự", "Số buổi phát thanh", "Số tờ rơi, sổ tay đã phát",
        "Số cơ sở được kiểm tra", "Số vụ án đã khởi tố", "Số người nghiện có hồ sơ quản lý", "Số người cai nghiện",
        "Số lượt người được tư vấn", "Số lượt người được học nghề", "Số điểm cấp phát thuốc", "Số bệnh nhân điều trị",
        "Kinh phí đã chi", "Số xã không có ma túy", "Số xã trọng điểm", "Số đội tình nguyện", "Số vụ vận chuyển",
        "Số đối tượng bị bắt giữ", "Số lượng ma túy thu giữ", "Số diện tích cây có chất ma túy bị phá nhổ",
        "Số lượt người được vay vốn", "Số lớp tập huấn", "Số lượt cán bộ dự tập huấn", "Số hộ ký cam kết",
        "Số trường học ký cam kết", "Số doanh nghiệp ký cam kết",
    )  # fmt: skip
    made = docx.Document()
    made.add_paragraph("BÁO CÁO THỐNG KÊ CÔNG TÁC PHÒNG, CHỐNG MA TÚY VÀ CAI NGHIỆN")
    table = made.add_table(len(items) + 1, 6)
    for column, head in enumerate(("TT", "Chỉ tiêu", "Kỳ báo cáo", "Lũy kế", "Cùng kỳ năm trước", "Ghi chú")):
        table.cell(0, column).text = head
    meant = {}
    for row, label in enumerate(items, 1):
        table.cell(row, 0).text, table.cell(row, 1).text = str(row), label
        meant |= {f"t0.r{row}.c{column}": LEFT for column in range(2, 6)}
    return LabelledForm("another subject", "bieu-06.docx", _saved(made), meant)


def _frame(sheet: openpyxl.worksheet.worksheet.Worksheet, first: int, last: int, columns: int) -> None:
    thin = Side("thin")
    for row in range(first, last + 1):
        for column in range(1, columns + 1):
            sheet.cell(row, column).border = Border(left=thin, right=thin, top=thin, bottom=thin)


def _saved(made: object) -> bytes:
    into = io.BytesIO()
    made.save(into)  # type: ignore[attr-defined]
    return into.getvalue()
