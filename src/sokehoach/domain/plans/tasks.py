"""Find tasks: demands of a plan without an agency, such as work, solutions, money, goals without a number."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from sokehoach.domain.plans.assignment import Duty, DutyNature
from sokehoach.domain.plans.closing import is_closing
from sokehoach.domain.plans.dates import Deadline
from sokehoach.domain.plans.headings import TASK, is_label
from sokehoach.domain.plans.layers import find_listed_item_ids, is_below, takes_items
from sokehoach.domain.plans.orders import OPENING, ORDER, UNORDERED, is_about_difficulty
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import CAPITALS, Passage, Span, get_first_words
from sokehoach.domain.plans.sentences import is_agency
from sokehoach.domain.plans.table_columns import find_columns
from sokehoach.domain.plans.task_leads import Lead, TaskLeads
from sokehoach.domain.plans.yearly_targets import find_year_columns
from sokehoach.domain.text import skip_match

type PartKind = Literal["work", "aims", "money", "none", ""]

_LONGEST_TITLE = 160
_MIN_WORDS = 4
_LOOKBEHIND = 24  # letters before an order that determine whether it is one

_LEAD_IN = r"(?:(?:các|một số|những|về|công tác|đánh giá|nội dung về) )?"
# Parts without demands: principles, current situation, audience, prizes, times, themes.
_NO_WORK = re.compile(
    _LEAD_IN + r"(?:mục đích|yêu cầu|ý nghĩa|quan điểm|nguyên tắc|tình hình|thực trạng|nguy cơ|đặc điểm|"
    r"bối cảnh|sự cần thiết|cơ sở (?:pháp lý|xây dựng|thực tiễn)|căn cứ|phạm vi|đối tượng|thành phần|"
    r"tiêu chuẩn|tiêu chí|điều kiện|hình thức|thủ tục|hồ sơ|tuyến trình|số lượng|mức|khen thưởng|"
    r"thời gian|thời hạn|địa điểm|chủ đề|khẩu hiệu|thông điệp|định nghĩa|giải thích|kết quả đạt được|"
    r"tồn tại|hạn chế|nguyên nhân|khó khăn|thuận lợi|lưu ý|ghi chú)(?!\w)"
)
_MONEY = re.compile(
    r"(?:nguồn |dự toán |về |bảo đảm |đảm bảo )?(?:kinh phí|ngân sách|nguồn vốn|nguồn lực|dự toán|tài chính)(?!\w)"
)
_AIMS = re.compile(_LEAD_IN + r"(?:mục tiêu|chỉ tiêu)(?!\w)")
_WORK = re.compile(
    r"(?<!\w)(?:nhiệm vụ|giải pháp|biện pháp|nội dung|công tác|hoạt động|triển khai|thực hiện|trọng tâm|"
    r"phần việc|lộ trình|chương trình)(?!\w)"
)
# Money that is to be spent; its mere source is no demand: «Kinh phí … được bố trí từ ngân sách» asks nobody to act.
_SPENT = re.compile(
    r"(?<!\w)(?:bố trí|bảo đảm|đảm bảo|huy động|sử dụng|lồng ghép|lập dự toán|thực hiện theo|cân đối|phân bổ|"
    r"chi trả|thanh toán|quyết toán|thanh quyết toán|chi từ|lấy từ|trích từ)(?!\w)"
)
# The present or the past, which nobody has to bring about: «Hiện nay, tổng số trạm …», «Đến nay, toàn tỉnh đã có …».
_STATE = re.compile(
    r"(?:(?:cho )?đến (?:nay|thời điểm)|hiện (?:nay|tại|có|đã|đang|trạng)|tính đến|tại thời điểm|"
    r"(?:trong )?(?:thời gian|những năm|các năm|nhiều năm) (?:qua|gần đây)|năm \d{4},? [^,;.]{0,60}đã)(?!\w)"
)
# What something is, which nobody has to do: «Phát triển văn hóa số là đòn bẩy …», «Thi đua là động lực, …».
_STATEMENT = re.compile(
    r"(?!(?:xác định|coi|xem|lấy|bảo đảm để|phấn đấu|quán triệt)(?!\w))[^,;.:()]{2,120}?"
    r"(?<!nhất)(?<!cụ thể)(?<!gọi)(?<!coi)(?<!tức)(?<!nghĩa)(?<!được)(?<!phải)(?<!như)(?<!hay) là "
    r"(?:một |những |các )?(?:trụ cột|nền tảng|điều kiện|động lực|đòn bẩy|yếu tố|chìa khóa|khâu|cơ sở|tiền đề|"
    r"mục tiêu|nhiệm vụ|trách nhiệm|quá trình|ghi nhận|nguồn lực|trung tâm|chủ thể|hạt nhân|giải pháp|xu thế|yêu cầu|"
    r"thước đo)(?!\w)"
)
# First words of an item that is a thing, a time or a group.
_NAMES_SOMETHING = re.compile(
    r"[\"“”'«(\d]|(?:từ|đến|trước|sau|vào) (?:ngày|tháng|quý|năm)|"
    r"(?:là|gồm|bao gồm|thời gian|thời hạn|địa điểm|thành phần|chủ đề|đối tượng|hình thức|số lượng|danh sách|"
    r"tên|mức|tỷ lệ|các loại|các chỉ tiêu|lưu ý|ghi chú|trường hợp|nguồn|bằng khen|giấy khen|biên bản|"
    r"tờ trình|báo cáo thành tích|phụ lục|mẫu)(?!\w)"
)
_NAMED_THING = re.compile(
    r"(?:các |những )?(?:nền tảng|hệ thống|cơ sở dữ liệu|mô hình|dự án|đề án|chương trình|công trình|phần mềm|sản phẩm|"
    r"trung tâm|kho dữ liệu|cổng|sàn giao dịch)(?!\w)"
)
# A heading merged with the paragraph below it: a capital after a word without a full stop.
_SMALL = rf"[^\W\d_{CAPITALS}]"
_NEW_SENTENCE = re.compile(rf"(?<={_SMALL}) (?=[{CAPITALS}]{_SMALL})")
_FULL_STOP = re.compile(rf"\. (?=[{CAPITALS}\d])")
_PERCENT = re.compile(r"\d\s?%")

# Share of correct items for each sign, from the labels of four plans (tests/golden/labels/tasks).
_LIKELIHOODS = {"order": 0.95, "order-inside": 0.8, "no-order": 0.7, "order-untitled": 0.8, "no-order-untitled": 0.6}
_UNTITLED = {"order": "order-untitled", "order-inside": "no-order-untitled", "no-order": "no-order-untitled"}
# A part whose heading does not say that it is work is work if so many of its items, and at least so many, order some.
_WORK_SHARE, _FEWEST_ORDERS = 0.5, 4


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `lead`: the agency, as printed, whose duties are about the same matter, or None.

    `part`: the kind of part it is in: «work», «aims», «money». `nature` to `deadline` as in Duty, set by `timing`.
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
    nature: DutyNature = DutyNature.STANDING
    due_text: str | None = None
    recurs: str | None = None
    deadline: Deadline | None = None


def find_tasks(
    blocks: list[Block], duties: Collection[Duty], targets: Collection[Span], reports: Collection[Span] = ()
) -> list[Task]:
    """All tasks in text order. `targets`, `reports`: the spans of the quantified targets and of periodic reports."""
    leads = TaskLeads(duties)
    duty_spans, periodic = [duty.span for duty in duties], _Spans(reports)
    return [
        _build_task(block, text, part, sign, leads.find(text.lower, money=part == "money"))
        for block, text, part, sign in _find_demands(blocks, duty_spans, targets)
        if part in ("work", "aims", "money") and not (text.lower.startswith("báo cáo") and periodic.touch(text.span))
    ]


def find_unread_demands(blocks: list[Block], read_spans: Collection[Span]) -> list[Span]:
    """The items that begin with an order but were not extracted. `read_spans`: the spans of all that was."""
    return [
        text.span
        for _block, text, part, sign in _find_demands(blocks, read_spans, ())
        if part != "none" and sign in ("order", "order-untitled")
    ]


def _build_task(block: Block, text: Passage, part: PartKind, sign: str, lead: Lead | None) -> Task:
    return Task(
        path=block.path,
        text=text.text,
        starts=get_first_words(text.text),
        span=text.span,
        part=part,
        lead=lead.agency if lead else None,
        lead_span=lead.span if lead else None,
        likelihood=_LIKELIHOODS[sign],
        signs=(sign, part),
    )


def _find_demands(
    blocks: list[Block], read_spans: Collection[Span], targets: Collection[Span]
) -> Iterator[tuple[Block, Passage, PartKind, str]]:
    """The smallest items with a demand and without an agency, each with its part and sign.

    `read_spans`: spans that use up their item, but for the sentences before them; beside `targets`, other sentences of
    the item remain.
    """
    listed_ids = find_listed_item_ids(blocks)
    duties, goals = _Spans(read_spans), _Spans(targets)
    untitled_work, thing_lists = _UntitledWork(blocks), _ThingLists(blocks)
    headings = {id(heading): heading for block in blocks for heading in block.headings}
    agency_ids = {key for key, heading in headings.items() if is_agency(heading.body)}
    closed = False
    for at, block in enumerate(blocks):
        closed = (closed and not block.numbered) or is_closing(block)
        span = block.body.span
        is_duty, is_target = duties.touch(span), goals.touch(span)
        if closed or not block.is_readable or id(block) in listed_ids or id(block) in thing_lists.items:
            continue
        if block.cells and (find_columns(block.cells) or find_year_columns(block.cells, None)) is not None:
            continue
        if (is_label(block) and not _is_about_money(block)) or is_agency(block.body):
            continue
        text: Passage | None = _without_label(block)
        if text is not None and _is_heading(blocks, at) and id(block) not in thing_lists.orders:
            text = _after_title(text) if not block.is_introduction else None
        elif text is not None and (is_duty or is_target):
            sentences = list(_split_sentences(text))
            if is_duty and duties.touch_again(sentences[0].span):
                continue
            touched = (duties, goals)
            text = next((one for one in sentences if not any(spans.touch_again(one.span) for spans in touched)), None)
        if text is None or any(id(heading) in agency_ids for heading in block.headings):
            continue
        part = _find_part(block)
        sign = _find_sign(text, part)
        if not part and untitled_work.has_item(block):
            part, sign = "work", _UNTITLED.get(_find_sign(text, "work"), "")
        if sign and not (is_duty and sign.startswith("no-order")):
            yield block, text, part, sign


def _is_heading(blocks: list[Block], at: int) -> bool:
    """Whether the demands are in the blocks below: deeper items, or paragraphs."""
    block = blocks[at]
    following = next((candidate for candidate in blocks[at + 1 : at + _MAX_AHEAD] if not is_label(candidate)), None)
    if following is None or is_closing(following):
        return block.is_introduction
    return takes_items(blocks, at) or block.is_introduction or is_below(block, following)


def _without_label(block: Block) -> Passage:
    return block.body.part(skip_match(TASK, block.body.lower))


def _after_title(text: Passage) -> Passage | None:
    """The text after the title of a heading, if a conversion merged the two."""
    for match in _NEW_SENTENCE.finditer(text.text):
        if OPENING.match(text.lower, match.end()):
            return text.part(match.end())
    return None


def _split_sentences(text: Passage) -> Iterator[Passage]:
    start = 0
    for match in _FULL_STOP.finditer(text.text):
        yield text.part(start, match.start() + 1)
        start = match.end()
    yield text.part(start)


def _find_part(block: Block) -> PartKind:
    """The part by the nearest informative heading; the item's own title only if it is about money or has no demand."""
    parts = block.__dict__  # tasks and unread demands ask it again
    if "part_kind" not in parts:
        parts["part_kind"] = _find_part_of(block)
    return cast(PartKind, parts["part_kind"])


