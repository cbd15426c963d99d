# ruff: noqa: E501 (a paragraph of the page that is typeset is one line)
"""An invented plan of an invented district, typeset as a PDF that keeps to the decree, but for one thing."""

import io
import string
from typing import Any

import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

# What of the layout a test may change: name → as the decree wants it.
RIGHT: dict[str, str] = {
    "paper": 'paper: "a4"', "top": "20mm", "bottom": "20mm", "left": "30mm", "right": "15mm",
    "nation_size": "12pt", "motto_size": "13pt", "issuer_size": "12pt", "issuer_weight": '"bold"',
    "number_size": "13pt", "day_size": "13pt", "day_style": '"italic"', "kind_size": "14pt",
    "abstract_size": "14pt", "abstract_weight": '"bold"', "body_size": "14pt", "label_size": "12pt",
    "recipient_size": "11pt", "signing_size": "14pt", "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "motto": "Độc lập - Tự do - Hạnh phúc", "number": "Số: 07/KH-UBND",
    "day": "Thung Mây, ngày 05 tháng 02 năm 2024", "kind": "KẾ HOẠCH", "motto_line": "61mm",
    "issuer_line": "20mm", "abstract_line": "45mm", "justify": "true", "indent": "1.27cm", "gap": "6pt",
    "height": "1.2", "colour": "black", "closing": "trong quá trình thực hiện./.", "points": "a b c d đ e",
    "roman_weight": '"bold"', "roman": "II. NHIỆM VỤ VÀ GIẢI PHÁP", "first_number": "false",
    "page_number": "13pt", "number_align": "center + top", "label": "Nơi nhận:", "filed": "- Lưu: VT, VHXH.",
    "recipient": "- Các phòng, ban, ngành huyện;", "authority": "TM. ỦY BAN NHÂN DÂN", "signer": "Giàng Văn Thử",
    "font": '("Times New Roman", "Liberation Serif", "Libertinus Serif")', "commune": "UBND các xã", "slip": "phối hợp",
}  # fmt: skip

