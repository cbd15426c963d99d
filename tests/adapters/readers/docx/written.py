"""An invented plan written as a Word file by the product itself, then changed in one place."""

import io
from collections.abc import Callable
from datetime import date

import docx
from docx.document import Document as Package
from docx.text.paragraph import Paragraph as Printed

from sokehoach.adapters.writers.docx import write_docx
from sokehoach.domain.documents.content import Document, Heading, Paragraph, Text
from sokehoach.domain.documents.parts import Letterhead, Recipients, SignatureBlock

type Change = Callable[[Package], None]


_AIM = (
    "Nâng cao nhận thức của người dân về thu gom, phân loại rác tại nguồn; từng bước giảm lượng rác thải nhựa "
    "dùng một lần tại chợ, trường học và các điểm du lịch trên địa bàn huyện."
)
_WORK = (
    "Tổ chức ra quân dọn vệ sinh tại các bản, tổ dân phố vào ngày thứ bảy hằng tuần;",
    "Bố trí điểm tập kết rác hợp vệ sinh tại trung tâm các xã và dọc các trục đường chính;",
    "Kiểm tra việc thu gom, vận chuyển và xử lý rác của các cơ sở kinh doanh, dịch vụ;",
    "Hướng dẫn hộ gia đình làm phân hữu cơ từ rác bếp và phụ phẩm nông nghiệp;",
    "Xây dựng các tuyến đường hoa do đoàn viên, hội viên tự quản tại từng khu dân cư.",
)


def plan() -> Document:
    return Document(
        letterhead=Letterhead((), ("Ủy ban nhân dân", "huyện Đèo Sương"), "/KH-UBND", 8, "Đèo Sương", date(2024, 2, 9)),
        kind="Kế hoạch",
        title="Thu gom, phân loại rác thải sinh hoạt năm 2024",
        preamble=(
            Paragraph((Text("Thực hiện chương trình công tác năm 2024, Ủy ban nhân dân huyện ban hành Kế hoạch thu "
                            "gom, phân loại rác thải sinh hoạt với các nội dung như sau:"),)),
        ),
        blocks=(
            Heading(1, "I.", "Mục đích"),
            Paragraph((Text(_AIM),)),
            Heading(1, "II.", "Nhiệm vụ"),
            Heading(2, "1.", "Vệ sinh môi trường"),
            *(Heading(3, f"{letter})", work) for letter, work in zip("abcdđ", _WORK, strict=True)),
            Heading(1, "III.", "Tổ chức thực hiện"),
            Heading(2, "1.", "Phòng Tài nguyên và Môi trường"),
            Paragraph((Text("Chủ trì, phối hợp với các cơ quan liên quan hướng dẫn, đôn đốc việc thực hiện Kế hoạch; "
                            "tổng hợp kết quả, báo cáo Ủy ban nhân dân huyện trước ngày 10 tháng 12 năm 2024."),)),
        ),
        closing="Trên đây là Kế hoạch thu gom, phân loại rác thải sinh hoạt năm 2024.",
        signature=SignatureBlock(("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), "Sùng Văn Mẫu"),
        recipients=Recipients(("Ủy ban nhân dân tỉnh", "Các phòng, ban, ngành huyện", "UBND các xã"), "VT, TNMT"),
    )  # fmt: skip


def plan_docx(*changes: Change) -> bytes:
    package = docx.Document(io.BytesIO(write_docx(plan())))
    for change in changes:
        change(package)
    buffer = io.BytesIO()
    package.save(buffer)
    return buffer.getvalue()


def every(package: Package) -> list[Printed]:
    """All paragraphs, those of head and foot too."""
    cells = [cell for table in package.tables for row in table.rows for cell in row.cells]
    return [*(one for cell in cells for one in cell.paragraphs), *package.paragraphs]


def having(package: Package, words: str) -> Printed:
    return next(one for one in every(package) if words in one.text)


def say(before: str, after: str) -> Change:
    """Other words, of the same look."""

    def change(package: Package) -> None:
        run = next(run for one in every(package) for run in one.runs if before in run.text)
        run.text = run.text.replace(before, after)

    return change