def _find_part_of(block: Block) -> PartKind:
    title = block.title.lower
    if block.numbered and title != block.body.lower.rstrip(" .;") and len(title) <= _LONGEST_TITLE:
        if _MONEY.match(title):
            return "money"
        if _NO_WORK.match(title):
            return "none"
    headings_above = [heading for heading in block.headings if heading is not block]
    for heading in reversed(headings_above):
        part = _find_part_under(heading, is_nearest=heading is headings_above[-1])
        if part:
            return part
    return ""


def _find_part_under(heading: Block, *, is_nearest: bool) -> PartKind:
    title = heading.title.lower
    if len(title) > _LONGEST_TITLE:
        return ""
    if _MONEY.match(title):
        return "money"
    works = _WORK.search(title) is not None
    if _NO_WORK.match(title):
        return "" if works and not is_nearest else "none"  # «Đối tượng, nội dung thi đua»: depends on the items
    if _AIMS.match(title):
        return "aims"
    return "work" if works else ""


def _is_about_money(block: Block) -> bool:
    return _MONEY.match(block.body.lower) is not None


def _find_sign(text: Passage, part: PartKind) -> str:
    """The sign of a demand: an order at the beginning, an order inside, or none; «» if there is no demand."""
    lower = text.lower
    if _STATE.match(lower) or _STATEMENT.match(lower) or is_about_difficulty(lower[:120]):
        return ""
    if part == "money" or _MONEY.match(lower):
        return "order" if OPENING.match(lower) and _SPENT.search(lower) else ""
    if OPENING.match(lower):
        return "order"
    if _PERCENT.search(lower):
        return ""
    if _NAMES_SOMETHING.match(lower) or len(lower.split(" ", _MIN_WORDS)) < _MIN_WORDS:
        return ""
    for match in ORDER.finditer(lower):
        if not UNORDERED.search(lower[max(0, match.start() - _LOOKBEHIND) : match.start()]):
            return "order-inside"
    return "no-order" if part in ("work", "aims") else ""