_PAGE = string.Template(r"""
#set text(font: ${font}, size: ${body_size}, lang: "vi", fill: ${colour}, hyphenate: false, top-edge: 0.891em, bottom-edge: -0.216em)
#set page(${paper}, margin: (top: ${top}, bottom: ${bottom}, left: ${left}, right: ${right}),
  background: context {
    let n = counter(page).get().first()
    if n > 1 or ${first_number} { place(${number_align}, dy: 10mm, text(size: ${page_number}, str(n))) }
  })
#let leading = (${height} * 1.149 - 1.107) * 1em
#set par(justify: ${justify}, first-line-indent: (amount: ${indent}, all: true), leading: leading, spacing: ${gap} + leading)
#let below(length) = { v(2pt); line(length: length, stroke: 0.7pt) }
#let flat(body) = { set par(first-line-indent: 0pt, justify: false, leading: 0.05em, spacing: 0.05em); body }
#flat(grid(columns: (67mm, 98mm), align: center, row-gutter: 5pt,
  {
    text(size: ${issuer_size}, weight: ${issuer_weight})[ỦY BAN NHÂN DÂN]
    linebreak()
    text(size: ${issuer_size}, weight: ${issuer_weight})[HUYỆN THUNG MÂY]
    below(${issuer_line})
  },
  {
    text(size: ${nation_size}, weight: "bold")[${nation}]
    linebreak()
    text(size: ${motto_size}, weight: "bold")[${motto}]
    below(${motto_line})
  },
  text(size: ${number_size})[${number}],
  text(size: ${day_size}, style: ${day_style})[${day}],
))
#v(12pt)
#flat(align(center)[
  #text(size: ${kind_size}, weight: "bold")[${kind}]
  #linebreak()
  #text(size: ${abstract_size}, weight: ${abstract_weight})[Phòng, chống tai nạn đuối nước cho trẻ em năm 2024]
  #below(${abstract_line})
])
#v(8pt)
Thực hiện chương trình công tác năm 2024, Ủy ban nhân dân huyện ban hành Kế hoạch phòng, chống tai nạn đuối nước cho trẻ em trên địa bàn huyện với các nội dung sau:

#text(weight: "bold")[I. MỤC ĐÍCH, YÊU CẦU]

#text(weight: "bold")[1\. Mục đích]

Nâng cao nhận thức của cha mẹ, người chăm sóc trẻ em và cộng đồng về nguy cơ đuối nước; từng bước giảm số trẻ em bị tai nạn tại ao, hồ, sông, suối trên địa bàn huyện trong kỳ nghỉ hè và mùa mưa lũ.

#text(weight: "bold")[2\. Yêu cầu]

Các cơ quan, đơn vị triển khai đồng bộ, thường xuyên, có trọng tâm; lồng ghép với các chương trình, kế hoạch khác để sử dụng tiết kiệm nguồn lực và tránh trùng lặp trong quá trình tổ chức ở cơ sở.

#text(weight: ${roman_weight})[${roman}]

#text(weight: "bold")[1\. Truyền thông]

${points}

#text(weight: "bold")[2\. Dạy bơi an toàn]

Mở các lớp dạy bơi và kỹ năng an toàn trong môi trường nước cho học sinh tiểu học, trung học cơ sở tại những nơi có điều kiện; ưu tiên trẻ em ở các xã có nhiều sông, suối và trẻ em có hoàn cảnh đặc biệt.

#text(weight: "bold")[III. TỔ CHỨC THỰC HIỆN]

#text(weight: "bold")[1\. Phòng Văn hóa và Thông tin]

Chủ trì, ${slip} với các cơ quan liên quan hướng dẫn, đôn đốc việc thực hiện Kế hoạch; tổng hợp kết quả, báo cáo Ủy ban nhân dân huyện theo quy định về chế độ báo cáo hiện hành của tỉnh.

#text(weight: "bold")[2\. Phòng Giáo dục và Đào tạo]

Chỉ đạo các trường đưa nội dung phòng, chống đuối nước vào hoạt động ngoại khóa; tổ chức ký cam kết giữa nhà trường và gia đình về quản lý học sinh trong thời gian nghỉ hè của năm học.

#text(weight: "bold")[3\. Ủy ban nhân dân các xã]

Rà soát, cắm biển cảnh báo tại các khu vực nước sâu, nguy hiểm; phân công người phụ trách từng bản, tổ dân phố và bố trí kinh phí từ ngân sách xã để thực hiện các nhiệm vụ được giao tại địa bàn.

Trên đây là Kế hoạch phòng, chống tai nạn đuối nước cho trẻ em năm 2024, các cơ quan, đơn vị báo cáo khó khăn, vướng mắc ${closing}

#v(6pt)
#flat(grid(columns: (75mm, 90mm),
  align(left)[
    #text(size: ${label_size}, weight: "bold", style: "italic")[${label}]
    #linebreak()
    #text(size: ${recipient_size})[\- Ủy ban nhân dân tỉnh; #linebreak() \${recipient} #linebreak() \- ${commune}; #linebreak() \${filed}]
  ],
  align(center)[
    #text(size: ${signing_size}, weight: "bold")[${authority} #linebreak() CHỦ TỊCH]
    #v(60pt)
    #text(size: ${signing_size}, weight: "bold")[${signer}]
  ],
))
""")
_WORK = (
    "Phát thanh nội dung phòng, chống đuối nước trên hệ thống truyền thanh cơ sở ít nhất hai lần mỗi tuần;",
    "Treo băng rôn tại trường học, nhà văn hóa và các điểm tắm tự phát ven sông, suối;",
    "Cấp phát tờ rơi bằng tiếng phổ thông và tiếng dân tộc cho cha mẹ học sinh;",
    "Tổ chức hội thi tìm hiểu kỹ năng an toàn cho học sinh các trường trên địa bàn;",
    "Lồng ghép tại các buổi họp bản, họp phụ huynh đầu năm học và cuối năm học;",
    "Đăng tin, bài trên trang thông tin điện tử của huyện và các trang mạng xã hội.",
)


def plan_pdf(**wrong: str) -> bytes:
    """The plan; `wrong` changes some of RIGHT. Its letters say that they are Times New Roman, whatever font the
    machine had, unless `font` is among the changes."""
    told = RIGHT | wrong
    points = zip(told["points"].split(), _WORK, strict=False)
    told["points"] = "\n\n".join(f"{letter}) {work}" for letter, work in points)
    made = typst.compile(_PAGE.substitute(told).encode(), format="pdf", pdf_tags=False)
    return made if "font" in wrong else _renamed(made)


def _renamed(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for one in writer._objects:
        _rename(one)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _rename(one: Any) -> None:
    if not isinstance(one, dict):
        return
    for key in ("/BaseFont", "/FontName"):
        if key in one:
            name = str(one[key])
            bold, italic = "bold" in name.lower(), "italic" in name.lower()
            style = f"-{'Bold' * bold}{'Italic' * italic}MT" if bold or italic else "MT"
            one[NameObject(key)] = NameObject(f"/AAAAAA+TimesNewRomanPS{style}")
