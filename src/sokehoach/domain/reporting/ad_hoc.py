"""Ad hoc reports (báo cáo nhanh): workflow, what may be asked of which units, and tally of the answers."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sokehoach.domain.indicators.measurement_units import IMPERSONAL_UNITS, is_impersonal_unit
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.level import Level, format_levels
from sokehoach.domain.policy.groups import GENERAL, is_confidential
from sokehoach.domain.policy.persons import DEFAULT_POLICY, STRICT, PersonsPolicy
from sokehoach.domain.text import fold_accents
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value
from sokehoach.domain.workflow.reference_page import render_reference_page
from sokehoach.domain.workflow.state_machine import LabelledEnum, StateMachine


class AdHocState(LabelledEnum):
    OPEN = "open"
    CLOSED = "closed"

    @property
    def label_vi(self) -> str:
        return {AdHocState.OPEN: say("đang nhận trả lời"), AdHocState.CLOSED: say("đã đóng")}[self]


class AdHocAction(LabelledEnum):
    ANSWER = "answer"  # first or repeated answer, before or after the deadline
    SUBMIT = "submit"  # to the unit's leader, who approves the answer before it is sent
    APPROVE = "approve"  # the leader approves and so sends it
    DECLINE = "decline"  # the leader says what is to be corrected first
    CLOSE = "close"

    @property
    def label_vi(self) -> str:
        return {
            AdHocAction.ANSWER: say("trả lời báo cáo nhanh"),
            AdHocAction.SUBMIT: say("trình lãnh đạo đơn vị duyệt"),
            AdHocAction.APPROVE: say("duyệt và gửi báo cáo"),
            AdHocAction.DECLINE: say("yêu cầu sửa trước khi gửi"),
            AdHocAction.CLOSE: say("đóng báo cáo nhanh"),
        }[self]


class AdHocRole(LabelledEnum):
    ASKED = "asked"
    APPROVER = "approver"  # the leader of the unit that is asked, where it has one who approves
    ASKER = "asker"

    @property
    def label_vi(self) -> str:
        return {
            AdHocRole.ASKED: say("đơn vị được hỏi"),
            AdHocRole.APPROVER: say("lãnh đạo đơn vị"),
            AdHocRole.ASKER: say("cơ quan hỏi"),
        }[self]


TABLE: dict[tuple[AdHocState, AdHocAction, AdHocRole], AdHocState] = {
    (AdHocState.OPEN, AdHocAction.ANSWER, AdHocRole.ASKED): AdHocState.OPEN,
    (AdHocState.OPEN, AdHocAction.SUBMIT, AdHocRole.ASKED): AdHocState.OPEN,
    (AdHocState.OPEN, AdHocAction.APPROVE, AdHocRole.APPROVER): AdHocState.OPEN,
    (AdHocState.OPEN, AdHocAction.DECLINE, AdHocRole.APPROVER): AdHocState.OPEN,
    (AdHocState.OPEN, AdHocAction.CLOSE, AdHocRole.ASKER): AdHocState.CLOSED,
}


WORKFLOW = StateMachine(say("Báo cáo nhanh"), AdHocState, AdHocAction, AdHocRole, TABLE)


def print_table() -> str:
    """Render docs/reference/ad-hoc.md, in Markdown."""
    lead = [
        "Printed from `sokehoach.domain.reporting.ad_hoc` by `make reference`. The hour closes nothing:",
        "late answers are taken and shown late until the asker closes.",
    ]
    return render_reference_page(WORKFLOW, title="The workflow of an ad hoc report", lead=lead, has_diagram=False)


@dataclass(frozen=True, slots=True)
class RequestedFigure:
    """A requested figure: a data element, or a name and unit of measure chosen by the requester."""

    name: str
    unit: str
    kind: str = "count"
    element: str = ""  # uid of the element; «»: a figure of the requester's own
    code: str = ""  # of the element, as printed
    over_place: Operator = Operator.SUM
    function: str = GENERAL
    counts_persons: bool = False
    persons_policy: PersonsPolicy = DEFAULT_POLICY


# Titles of requests to units at a level without counts of persons. The list is fixed, so that no requester can change
# the meaning of the numbers by their own wording.
PURPOSES = (
    say("Họp giao ban"),
    say("Báo cáo cấp trên"),
    say("Chuẩn bị kiểm tra, giám sát"),
    say("Chuẩn bị sơ kết, tổng kết"),
    say("Rà soát tiến độ kế hoạch"),
    say("Chuẩn bị họp Hội đồng nhân dân"),
    say("Phòng, chống thiên tai"),
)

_PERSONS = re.compile(
    r"\b(?:nguoi|doi tuong|nan nhan|truong hop|nghi can|nghi pham|bi can|bi cao|pham nhan|toi pham|benh nhan|con nghien"
    r"|tre em|(?<!hoi )phu nu|gai|khach (?:mua|lang|hang)|hoc (?:sinh|vien)|sinh vien|(?<!doan )thanh nien|thieu nien"
    r"|cong nhan|nhan vien|tiep vien|nhan khau|can bo|phu huynh|thanh vien|p?nbd|duong tinh)\b"
)


def is_any_without_persons(places: Collection[Level]) -> bool:
    """Whether any of the levels is one from which no counts of persons may come by the strict default.

    It holds for all that has no programme: titles, figures of the requester's own, remarks.
    """
    return not all(map(STRICT.allows, places))


def _name_places(places: Collection[Level]) -> str:
    """The levels from which no counts of persons may come, as in a sentence: «xã, phường»."""
    return format_levels(place for place in places if not STRICT.allows(place))


def find_title_problem(title: str, places: Collection[Level]) -> str:
    """Why a request with this title may not be sent to units at these places; «» if it may."""
    if is_any_without_persons(places) and title not in PURPOSES:
        return say(
            "Hỏi %(places)s thì chọn nội dung trong danh sách: %(purposes)s.",
            places=_name_places(places),
            purposes="; ".join(PURPOSES),
        )
    return ""


def find_figure_problem(figure: RequestedFigure, places: Collection[Level], asked_on: date | None = None) -> str:
    """Why the figure may not be asked of units at these places; «» if it may (limits.md, 3 and 4).

    At a level without counts of persons: only data elements that are on no side of the wall, count no persons, and
    whose unit of measure counts things; where the policy of their programme allows counts of persons, those too. Above:
    also figures of the requester's own, in units of measure that count things. A word list checks that their names
    mention no person; it finds honest wording, not deliberate evasion. `places`: the level of the place of each unit.
    `asked_on`: the day of an earlier request, whose policy decides with that of today; None: asked today.
    """
    if not figure.element:
        return _find_own_figure_problem(figure, places)
    policy = figure.persons_policy
    rules = (policy.present, policy.present if asked_on is None else policy.get_rule(asked_on))
    closed_places = [place for place in places if not all(rule.allows(place) for rule in rules)]
    if figure.counts_persons and closed_places:
        names = format_levels(closed_places)
        return say(
            "%(code)s «%(name)s» đếm người: chỉ hỏi cơ quan cấp trên, không hỏi %(names)s.",
            code=figure.code,
            name=figure.name,
            names=names,
        )
    if not is_any_without_persons(places):
        return ""
    names = _name_places(places)
    if is_confidential(figure.function):
        return say(
            "%(code)s «%(name)s» là số liệu chuyên ngành: chỉ hỏi cơ quan cấp trên, không hỏi %(names)s.",
            code=figure.code,
            name=figure.name,
            names=names,
        )
    if closed_places and not is_impersonal_unit(figure.unit):
        return say(
            "%(code)s «%(name)s» tính bằng «%(unit)s», có thể đếm người: không hỏi đột xuất "
            "%(names)s. Số này đơn vị báo cáo theo biểu.",
            code=figure.code,
            name=figure.name,
            unit=figure.unit,
            names=names,
        )
    return ""


def _find_own_figure_problem(figure: RequestedFigure, places: Collection[Level]) -> str:
    if is_any_without_persons(places):
        return say(
            "«%(name)s» là chỉ tiêu tự ghi: %(places)s chỉ được hỏi chỉ tiêu có sẵn trong danh "
            "sách, đếm việc hoặc vật. Hãy chọn trong danh sách, hoặc hỏi cơ quan cấp trên.",
            name=figure.name,
            places=_name_places(places),
        )
    if not is_impersonal_unit(figure.unit):
        return say(
            "Đơn vị tính của «%(name)s» chọn trong danh sách: %(impersonal_units)s.",
            name=figure.name,
            impersonal_units=", ".join(IMPERSONAL_UNITS),
        )
    if not _is_plain(figure.name):
        return say("«%(name)s» có ký tự lạ: chỉ dùng chữ tiếng Việt, chữ số và dấu câu.", name=figure.name)
    if _PERSONS.search(" ".join(fold_accents(figure.name).split())):
        return say(
            "«%(name)s» đếm người nên không hỏi bằng chữ tự ghi. Hãy hỏi số cuộc, số cơ sở, số "
            "văn bản…, hoặc chọn chỉ tiêu có sẵn trong danh sách.",
            name=figure.name,
        )
    return ""


def _is_plain(name: str) -> bool:
    """Whether the text has only Latin letters and no invisible characters."""
    for letter in name:
        kind = unicodedata.category(letter)
        if kind.startswith("C") or (kind.startswith("L") and "LATIN" not in unicodedata.name(letter, "")):
            return False
    return True


_VILLAGE = re.compile(r"(?<!\w)(?<!văn )(?<!biên )(?:bản|thôn|xóm|tổ dân phố)\s+([^\W_])", re.IGNORECASE)


def find_place(text: str, names: Iterable[str]) -> str:
    """Find the first place without counts of persons that the text names; «» if there is none.

    It is one of `names`, whatever separates its syllables, or a village: «bản Hua Sa», «thôn 5». Free-text requests to
    an area's agencies, and their remarks, must be about the area as a whole: otherwise the figure of one commune could
    be asked for, or follow from subtracting two answers.
    """
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")  # invisible characters
    folded = fold_accents(text)
    for name in names:
        between = r"[\W_]*+".join(map(re.escape, fold_accents(name).split()))
        if between and re.search(rf"(?<![^\W_]){between}(?![^\W_])", folded):
            return name
    for village in _VILLAGE.finditer(text):
        if village[1].isupper() or village[1].isdigit():
            return " ".join(text[village.start() :].split()[:3])
    return ""


def find_place_problem(text: str, names: Iterable[str]) -> str:
    """Why free text of a request or an answer is refused: it names one of `names` or a village; «» if it is allowed."""
    if place := find_place(text, names):
        return say(
            "«%(place)s»: báo cáo nhanh của cơ quan nói về toàn địa bàn, không về một nơi trong địa bàn.", place=place
        )
    return ""


@dataclass(frozen=True, slots=True)
class AnswerTally:
    """The total of an ad hoc figure. `total` is None if it may not be aggregated over places, or has no answer yet."""

    total: Decimal | None
    received: int
    expected: int  # expected answers: units, except those to which it does not apply
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """The tally in words: «17/19, thiếu: Pú Xi, Tênh Phông»; complete: «19/19, đủ»."""
        rest = say("thiếu: %(missing)s", missing=", ".join(self.missing)) if self.missing else say("đủ")
        return f"{self.received}/{self.expected}, " + rest


def tally_answers(units: Iterable[str], answers: Mapping[str, Value], operator: Operator) -> AnswerTally:
    """Tally the answers to a figure; units not in `answers` are missing. 0 is an answer."""
    units = list(units)
    numbers = [value for value in answers.values() if not isinstance(value, Gap)]
    missing = tuple(unit for unit in units if answers.get(unit, Gap.NOT_REPORTED) is Gap.NOT_REPORTED)
    return AnswerTally(
        total=None if operator is Operator.LAST else aggregate_values(numbers, operator),  # units have no order
        received=len(numbers),
        expected=len(numbers) + len(missing),
        missing=missing,
    )
