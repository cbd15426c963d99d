"""Advice on spelling, from our own lists."""

import re
from collections import Counter
from collections.abc import Iterator

from sokehoach.domain.documents.rules.finding import FormatFinding, Severity, locate_line
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say
from sokehoach.domain.text import same_tone_style

_SPELLING = say("Chính tả (không thuộc NĐ 30/2020/NĐ-CP)")
# Correct spelling ← common errors: hỏi and ngã, x and s, a doubled vowel, a neighbouring key.
MISSPELLINGS = {
    "phồi hợp": "phối hợp", "phối hơp": "phối hợp", "kiếm tra": "kiểm tra", "kiễm tra": "kiểm tra",
    "sữ dụng": "sử dụng", "xữ lý": "xử lý", "xữ phạt": "xử phạt", "sữa chữa": "sửa chữa",
    "sửa chửa": "sửa chữa", "sữa đổi": "sửa đổi", "bổ xung": "bổ sung", "bỗ sung": "bổ sung",
    "xắp xếp": "sắp xếp", "sắp sếp": "sắp xếp", "sẳn sàng": "sẵn sàng", "cũng cố": "củng cố",
    "cổ vủ": "cổ vũ", "chia sẽ": "chia sẻ", "sát nhập": "sáp nhập", "hổ trợ": "hỗ trợ",
    "hướng dẩn": "hướng dẫn", "lảnh đạo": "lãnh đạo", "lãnh đao": "lãnh đạo", "quãn lý": "quản lý",
    "quãng lý": "quản lý", "tổ chưc": "tổ chức", "tỗ chức": "tổ chức", "phỗ biến": "phổ biến",
    "đẫy mạnh": "đẩy mạnh", "bảo đãm": "bảo đảm", "đãm bảo": "đảm bảo", "đảm bão": "đảm bảo",
    "giãi pháp": "giải pháp", "giãi quyết": "giải quyết", "giử gìn": "giữ gìn", "nghĩ hưu": "nghỉ hưu",
    "xã hôi": "xã hội", "nhiêm vụ": "nhiệm vụ", "trách nhiêm": "trách nhiệm", "thưc hiện": "thực hiện",
    "thực hiên": "thực hiện", "triễn khai": "triển khai", "triển khải": "triển khai",
    "tuyên truyên": "tuyên truyền", "chũ động": "chủ động", "chũ trì": "chủ trì", "kễ từ": "kể từ",
    "đễ nghị": "đề nghị", "đế nghị": "đề nghị", "ngăn chăn": "ngăn chặn", "phòng ngưà": "phòng ngừa",
    "vi phạp": "vi phạm", "báo caó": "báo cáo", "chuẩn đoán": "chẩn đoán", "rỏ ràng": "rõ ràng",
    "làm rỏ": "làm rõ", "nâng cao nhân thức": "nâng cao nhận thức",
    "hiệu quã": "hiệu quả", "kết quã": "kết quả", "cơ sỡ": "cơ sở", "phát hiên": "phát hiện",
}  # fmt: skip
_MISSPELLING = re.compile(
    r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(MISSPELLINGS, key=len, reverse=True))) + r")(?!\w)"
)
_WORD_PATTERN = re.compile(r"[^\W\d_]+")
_BEFORE_MARK = re.compile(r"[^\W_]\s+[,;:.!?](?=\s|$)")
_AFTER_MARK = re.compile(r"[^\W\d_][,;][^\W\d_]")
_DOUBLED = re.compile(r"(?<=\S) {2,}(?=\S)")


def check_tone_marks(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Advice: «ủy» and «uỷ», «hòa» and «hoà» are both correct; one document uses only one style."""
    old: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for line in roles.document.lines:
        for term in _WORD_PATTERN.findall(line.text):
            normalized = same_tone_style(term)
            if normalized != term:
                new[term.lower()] += 1  # «uỷ»: the mark on the main vowel
            elif _is_movable(term):
                old[term.lower()] += 1  # «ủy»
    if not old or not new:
        return
    few, many = (old, new) if old.total() < new.total() else (new, old)
    odd = few.most_common(1)[0][0]
    line = next(line for line in roles.document.lines if odd in _WORD_PATTERN.findall(line.text.lower()))
    yield FormatFinding(
        Severity.ADVICE,
        "tone_marks",
        _SPELLING,
        locate_line(line),
        say(
            "hai lối đặt dấu thanh: %(few)s chữ như «%(odd)s», %(many)s chữ như «%(part)s»",
            few=few.total(),
            odd=odd,
            many=many.total(),
            part=many.most_common(1)[0][0],
        ),
        say("một lối trong cả văn bản, theo số nhiều: «%(part)s»", part=many.most_common(1)[0][0]),
    )


_OLD_STYLE = re.compile(r"(?<!q)(?:[òóỏõọ][ae]|[ùúủũụ]y)$")


def _is_movable(term: str) -> bool:
    return _OLD_STYLE.search(term.lower()) is not None


def check_slips(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Advice: words that are almost always typing errors."""
    for line in roles.document.lines:
        for match in _MISSPELLING.finditer(line.words.lower()):
            yield FormatFinding(
                Severity.ADVICE,
                "slip",
                _SPELLING,
                locate_line(line),
                f"«{match[0]}»",
                f"«{MISSPELLINGS[match[0]]}»",
            )


def check_spaces(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Advice: double spaces, a space before punctuation, or none after it. Room for handwriting is allowed."""
    for line in (*roles.abstract, *roles.basis, *roles.text, *roles.recipients):
        text = line.text.strip()
        if _DOUBLED.search(text.replace("\u00a0", "x")):
            yield FormatFinding(
                Severity.ADVICE,
                "double_space",
                _SPELLING,
                locate_line(line),
                say("hai dấu cách liền nhau"),
                say("một dấu cách"),
            )
        if _BEFORE_MARK.search(text):
            yield FormatFinding(
                Severity.ADVICE,
                "space_before",
                _SPELLING,
                locate_line(line),
                say("dấu cách trước dấu câu"),
                say("viết liền dấu câu với chữ trước"),
            )
        if _AFTER_MARK.search(text):
            yield FormatFinding(
                Severity.ADVICE,
                "space_after",
                _SPELLING,
                locate_line(line),
                say("không có dấu cách sau dấu câu"),
                say("một dấu cách sau dấu câu"),
            )
