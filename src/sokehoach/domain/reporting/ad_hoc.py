"""A report asked for in a hurry (báo cáo nhanh): its life, what may not be asked of whom, what the answers come to."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.domain.indicators.element import Function, Operator
from sokehoach.domain.indicators.things import THINGS, counts_things
from sokehoach.domain.lives.life import Life, Word
from sokehoach.domain.lives.page import page
from sokehoach.domain.orgtree.unit import Level
from sokehoach.domain.text.folding import fold
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


class State(Word):
    OPEN = "open"
    CLOSED = "closed"

    @property
    def label_vi(self) -> str:
        return {State.OPEN: "đang nhận trả lời", State.CLOSED: "đã đóng"}[self]


class Action(Word):
    ANSWER = "answer"  # for the first time or again, before the hour or after it
    CLOSE = "close"

    @property
    def label_vi(self) -> str:
        return {Action.ANSWER: "trả lời báo cáo nhanh", Action.CLOSE: "đóng báo cáo nhanh"}[self]


class Role(Word):
    ASKED = "asked"
    ASKER = "asker"

    @property
    def label_vi(self) -> str:
        return {Role.ASKED: "đơn vị được hỏi", Role.ASKER: "cơ quan hỏi"}[self]


TABLE: dict[tuple[State, Action, Role], State] = {
    (State.OPEN, Action.ANSWER, Role.ASKED): State.OPEN,
    (State.OPEN, Action.CLOSE, Role.ASKER): State.CLOSED,
}


LIFE = Life("Báo cáo nhanh", State, Action, Role, TABLE)


def print_table() -> str:
    """The page docs/reference/ad-hoc.md, in Markdown."""
    lead = [
        "Printed from `sokehoach.domain.reporting.ad_hoc` by `make reference`. The hour closes nothing:",
        "late answers are taken and shown late until the asker closes.",
    ]
    return page(LIFE, title="The life of a report asked for in a hurry", lead=lead, drawn=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that is asked for: a data element, or a name and unit of measure of the asker's own."""

    name: str
    unit: str
    kind: str = "count"
    element: str = ""  # its code; «»: a figure of the asker's own
    over_place: Operator = Operator.SUM
    function: Function = Function.GENERAL
    counts_persons: bool = False


# What a question to units below the district's level is about. The words are no asker's own, so that none can bend
# the meaning of the numbers that come back.
PURPOSES = (
    "Họp giao ban",
    "Báo cáo cấp trên",
    "Chuẩn bị kiểm tra, giám sát",
    "Chuẩn bị sơ kết, tổng kết",
    "Rà soát tiến độ kế hoạch",
    "Chuẩn bị họp Hội đồng nhân dân",
    "Phòng, chống thiên tai",
)

_DISTRICT_AND_ABOVE = frozenset({Level.DISTRICT, Level.PROVINCE})
_PERSONS = re.compile(
    r"\b(?:nguoi|doi tuong|nan nhan|truong hop|nghi can|nghi pham|bi can|bi cao|pham nhan|toi pham|benh nhan|con nghien"
    r"|tre em|(?<!hoi )phu nu|gai|khach (?:mua|lang|hang)|hoc (?:sinh|vien)|sinh vien|(?<!doan )thanh nien|thieu nien"
    r"|cong nhan|nhan vien|tiep vien|nhan khau|can bo|phu huynh|thanh vien|p?nbd|duong tinh)\b"
)


def below_district(places: Collection[Level]) -> bool:
    """Whether any of the levels is below the district's: no count of persons comes from there."""
    return not _DISTRICT_AND_ABOVE.issuperset(places)


def refuse_title(title: str, places: Collection[Level]) -> str:
    """Why the question may not be put under this title to units at these places, «» where it may."""
    if below_district(places) and title not in PURPOSES:
        return f"Hỏi xã, thị trấn thì chọn nội dung trong danh sách: {'; '.join(PURPOSES)}."
    return ""


def refuse_figure(asked: Asked, places: Collection[Level]) -> str:
    """Why the figure may not be asked of units at these places, «» where it may (PRODUCT.md, hard limits 3 and 4).

    Below the district's level: data elements alone, of no side of the wall, that count no persons and whose unit of
    measure counts things. From there on: figures of the asker's own too, in units of measure that count things; that
    their names speak of no person is looked for by words, which finds what is meant honestly, not what is hidden.

    `places`: of each unit, the level at which it stands.
    """
    if not asked.element:
        return _refuse_own(asked, below=below_district(places))
    if not below_district(places):
        return ""
    if asked.counts_persons:
        return f"{asked.element} «{asked.name}» đếm người: chỉ hỏi cơ quan cấp huyện trở lên, không hỏi xã, thị trấn."
    if asked.function.walled:
        return f"{asked.element} «{asked.name}» là số liệu chuyên ngành: chỉ hỏi cơ quan cấp huyện trở lên."
    if not counts_things(asked.unit):
        return (
            f"{asked.element} «{asked.name}» tính bằng «{asked.unit}», có thể đếm người: không hỏi đột xuất xã, thị "
            "trấn. Số này xã báo cáo theo biểu."
        )
    return ""


