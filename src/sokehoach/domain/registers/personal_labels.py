"""Finds labels of fields that ask for a person's name, number or address: no register has such a field."""

import re

from sokehoach.domain.text import fold_accents

_PHRASES = (
    "ho ten", "ho va ten", "ho, ten", "ho dem", "ten nguoi", "ten cong dan", "ten hoc vien", "ten benh nhan",
    "ten doi tuong", "ten chu ho", "ten can bo", "biet danh", "cccd", "cmnd", "can cuoc", "chung minh nhan dan",
    "dinh danh ca nhan", "so dinh danh", "ho chieu", "so giay to", "dien thoai", "so dt", "sdt", "zalo", "facebook",
    "email", "e-mail", "thu dien tu", "ngay sinh", "nam sinh", "ngay thang nam sinh", "dia chi nha", "noi o",
    "noi cu tru", "thuong tru", "bien so", "so tai khoan", "ma so thue", "bao hiem y te", "so bhxh", "van tay",
)  # fmt: skip
_ASKS = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _PHRASES))})(?!\w)")


def find_personal_phrase(label: str) -> str:
    """The words of a label of a text that ask for a person; «» where none do."""
    match = _ASKS.search(" ".join(fold_accents(label).lower().split()))
    return match[0] if match else ""
