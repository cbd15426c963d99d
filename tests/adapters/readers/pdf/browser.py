"""The same kind of plan printed by a browser: another producer, with tables for head and foot and drawn rules."""

import shutil
import subprocess
from pathlib import Path

CHROMIUM = shutil.which("chromium")
_LOOK = """
@page { size: A4; margin: 20mm 15mm 20mm %(left)s; @top-center { content: counter(page); font: 13pt %(font)s; } }
@page :first { @top-center { content: ""; } }
body { font: 14pt/1.3 %(font)s; margin: 0; }
p { margin: 0 0 6pt; text-indent: 12.7mm; text-align: justify; }
.c { text-align: center; text-indent: 0; margin: 0; font-weight: bold; }
table { width: 100%%; border-collapse: collapse; } td { vertical-align: top; padding: 0; text-align: center; }
.l { width: 42%%; } hr { border: 0; border-top: 0.7pt solid #000; margin: 2pt auto; }
.h { font-size: 12pt; } .m { font-size: 13pt; } .n { font-size: 13pt; padding-top: 4pt; }
.r { text-align: left; font-size: 11pt; line-height: 1.15; width: 45%%; } .k { font-size: 12pt; }
.issuer { width: 20mm; } .motto { width: 57mm; } .title { width: 45mm; }
.figures td { border: 1px solid; font-size: 12pt; } .figures { margin-bottom: 6pt; }
"""
_HEAD = """
<table><tr>
<td class=l><b class=h>ỦY BAN NHÂN DÂN<br>HUYỆN THUNG MÂY</b><hr class=issuer></td>
<td><b class=h>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b class=m>Độc lập - Tự do - Hạnh phúc</b><hr class=motto></td>
</tr><tr><td class=n>Số: 07/KH-UBND</td><td class=n><i>Thung Mây, ngày 05 tháng 02 năm 2024</i></td></tr></table><br>
<p class=c>KẾ HOẠCH</p><p class=c>Phòng, chống tai nạn đuối nước cho trẻ em năm 2024</p><hr class=title><br>
<p>Thực hiện chương trình công tác năm 2024, Ủy ban nhân dân huyện ban hành Kế hoạch phòng, chống tai nạn đuối nước
cho trẻ em trên địa bàn huyện với các nội dung sau:</p>
<p><b>I. NHIỆM VỤ</b></p>
"""
_ITEM = """
<p><b>%(n)s. Nội dung thứ %(n)s</b></p>
<p>Mở các lớp dạy bơi và kỹ năng an toàn trong môi trường nước cho học sinh tiểu học, trung học cơ sở tại điểm trường
số %(n)s; ưu tiên trẻ em ở các xã có nhiều sông, suối và trẻ em có hoàn cảnh đặc biệt.</p>
"""
_FOOT = """
<table class=figures><tr><td>STT</td><td>Nội dung</td><td>Kinh phí</td></tr>
<tr><td>1</td><td>Mở lớp dạy bơi tại các trường, điểm trường</td><td>12</td></tr></table>
<p>Trên đây là Kế hoạch phòng, chống tai nạn đuối nước cho trẻ em năm 2024, các cơ quan, đơn vị báo cáo khó khăn,
vướng mắc trong quá trình thực hiện./.</p>
<table><tr><td class=r><b class=k><i>Nơi nhận:</i></b><br>- Ủy ban nhân dân tỉnh;<br>- Các phòng, ban, ngành, đoàn
thể huyện và các đơn vị có liên quan;<br>- UBND các xã;<br>- Lưu: VT, VHXH.</td>
<td><b>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH</b><br><br><br><br><b>Giàng Văn Thử</b></td></tr></table>
"""


def printed(folder: Path, *, left: str = "30mm") -> bytes:
    """Needs CHROMIUM."""
    look = _LOOK % {"left": left, "font": '"Times New Roman", "Liberation Serif", serif'}
    items = "".join(_ITEM % {"n": n} for n in range(1, 16))
    page, pdf = folder / "plan.html", folder / "plan.pdf"
    page.write_text(f"<!doctype html><meta charset=utf-8><style>{look}</style>{_HEAD}{items}{_FOOT}", "utf-8")
    subprocess.run(
        [CHROMIUM or "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={pdf}", page.as_uri()],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return pdf.read_bytes()
