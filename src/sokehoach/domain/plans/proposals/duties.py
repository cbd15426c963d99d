"""A standing duty in the form of its lead: a count where the plan names what happens, else a heading for words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sokehoach.domain.text import cut_at_clause, end_at_noun, fold_tones, lower_first

_LONGEST_NAME = 280
# What a duty makes that can be counted: (words, name of one).
_EVENTS = (
    (r"(?:(?:lớp )?(?:tập huấn|bồi dưỡng|đào tạo)|mở (?:các )?lớp)", "lớp"),
    (r"(?:(?:cuộc )?hội nghị|hội thảo|tọa đàm|diễn đàn|hội thi)", "cuộc"),
    (r"(?:thanh tra|kiểm tra|giám sát|hậu kiểm)", "cuộc"),
    (r"(?:tuyên truyền|truyền thông|phổ biến|quán triệt|giáo dục pháp luật)", "cuộc"),
    (r"(?:tuần tra|ra quân|đợt cao điểm)", "lần"),
    (r"(?:tin, bài|tin bài|phóng sự|chuyên mục|chuyên trang|phát sóng)", "tin, bài"),
)  # fmt: skip
_ORDERS = (
    r"(?:(?:thường xuyên|tiếp tục|tăng cường|đẩy mạnh|chủ động|định kỳ|tích cực|chủ trì|phối hợp|tổ chức|"
    r"thực hiện|triển khai|"
    r"chỉ đạo|hướng dẫn|công tác|các|hoạt động|tốt|có hiệu quả|hiệu quả|và)[ ,]{1,2}){0,8}"
)
_ORDER_WORDS = re.compile(
    r"(?:(?:thường xuyên|tiếp tục|tăng cường|đẩy mạnh|chủ động|tích cực|chủ trì)(?: và|,)? ){1,4}", re.IGNORECASE
)
_NEWS = "tin, bài"
_PRESS = re.compile(r"(?:báo|đài|tạp chí|trung tâm truyền thông|cơ quan báo chí)(?!\w)(?! cáo)")
_NEWS_VERBS = re.compile(f"{_ORDERS}(?:tuyên truyền|truyền thông|phổ biến|quán triệt)(?!\\w)")
_BARE_ACTION = 2  # words of a clause that say what is done and not of what: «tuyên truyền»
_PATTERNS = tuple((re.compile(f"{_ORDERS}{phrase}(?!\\w)"), unit) for phrase, unit in _EVENTS)
_WITH_OTHERS = re.compile(
    r"(?:chủ trì,? )?phối hợp(?: chặt chẽ)?(?: với| cùng)? [^.;]{0,200}?(?=(?:tổ chức|tuyên truyền|"
    r"kiểm tra|thanh tra|tập huấn|tăng cường|đẩy mạnh) )"
)


@dataclass(frozen=True, slots=True)
class DutyMeasure:
    """`unit`: the name of one counted thing; «» for a duty that is reported in words."""

    name: str
    unit: str
    likelihood: float

    @property
    def is_count(self) -> bool:
        return bool(self.unit)


def names_press(names: Iterable[str]) -> bool:
    """Whether one of the agencies is a newspaper or broadcaster, which counts what it publishes."""
    return any(_PRESS.match(fold_tones(name)) for name in names)


def parse_duty(title: str, text: str, *, is_press: bool = False) -> DutyMeasure:
    """What of a standing duty is reported: its count («Số cuộc kiểm tra …»), or words below its title.

    `is_press`: what it tells the public are items of news, no meetings.
    """
    phrase = " ".join(text.split())
    plain = fold_tones(phrase)
    partners = _WITH_OTHERS.match(plain)
    if partners is not None:
        phrase, plain = phrase[partners.end() :], plain[partners.end() :]
    for pattern, event in _PATTERNS:
        if pattern.match(plain):
            unit = _NEWS if is_press and _NEWS_VERBS.match(plain) else event
            clause = lower_first(_cut_clause(phrase))
            is_named = len(clause.split()) > _BARE_ACTION
            return DutyMeasure(cut_at_clause(f"Số {unit}: {clause}", _LONGEST_NAME), unit, 0.7 if is_named else 0.45)
    is_whole = bool(title) and not title.endswith("…")  # a title that was cut makes no heading
    return DutyMeasure(cut_at_clause(" ".join(title.split()) if is_whole else phrase, _LONGEST_NAME), "", 0.85)


def _cut_clause(text: str) -> str:
    """The first clause of the sentence, without the words that order it and without a bracket that it leaves open."""
    clause = re.split(r"[;.:]|, (?:nhằm|góp phần|bảo đảm|đảm bảo|qua đó)", _drop_order_words(text))[0]
    if clause.count("(") > clause.count(")"):
        clause = clause[: clause.rindex("(")]
    return end_at_noun(clause.strip(" ,"))


def _drop_order_words(text: str) -> str:
    match = _ORDER_WORDS.match(text)
    return text if match is None else text[match.end() :]