def _refuse_own(asked: Asked, *, below: bool) -> str:
    if below:
        return (
            f"«{asked.name}» là chỉ tiêu tự ghi: xã, thị trấn chỉ được hỏi chỉ tiêu có sẵn trong danh sách, đếm việc "
            "hoặc vật. Hãy chọn trong danh sách, hoặc hỏi cơ quan cấp huyện."
        )
    if not counts_things(asked.unit):
        return f"Đơn vị tính của «{asked.name}» chọn trong danh sách: {', '.join(THINGS)}."
    if not _is_plain(asked.name):
        return f"«{asked.name}» có ký tự lạ: chỉ dùng chữ tiếng Việt, chữ số và dấu câu."
    if _PERSONS.search(" ".join(fold(asked.name).split())):
        return (
            f"«{asked.name}» đếm người nên không hỏi bằng chữ tự ghi. Hãy hỏi số cuộc, số cơ sở, số văn bản…, "
            "hoặc chọn chỉ tiêu có sẵn trong danh sách."
        )
    return ""


def _is_plain(name: str) -> bool:
    """Letters of the Latin script alone, and nothing that is not seen."""
    for letter in name:
        kind = unicodedata.category(letter)
        if kind.startswith("C") or (kind.startswith("L") and "LATIN" not in unicodedata.name(letter, "")):
            return False
    return True


_VILLAGE = re.compile(r"(?<!\w)(?<!văn )(?<!biên )(?:bản|thôn|xóm|tổ dân phố)\s+([^\W_])", re.IGNORECASE)


def find_place(text: str, names: Iterable[str]) -> str:
    """The place below the district that the text names, «» where it names none: one of `names`, whatever signs stand
    between its syllables, or a village, «bản Hua Sa», «thôn 5».

    What the district's bodies are asked in words of the asker's own, and what they write beside a number, is about the
    district as a whole: a figure of one commune could be asked of them, or be left when two answers are subtracted.
    """
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")  # what is not seen
    folded = fold(text)
    for name in names:
        between = r"[\W_]*+".join(map(re.escape, fold(name).split()))
        if between and re.search(rf"(?<![^\W_]){between}(?![^\W_])", folded):
            return name
    for village in _VILLAGE.finditer(text):
        if village[1].isupper() or village[1].isdigit():
            return " ".join(text[village.start() :].split()[:3])
    return ""


def refuse_place(text: str, names: Iterable[str]) -> str:
    """Why free text of a question or an answer may not be kept, since it names one of `names` or a village; «» where it
    may.
    """
    if place := find_place(text, names):
        return f"«{place}»: báo cáo nhanh của cơ quan huyện nói về toàn huyện, không về một xã, thôn, bản."
    return ""


@dataclass(frozen=True, slots=True)
class Tally:
    """`total` is None where the figure is not drawn together over places, or nothing has come yet."""

    total: Decimal | None
    received: int
    expected: int  # answers that could be given: units, less those to which it does not apply
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """«17/19, thiếu: Pú Xi, Tênh Phông»; complete: «19/19, đủ»."""
        rest = f"thiếu: {', '.join(self.missing)}" if self.missing else "đủ"
        return f"{self.received}/{self.expected}, {rest}"


def tally(units: Iterable[str], answers: Mapping[str, Value], operator: Operator) -> Tally:
    """What the answers of a figure come to; who is not among `answers` has not told. 0 is an answer."""
    units = list(units)
    numbers = [held for held in answers.values() if not isinstance(held, Gap)]
    missing = tuple(unit for unit in units if answers.get(unit, Gap.NOT_REPORTED) is Gap.NOT_REPORTED)
    return Tally(
        total=_together(numbers, operator),
        received=len(numbers),
        expected=len(numbers) + len(missing),
        missing=missing,
    )


def _together(numbers: list[Decimal], operator: Operator) -> Decimal | None:
    if not numbers:
        return None
    match operator:
        case Operator.SUM:
            return sum(numbers, Decimal(0))
        case Operator.MAX:
            return max(numbers)
    return None
