"""Tasks: what a plan asks without naming who does it: work, solutions, money, goals without a number."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from sokehoach.domain.plans.assignment import Duty, Nature
from sokehoach.domain.plans.closing import closes
from sokehoach.domain.plans.headings import TASK, is_label
from sokehoach.domain.plans.layers import below, listed_things, takes_items
from sokehoach.domain.plans.orders import DIFFICULTY, OPENING, ORDER, UNORDERED
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import CAPITALS, Passage, Span, first_words
from sokehoach.domain.plans.sentences import is_agency
from sokehoach.domain.plans.task_leads import Lead, TaskLeads
from sokehoach.domain.plans.when import Deadline

type Part = Literal["work", "aims", "money", "none", ""]

_LONGEST_TITLE = 160
_FEWEST_WORDS = 4
_BEFORE = 24  # letters before an order that tell whether it is one

_LED_IN = r"(?:(?:các|một số|những|về|công tác|đánh giá|nội dung về) )?"
# Parts in which nothing is asked of anybody: how to work, what is, whom it concerns, prizes, times, themes.
_NO_WORK = re.compile(
    _LED_IN + r"(?:mục đích|yêu cầu|ý nghĩa|quan điểm|nguyên tắc|tình hình|thực trạng|nguy cơ|đặc điểm|"
    r"bối cảnh|sự cần thiết|cơ sở (?:pháp lý|xây dựng|thực tiễn)|căn cứ|phạm vi|đối tượng|thành phần|"
    r"tiêu chuẩn|tiêu chí|điều kiện|hình thức|thủ tục|hồ sơ|tuyến trình|số lượng|mức|khen thưởng|"
    r"thời gian|thời hạn|địa điểm|chủ đề|khẩu hiệu|thông điệp|định nghĩa|giải thích|kết quả đạt được|"
    r"tồn tại|hạn chế|nguyên nhân|khó khăn|thuận lợi|lưu ý|ghi chú)(?!\w)"
)
_MONEY = re.compile(
    r"(?:nguồn |dự toán |về |bảo đảm |đảm bảo )?(?:kinh phí|ngân sách|nguồn vốn|nguồn lực|dự toán|tài chính)(?!\w)"
)
_AIMS = re.compile(_LED_IN + r"(?:mục tiêu|chỉ tiêu)(?!\w)")
_WORK = re.compile(
    r"(?<!\w)(?:nhiệm vụ|giải pháp|biện pháp|nội dung|công tác|hoạt động|triển khai|thực hiện|trọng tâm|"
    r"phần việc|lộ trình|chương trình)(?!\w)"
)
# Money is asked for by a sentence; a bullet that only names a source asks for nothing.
_SPENT = re.compile(
    r"(?<!\w)(?:bố trí|bảo đảm|đảm bảo|huy động|sử dụng|lồng ghép|lập dự toán|thực hiện theo|cân đối|phân bổ|"
    r"chi trả|thanh toán|quyết toán|thanh quyết toán|chi từ|lấy từ|trích từ)(?!\w)"
)
# How an item begins that names a thing, a time or a group.
_NAMES_SOMETHING = re.compile(
    r"[\"“”'«(\d]|(?:từ|đến|trước|sau|vào) (?:ngày|tháng|quý|năm)|"
    r"(?:là|gồm|bao gồm|thời gian|thời hạn|địa điểm|thành phần|chủ đề|đối tượng|hình thức|số lượng|danh sách|"
    r"tên|mức|tỷ lệ|các loại|các chỉ tiêu|lưu ý|ghi chú|trường hợp|nguồn|bằng khen|giấy khen|biên bản|"
    r"tờ trình|báo cáo thành tích|phụ lục|mẫu)(?!\w)"
)
# A heading and the paragraph below it, run together: a capital after a word without a full stop.
_SMALL = rf"[^\W\d_{CAPITALS}]"
_NEW_SENTENCE = re.compile(rf"(?<={_SMALL}) (?=[{CAPITALS}]{_SMALL})")
_FULL_STOP = re.compile(rf"\. (?=[{CAPITALS}\d])")
_COUNTED = re.compile(r"\d\s?%")

# Share of the items of each sign that the labels of four plans have (tests/golden/labels/tasks).
_LIKELIHOODS = {"order": 0.95, "order-inside": 0.8, "no-order": 0.7}


@dataclass(frozen=True, slots=True)
class Task:
    """One item. `lead`: the agency as printed whose duties speak of the same matter, None where none does.

    `part`: the kind of part it stands in: «work», «aims», «money». `nature` to `deadline` as in Duty, by `timing`.
    """

    path: str
    text: str
    starts: str
    span: Span
    part: str
    lead: str | None
    lead_span: Span | None
    likelihood: float
    signs: tuple[str, ...]
    nature: Nature = Nature.STANDING
    due_text: str | None = None
    recurs: str | None = None
    deadline: Deadline | None = None


def tasks(found: list[Block], duties: Collection[Duty], targets: Collection[Span]) -> list[Task]:
    """All tasks in the order of the text. `targets`: the spans of what must be reached in numbers."""
    leads = TaskLeads(duties)
    named = [duty.span for duty in duties]
    return [
        _task(block, text, part, sign, leads.find(text.lower, money=part == "money"))
        for block, text, part, sign in _demands(found, named, targets)
        if part in ("work", "aims", "money")
    ]


def unread_demands(found: list[Block], taken: Collection[Span]) -> list[Span]:
    """The items that begin with an order and became nothing: `taken` are the spans of all that was read."""
    return [
        text.span
        for _block, text, part, sign in _demands(found, taken, ())
        if part != "none" and sign == "order"
    ]


def _task(block: Block, text: Passage, part: Part, sign: str, lead: Lead | None) -> Task:
    return Task(
        path=block.path,
        text=text.text,
        starts=first_words(text.text),
        span=text.span,
        part=part,
        lead=lead.agency if lead else None,
        lead_span=lead.span if lead else None,
        likelihood=_LIKELIHOODS[sign],
        signs=(sign, part),
    )


def _demands(
    found: list[Block], named: Collection[Span], targets: Collection[Span]
) -> Iterator[tuple[Block, Passage, Part, str]]:
    """The smallest items that ask for something and name nobody, with the part they stand in and how they ask.

    `named`: spans of what leaves nothing of its item; beside `targets` other sentences of the item stay.
    """
    things = listed_things(found)
    duties, goals = _Spans(named), _Spans(targets)
    closed = False
    for at, block in enumerate(found):
        closed = (closed and not block.numbered) or closes(block)
        span = block.body.span
        is_duty, is_target = duties.touch(span), goals.touch(span)
        if closed or is_duty or not block.readable or id(block) in things:
            continue
        if (is_label(block) and not _about_money(block)) or is_agency(block.body):
            continue
        text: Passage | None = _without_label(block)
        if text is not None and _is_heading(found, at):
            text = _after_title(text) if not block.introduces else None
        elif text is not None and is_target:
            text = next((one for one in _sentences(text) if not goals.touch_again(one.span)), None)
        if text is None or any(is_agency(one.body) for one in block.headings):
            continue
        part = _part_of(block)
        sign = _sign_of(text, part)
        if sign:
            yield block, text, part, sign


def _is_heading(found: list[Block], at: int) -> bool:
    """Whether what stands below the block says what is to be done: deeper items, or paragraphs of its own."""
    block = found[at]
    following = next((one for one in found[at + 1 : at + _AHEAD] if not is_label(one)), None)
    if following is None:
        return block.introduces
    return takes_items(found, at) or block.introduces or below(block, following)


def _without_label(block: Block) -> Passage:
    label = TASK.match(block.body.lower)
    return block.body.part(label.end() if label else 0)


def _after_title(text: Passage) -> Passage | None:
    """What a heading says after its title, where a conversion ran the two together."""
    for match in _NEW_SENTENCE.finditer(text.text):
        if OPENING.match(text.lower, match.end()):
            return text.part(match.end())
    return None


def _sentences(text: Passage) -> Iterator[Passage]:
    start = 0
    for match in _FULL_STOP.finditer(text.text):
        yield text.part(start, match.start() + 1)
        start = match.end()
    yield text.part(start)


def _part_of(block: Block) -> Part:
    """By the nearest heading that tells it; the item's own title tells only that it is about money or asks nothing."""
    title = block.title.lower
    if block.numbered and title != block.body.lower.rstrip(" .;") and len(title) <= _LONGEST_TITLE:
        if _MONEY.match(title):
            return "money"
        if _NO_WORK.match(title):
            return "none"
    above = [one for one in block.headings if one is not block]
    for heading in reversed(above):
        part = _part_under(heading, is_nearest=heading is above[-1])
        if part:
            return part
    return ""


