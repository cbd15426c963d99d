"""Two forms as a ministry sends them with its letter, in the very writing of Word and Excel: heads over three rows, a
page on its side, header and footer, notes, boxes drawn on the page, lines that were typed in pieces.
"""

import io
import zipfile

import openpyxl
from lxml import etree
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.adapters.external_forms.layouts import parts, saved

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_LOOKS = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="22"/></w:rPr>'
ROWS = (
    ("I", "CÔNG TÁC TUYÊN TRUYỀN", ""),
    ("1", "Số cuộc tuyên truyền trực tiếp", "cuộc"),
    ("1.1", "Trong đó: lồng ghép chương trình khác", "cuộc"),
    ("2", "Số lượt người tham dự", "lượt người"),
    ("3", "Tỷ lệ xã, phường đã tuyên truyền đủ nội dung (%)", "%"),
    ("II", "CÔNG TÁC KIỂM TRA", ""),
    ("4", "Số tụ điểm bị triệt phá", "tụ điểm"),
)


def annex() -> bytes:
    """Word: the table of the annex, as «Biểu số 02»."""
    heads = (
        _row(_cell("TT", down="restart"), _cell("Nội dung", down="restart"), _cell("Đơn vị tính", down="restart"),
             _cell("Kết quả thực hiện", wide=3), _cell("Ghi chú", down="restart"), head=True),
        _row(_cell("", down="on"), _cell("", down="on"), _cell("", down="on"), _cell("Trong năm", wide=2),
             _cell("Cùng kỳ năm trước", down="restart"), _cell("", down="on"), head=True),
        _row(_cell("", down="on"), _cell("", down="on"), _cell("", down="on"), _cell("Kỳ này"), _cell("Lũy kế"),
             _cell("", down="on"), _cell("", down="on"), head=True),
        _row(*(_cell(one) for one in ("A", "B", "C", "1", "2", "3", "4")), head=True),
    )  # fmt: skip
    rows = "".join(
        _row(_cell(number), _cell(label), _cell(unit), *(_cell("") for _ in range(4)))
        if unit
        else _row(_cell(number), _cell(label, wide=6))
        for number, label, unit in ROWS
    )
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>'
        f"{'<w:gridCol w:w="1900"/>' * 7}</w:tblGrid>{''.join(heads)}{rows}</w:tbl>"
    )
    title = (
        '<w:sdt><w:sdtPr><w:alias w:val="Tên biểu"/></w:sdtPr><w:sdtContent>'
        f"{_paragraph('KẾT QUẢ THỰC HIỆN CÔNG TÁC PHÒNG, CHỐNG TỆ NẠN MẠI DÂM', center=True)}</w:sdtContent></w:sdt>"
    )
    note = f'<w:r>{_LOOKS}<w:footnoteReference w:id="1"/></w:r>'
    typed_in_pieces = (
        f'<w:p w14:paraId="5A5A5A01" w:rsidR="00C2"><w:bookmarkStart w:id="0" w:name="ky"/>'
        f'<w:r>{_LOOKS}<w:t xml:space="preserve">'
        f'Kỳ báo cáo: </w:t></w:r><w:proofErr w:type="spellStart"/><w:r>{_LOOKS}<w:t>…</w:t></w:r>'
        f'<w:proofErr w:type="spellEnd"/><w:r w:rsidR="00C3">{_LOOKS}<w:t>………</w:t></w:r>'
        f'<w:bookmarkEnd w:id="0"/>{note}</w:p>'
    )
    signature = _paragraph("", extra=_box("Đơn vị báo cáo: ………………"))
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/>'
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" '
        'w:left="1701" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    )
    body = f"{title}{typed_in_pieces}{table}{signature}{section}"
    return _zipped(
        {
            "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
            "word/header1.xml": f"<w:hdr {_SPACES}>{_paragraph('Biểu số 02, kèm theo Công văn số …… của Bộ')}</w:hdr>",
            "word/footer1.xml": f'<w:ftr {_SPACES}><w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r>'
            "</w:fldSimple></w:p></w:ftr>",
            "word/footnotes.xml": f'<w:footnotes {_SPACES}><w:footnote w:id="1">'
            f"{_paragraph('Số liệu đến ngày chốt, “không phát sinh” ghi 0 & không để trống')}"
            "</w:footnote></w:footnotes>",
        }
    )


