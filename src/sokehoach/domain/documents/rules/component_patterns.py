"""Kinds of document (NĐ 30/2020, Phụ lục III.I) and patterns that identify a component by its words."""

import re

from sokehoach.domain.documents.rules.measured_document import MeasuredLine
from sokehoach.domain.text import same_tone_style

# Of the 29 kinds, công văn and thư công have no abbreviation.
KINDS = {
    "NGHỊ QUYẾT": "NQ", "QUYẾT ĐỊNH": "QĐ", "CHỈ THỊ": "CT", "QUY CHẾ": "QC", "QUY ĐỊNH": "QyĐ",
    "THÔNG CÁO": "TC", "THÔNG BÁO": "TB", "HƯỚNG DẪN": "HD", "CHƯƠNG TRÌNH": "CTr", "KẾ HOẠCH": "KH",
    "PHƯƠNG ÁN": "PA", "ĐỀ ÁN": "ĐA", "DỰ ÁN": "DA", "BÁO CÁO": "BC", "BIÊN BẢN": "BB", "TỜ TRÌNH": "TTr",
    "HỢP ĐỒNG": "HĐ", "CÔNG ĐIỆN": "CĐ", "BẢN GHI NHỚ": "BGN", "BẢN THỎA THUẬN": "BTT",
    "GIẤY ỦY QUYỀN": "GUQ", "GIẤY MỜI": "GM", "GIẤY GIỚI THIỆU": "GGT", "GIẤY NGHỈ PHÉP": "GNP",
    "PHIẾU GỬI": "PG", "PHIẾU CHUYỂN": "PC", "PHIẾU BÁO": "PB",
}  # fmt: skip


ADDRESSED = re.compile(r"kính\s+gửi", re.IGNORECASE)
RECIPIENTS = re.compile(r"nơi\s+nhận\b", re.IGNORECASE)
ANNEX = re.compile(r"phụ\s+lục\b(?:\s+(?:số\s+)?[IVX\d]+)?[.:]?$", re.IGNORECASE)
ATTACHED = re.compile(r"\(?\s*(?:ban hành )?kèm theo ", re.IGNORECASE)


def is_kind(line: MeasuredLine) -> bool:
    text = same_tone_style(line.words.upper())
    return text in KINDS or (line.words.isupper() and text.removesuffix(" HÀNH ĐỘNG") in KINDS)


def is_capital(line: MeasuredLine) -> bool:
    letters = [letter for letter in line.words if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)