class _ThingLists:
    """«Triển khai các nền tảng» above «- Nền tảng …»: the heading is the demand, the items only name its things.

    `orders`, `items`: blocks by id.
    """

    def __init__(self, blocks: list[Block]) -> None:
        self.orders, self.items = set[int](), set[int]()
        for at, block in enumerate(blocks):
            if not OPENING.match(block.body.lower):
                continue
            listed_blocks = []
            for item in blocks[at + 1 : at + _MAX_AHEAD]:
                if not is_below(block, item) or item.path.count(".") < block.path.count("."):
                    break
                listed_blocks.append(item)
            if len(listed_blocks) > 1 and all(_NAMED_THING.match(item.body.lower) for item in listed_blocks):
                self.orders.add(id(block))
                self.items.update(map(id, listed_blocks))


class _UntitledWork:
    """Parts whose headings name a matter, «Hạ tầng số», and whose items order work: «a) Xây dựng …»."""

    def __init__(self, blocks: list[Block]) -> None:
        self._parents = {
            heading.path for block in blocks if block.numbered for heading in block.headings if heading is not block
        }
        items, orders = Counter[str](), Counter[str]()
        for block in blocks:
            if self._is_item(block) and not block.is_introduction and not is_label(block) and not _find_part(block):
                items[block.headings[0].path] += 1
                orders[block.headings[0].path] += OPENING.match(block.body.lower) is not None
        self._parts = {
            path
            for path, count in orders.items()
            if path and count >= _FEWEST_ORDERS and count >= _WORK_SHARE * items[path]
        }

    def has_item(self, block: Block) -> bool:
        return self._is_item(block) and block.headings[0].path in self._parts

    def _is_item(self, block: Block) -> bool:
        """Whether it is none of the paragraphs that introduce the numbered items of a heading, nor such a heading."""
        return bool(block.headings) and (block.level > 0 or block.path not in self._parents)


class _Spans:
    """Spans, queried in text order."""

    def __init__(self, spans: Collection[Span]) -> None:
        self.spans = sorted((span.start, span.end) for span in spans)
        self.at = 0

    def touch(self, span: Span) -> bool:
        """Whether one of them overlaps this span; later queries must be for later spans."""
        while self.at < len(self.spans) and self.spans[self.at][1] <= span.start:
            self.at += 1
        return self.touch_again(span)

    def touch_again(self, span: Span) -> bool:
        """The same for a part of the span of the last query."""
        nearby_spans = self.spans[self.at : self.at + _MAX_AHEAD]
        first, last = span.start, span.end
        return any(start < last and end > first for start, end in nearby_spans)


_MAX_AHEAD = 12  # spans to search from the first one that does not end before the item