def _paragraph(text: str, *, center: bool = False, extra: str = "") -> str:
    looks = '<w:pPr><w:jc w:val="center"/></w:pPr>' if center else ""
    text = text.replace("&", "&amp;")
    said = f"<w:r>{_LOOKS}<w:t>{text}</w:t></w:r>" if text else ""
    return f'<w:p w:rsidR="00A1">{looks}{said}{extra}</w:p>'


def _cell(text: str, *, wide: int = 1, down: str = "") -> str:
    span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    merge = {"restart": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}.get(down, "")
    border = '<w:tcBorders><w:top w:val="double" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>'
    looks = f'<w:tcPr><w:tcW w:w="0" w:type="auto"/>{span}{merge}{border}</w:tcPr>'
    return f"<w:tc>{looks}{_paragraph(text, center=True)}</w:tc>"


def _row(*cells: str, head: bool = False) -> str:
    repeated = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f'<w:tr w:rsidR="00B2" w14:paraId="1A2B3C4D">{repeated}{"".join(cells)}</w:tr>'


def _box(text: str) -> str:
    """Written twice, as Word does for older programs."""
    held = f"<w:txbxContent>{_paragraph(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri="">'
        f"<wps:wsp><wps:txbx>{held}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{held}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _zipped(text: dict[str, str]) -> bytes:
    kinds = {"document": "document.main", "header1": "header", "footer1": "footer", "footnotes": "footnotes"}
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{base}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{office}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for number, name in enumerate(("header1", "footer1", "footnotes"), 1)
    )
    told = text | {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
    }
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(told):
            archive.writestr(name, _HEAD + told[name])
    return into.getvalue()


def table(units: int = 1) -> bytes:
    """Excel: blank rows for so many units under heads of three rows, words around the page, a total."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Biểu 03"
    side = Side("thin")
    last = 8 + units
    for row in sheet.iter_rows(5, last, 1, 7):
        for cell in row:
            cell.border = Border(left=side, right=side, top=side, bottom=side)
            cell.font, cell.alignment = (
                Font(name="Times New Roman", size=11),
                Alignment(wrap_text=True, vertical="center"),
            )
    sheet["A1"], sheet["G1"] = "Đơn vị báo cáo: ………………", "Biểu số 03"
    sheet["A2"] = "KẾT QUẢ TUYÊN TRUYỀN CỦA CÁC XÃ, THỊ TRẤN ………"
    sheet["A5"], sheet["B5"], sheet["C5"], sheet["G5"] = (
        "STT",
        "Tên xã, phường, thị trấn",
        "Công tác truyền thông",
        "Ghi chú",
    )
    sheet["C6"], sheet["E6"] = "Cuộc tuyên truyền trực tiếp", "Lượt người tham dự"
    for column, head in zip("CDEF", ("Kỳ này", "Cùng kỳ năm trước") * 2, strict=True):
        sheet[f"{column}7"] = head
    for column, head in zip("ABCDEFG", ("A", "B", "1", "2", "3", "4", "5"), strict=True):
        sheet[f"{column}8"] = head
    for merged in ("A2:G2", "A5:A7", "B5:B7", "C5:F5", "C6:D6", "E6:F6", "G5:G7"):
        sheet.merge_cells(merged)
    total = last + 1
    sheet[f"B{total}"] = "Tổng cộng"
    for column in "CDEF":
        sheet[f"{column}{total}"] = f"=SUM({column}9:{column}{last})"
    sheet[f"B{total + 2}"] = "Người lập biểu"
    sheet.merge_cells(f"B{total + 2}:C{total + 2}")
    sheet.oddHeader.center.text, sheet.oddFooter.right.text = "Kèm theo Công văn số ……", "Trang &P/&N"
    sheet.print_title_rows, sheet.page_setup.orientation = "5:8", "landscape"
    sheet.freeze_panes = "C9"
    sheet.conditional_formatting.add(f"C9:F{last}", CellIsRule(operator="lessThan", formula=["0"]))
    valid = DataValidation("whole", operator="greaterThanOrEqual", formula1="0")
    valid.add(f"C9:F{last}")
    sheet.add_data_validation(valid)
    made.defined_names["tong"] = DefinedName("tong", attr_text=f"'Biểu 03'!$C${total}")
    return as_excel_writes(saved(made))


def as_excel_writes(data: bytes) -> bytes:
    """Without the spaces that openpyxl leaves in its tags, and with a result beside every formula."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(data).items():
            told = etree.tostring(etree.fromstring(content), encoding="UTF-8", xml_declaration=False)
            archive.writestr(name, _HEAD.encode() + told.replace(b"<v/>", b"<v>0</v>"))
    return into.getvalue()