def _part_under(heading: Block, *, is_nearest: bool) -> Part:
    title = heading.title.lower
    if len(title) > _LONGEST_TITLE:
        return ""
    if _MONEY.match(title):
        return "money"
    works = _WORK.search(title) is not None
    if _NO_WORK.match(title):
        return (
            "" if works and not is_nearest else "none"
        )  # «Đối tượng, nội dung thi đua»: the items tell which
    if _AIMS.match(title):
        return "aims"
    return "work" if works else ""


def _about_money(block: Block) -> bool:
    return _MONEY.match(block.body.lower) is not None


def _sign_of(text: Passage, part: Part) -> str:
    """How the item asks: by an order at its beginning, by one inside it, by none; «» where it does not ask."""
    lower = text.lower
    if part == "money" or _MONEY.match(lower):
        return "order-inside" if _SPENT.search(lower) else ""
    if DIFFICULTY.search(lower[:120]):
        return ""
    if OPENING.match(lower):
        return "order"
    if _COUNTED.search(lower):
        return ""
    if _NAMES_SOMETHING.match(lower) or len(lower.split(" ", _FEWEST_WORDS)) < _FEWEST_WORDS:
        return ""
    for match in ORDER.finditer(lower):
        if not UNORDERED.search(lower[max(0, match.start() - _BEFORE) : match.start()]):
            return "order-inside"
    return "no-order" if part in ("work", "aims") else ""


class _Spans:
    """Spans, asked in the order of the text."""

    def __init__(self, spans: Collection[Span]) -> None:
        self.spans = sorted((span.start, span.end) for span in spans)
        self.at = 0

    def touch(self, span: Span) -> bool:
        """Whether one of them reaches into this span; later spans alone may be asked afterwards."""
        while self.at < len(self.spans) and self.spans[self.at][1] <= span.start:
            self.at += 1
        return self.touch_again(span)

    def touch_again(self, span: Span) -> bool:
        """The same of a part of the span asked last."""
        near = self.spans[self.at : self.at + _AHEAD]
        return any(start < span.end and end > span.start for start, end in near)


_AHEAD = 12  # spans looked at from the first that does not end before the item
