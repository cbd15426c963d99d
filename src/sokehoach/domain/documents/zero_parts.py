"""Leave the zeros out of a sentence: «…, trong đó 0 cuộc lồng ghép» goes with the words that connect it."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.outline import (
    ChangePlaceholder,
    Enumeration,
    OutlineError,
    TemplatePart,
    parse_template,
)
from sokehoach.domain.text import capitalize_first
from sokehoach.domain.values.value import Value

_OPENING, _CLOSING = "[{(", "]})"
_ASPECT = r"(?:đã|đang|còn|vẫn|chưa)"
# Words after which a figure is next_part. Behind the name of a body («Ban chỉ đạo», «các tổ chức») they are part of it.
_VERBS = (
    r"(?<!\w)(?<!ban )(?<!đội )(?<!tổ )(?<!quan )(?<!quan, )(?<!lực lượng )(?<!các )(?<!công tác )(?<!cuộc )(?<!của )"
    rf"(?:{_ASPECT}|"
    r"có|là|được|bị|gồm|tổ chức|triển khai|thực hiện|tiến hành|phối hợp|chủ trì|tham mưu|ban hành|họp|kiện toàn|"
    r"thành lập|xây dựng|duy trì|lập|mở|phát(?! (?:thanh|triển))|đưa|đăng|treo|cử|dự(?! (?:án|toán))|tham gia|"
    r"tuyên truyền|truyền đạt|quán triệt|phổ biến|vận động|ký|tập huấn|bồi dưỡng|triệu tập|đào tạo|hướng dẫn|"
    r"chỉ đạo|kiểm tra|giám sát|rà soát|khảo sát|điều tra|đánh giá|phân loại|chấm|xét|đăng ký|công nhận|phê duyệt|"
    r"thẩm định|tiếp nhận|giải quyết|xử lý|xử phạt|phạt|thu hồi|thu giữ|thu(?! nhập)|nộp|chi|phân bổ|bố trí|"
    r"giao(?! (?:thông|dịch|lưu))|quyết toán|giải ngân|hỗ trợ|tư vấn|khám|chữa(?! cháy)|điều trị|xét nghiệm|"
    r"can thiệp|phát hiện|bắt giữ|bắt|khởi tố|truy tố|xác định|giải cứu|chuyển(?! đổi)|triệt phá|phá|nhắc nhở|"
    r"cảnh cáo|đình chỉ|đề nghị|kiến nghị|khắc phục|yêu cầu|trả lời|cung cấp|chia sẻ|số hóa|thanh toán|trồng|"
    r"sửa chữa|nâng cấp|hoàn thành|xảy ra|thêm|cho vay|giới thiệu|trao|tặng|cứu(?! nạn)|tiêm|bàn giao)(?!\w)"
)
_PREDICATE = re.compile(_VERBS, re.IGNORECASE)
_ASPECT_WORD = re.compile(rf"(?<!\w){_ASPECT}(?!\w)", re.IGNORECASE)
_JOIN = re.compile(
    rf"[;,] | (?:với|tại|cho|theo|cùng|bằng|tại (?:địa bàn|nơi) có) (?=\{{)| và (?=\{{|{_VERBS})", re.IGNORECASE
)
_QUALIFIER = re.compile(r" (?:về|thuộc|liên quan|trong lĩnh vực) [^{}]*$")  # «5 vụ, 0 bị can về mua bán người»
_BARE_FIGURE = re.compile(r"\{[^{} ]+\} \w+(?: \w+)?$")
_ENUMERATION = re.compile(r"\[([^\[\]|]*)\|([^\[\]]*)\]")
_REMARK = re.compile(r" \(([^()\[\]]*\{[^()\[\]]*)\)")
_FIGURE = re.compile(r"\{[^{} ]+\}")
_BASE = re.compile(r"(?:trong|trên) (?:tổng )?(?:số )?\{", re.IGNORECASE)  # «Trong 12 xã», of which the next part tells
_BEGINS_WITH_ASPECT = re.compile(rf"(?:{_ASPECT}|có|được|bị|là)(?!\w)", re.IGNORECASE)
_LIST_HEAD = re.compile(r".*?(?:: |(?<!\w)(?:gồm|là) )(?=\S)")
_PERIOD_WORDS = re.compile(r"(?:từ đầu|trong (?:kỳ|năm|tháng|quý)|tính|đến|ngoài ra|riêng)(?!\w)", re.IGNORECASE)
# Words that add something to what stands before them.
_DEPENDENT = re.compile(
    r"(?:với|thu hút|trong đó|trong khoảng|gồm|bao gồm|tại|theo|cho(?! vay)|do|trên|bằng|ở|của|để|"
    r"lý do|tổng|trị giá|nâng|đạt|chiếm|so với|tăng|giảm)(?!\w)",
    re.IGNORECASE,
)

type GetValue = Callable[[Operand], Value]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sentence, with what joins it to the one before."""

    joint: str
    text: str

    @property
    def is_enumeration(self) -> bool:
        return bool(_ENUMERATION.fullmatch(self.text))

    @property
    def content(self) -> tuple[TemplatePart, ...]:
        """What the text consists of; an enumeration stands after a figure."""
        return parse_template("{_}" + self.text)[1:]

    @property
    def operands(self) -> tuple[Operand, ...]:
        return tuple(_list_operands(self.content))

    @property
    def lead(self) -> str:
        """The words of an enumeration before its parts, with what joins it; else those of the part."""
        return self.text[1:] if self.is_enumeration else self.joint + self.text

    @property
    def is_dependent(self) -> bool:
        lead = re.sub(r"^[;,.]? ", "", self.lead)
        return self.joint not in ("", ", ", "; ", " và ") or lead.startswith("(") or bool(_DEPENDENT.match(lead))

    @property
    def begins_with_figure(self) -> bool:
        return self.text.startswith("{")

    def is_zero(self, get_value: GetValue) -> bool:
        return _is_zero(self.content, get_value)


def drop_zero_parts(sentence: str, get_value: GetValue) -> tuple[str, tuple[Operand, ...]]:
    """The template of one sentence without the parts whose figures are all an answered 0, and these figures.

    A part stays where another rests on it: «0 cuộc, với 50 lượt người». So does the first one where no clause can take
    its place: the words before the verb, which say whose work it is, pass to the next clause. Nothing is left out of
    a sentence of zeros alone.
    """
    end = "." if sentence.endswith(".") else ""
    parts = _split_parts(sentence.removesuffix("."))
    if all(part.is_zero(get_value) or not part.operands for part in parts):
        return sentence, ()
    printed_parts = _keep_parts(parts, get_value)
    text = "".join(part.joint + _drop_inner_zeros(part, get_value) for part in printed_parts)
    try:
        printed_operands = set(_list_operands(parse_template(text)))
    except OutlineError:  # an enumeration would stand before any figure
        return sentence, ()
    dropped = set(_list_operands(parse_template(sentence))) - printed_operands
    return capitalize_first(text) + end if printed_parts != parts else text + end, tuple(dropped)


def _split_parts(sentence: str) -> list[_Part]:
    """The parts between commas, semicolons, «với {» and «và {» outside brackets; an enumeration is one of its own."""
    parts: list[_Part] = []
    joint, begin, depth, place = "", 0, 0, 0
    while place < len(sentence):
        match = None
        if depth == 0:
            match = _ENUMERATION.match(sentence, place) or _JOIN.match(sentence, place)
            if match and match[0][0] == " " and "{" not in sentence[begin:place]:
                match = None  # «hỗ trợ vay vốn cho {…} hộ»
        if match is None:
            depth += (sentence[place] in _OPENING) - (sentence[place] in _CLOSING)
            place += 1
            continue
        if begin < place or joint:
            parts.append(_Part(joint, sentence[begin:place]))
        is_enumeration = match[0].startswith("[")
        if is_enumeration:
            parts.append(_Part("", match[0]))
        joint = "" if is_enumeration else match[0]
        begin = place = match.end()
    if begin < len(sentence) or joint:
        parts.append(_Part(joint, sentence[begin:]))
    return _join_words(parts)


def _join_words(parts: Sequence[_Part]) -> list[_Part]:
    """Parts without figures join the one that they belong to; where that is not plain, both."""
    joined: list[_Part] = []
    plain_parts: list[_Part] = []
    for part in parts:
        if all(isinstance(element, str) for element in part.content):
            if joined and not plain_parts and part.joint not in (", ", "; "):
                joined[-1] = _merge_parts([joined[-1], part])
            else:
                plain_parts.append(part)
            continue
        previous = joined[-1] if joined else None
        if previous and not part.is_enumeration and (_is_base(previous) or _is_labelled_alone(part, previous)):
            joined[-1] = _merge_parts([previous, *plain_parts, part])
        elif not previous or not plain_parts or previous.is_enumeration or plain_parts[0].joint == "; ":
            joined.append(_merge_parts([*plain_parts, part]))
        elif part.is_enumeration or part.joint == "; " or _leads_with_figure(part):
            joined[-1:] = [_merge_parts([previous, *plain_parts]), part]
        elif _PREDICATE.match(plain_parts[0].text) or (_ends_in_figure(previous) and _ends_in_figure(part)):
            joined.append(_merge_parts([*plain_parts, part]))
        elif _PREDICATE.fullmatch(_get_opening(part).strip()):
            joined[-1:] = [_merge_parts([previous, *plain_parts]), part]
        else:
            joined[-1] = _merge_parts([previous, *plain_parts, part])
        plain_parts = []
    if plain_parts:
        joined[-1:] = [_merge_parts([*joined[-1:], *plain_parts])]
    return joined


def _merge_parts(parts: Sequence[_Part]) -> _Part:
    first, *rest_parts = parts
    return _Part(first.joint, first.text + "".join(part.joint + part.text for part in rest_parts))


def _is_base(part: _Part) -> bool:
    return bool(_BASE.match(part.text)) and len(part.operands) == 1


def _is_labelled_alone(part: _Part, previous: _Part) -> bool:
    """«nhóm trẻ: {…} lượt» after «tại {…} trường»: the words before the colon are no label of a list."""
    return part.joint == ", " and ":" in _get_opening(part) and ":" not in previous.text


def _leads_with_figure(part: _Part) -> bool:
    return part.joint not in (", ", "; ") or bool(re.match(r"(?:trong đó |với |thu hút )?(?:có |thêm )?\{", part.text))


def _ends_in_figure(part: _Part) -> bool:
    return part.text.endswith(("}", ")"))


def _keep_parts(parts: list[_Part], get_value: GetValue) -> list[_Part]:
    printed_parts: list[_Part] = []
    omitted: list[_Part] = []  # parts of zeros since the last one that is printed
    queue = list(parts)
    if not any(_tells_number(part, get_value) for part in parts):
        printed_parts.append(queue.pop(0))  # beside a gap alone
    while queue:
        part = queue.pop(0)
        names_gap = part.is_enumeration and bool(printed_parts) and not _has_only_numbers(printed_parts[-1], get_value)
        if (
            part.is_zero(get_value)
            and not names_gap
            and not _is_needed_by_next(part, queue, get_value, is_first=not printed_parts)
        ):
            qualifier = _QUALIFIER.search(part.text)
            if (
                qualifier
                and printed_parts
                and not omitted
                and part.begins_with_figure
                and _BARE_FIGURE.search(printed_parts[-1].text)
            ):
                printed_parts[-1] = _Part(printed_parts[-1].joint, printed_parts[-1].text + qualifier[0])
            omitted.append(part)
            continue
        if omitted:
            successor = _continue_sentence(omitted, part, get_value, is_first=not printed_parts)
            if successor is None:
                printed_parts.append(omitted[0])
                successor = [part]
            part, *rest_parts = successor
            queue[:0] = rest_parts
            omitted = []
        printed_parts.append(part)
    return printed_parts


def _is_needed_by_next(part: _Part, following: Sequence[_Part], get_value: GetValue, *, is_first: bool) -> bool:
    """Whether the next part that is printed adds something to this one, or one of them compares its figure."""
    compared = {
        element.operand for other in following for element in other.content if isinstance(element, ChangePlaceholder)
    }
    if compared & set(part.operands):
        return True
    next_part = next((other for other in following if not other.is_zero(get_value)), None)
    if next_part is None:
        return False
    if next_part.is_dependent or next_part.is_enumeration:
        wholes = {operand.element for operand in part.operands if next_part.is_dependent or not operand.disaggregation}
        if wholes & {operand.element for operand in next_part.operands}:
            return True
    return next_part.is_dependent and (is_first or not (part.is_dependent or part.is_enumeration))


def _continue_sentence(
    omitted: Sequence[_Part], part: _Part, get_value: GetValue, *, is_first: bool
) -> list[_Part] | None:
    """The part, after those that are left out, with the words of theirs that it needs; None if that is not plain."""
    clause = [other for other in _list_last_clause(omitted) if not other.is_enumeration]
    if not is_first and (not clause or clause[0].is_dependent):
        return [part]
    rest_parts: list[_Part] = []
    if part.is_enumeration:
        promoted = _promote_item(part, get_value)
        if promoted is None:
            return None if is_first else [part]
        part, *rest_parts = promoted
    if part.begins_with_figure and part.joint in (", ", " và ") and clause:
        opening = next(filter(None, map(_get_opening, clause)), "")
        part = _Part(clause[0].joint, opening + part.text)
        if not part.joint:
            return [part, *rest_parts]
    if not is_first:
        return [_Part(clause[0].joint, part.text), *rest_parts]
    text = _begin_sentence(_get_opening(omitted[0]), part.text)
    return None if text is None else [_Part("", text), *rest_parts]


def _list_last_clause(omitted: Sequence[_Part]) -> Sequence[_Part]:
    """The parts since the last semicolon."""
    begins = [at for at, part in enumerate(omitted) if at == 0 or part.lead.startswith("; ")]
    return omitted[begins[-1] :]


def _promote_item(part: _Part, get_value: GetValue) -> list[_Part] | None:
    """The first number of an enumeration as a part of its own, then the others."""
    (enumeration,) = (element for element in part.content if isinstance(element, Enumeration))
    match = re.match(r"([;,.] )(?!\()", enumeration.lead)
    texts = part.text[1:-1].split("|")[1:]
    place = next((at for at, item in enumerate(enumeration.items) if _has_number(item, get_value)), None)
    if match is None or place is None or not _has_only_numbers(part, get_value):
        return None
    first = _Part(match[0], enumeration.lead[2:] + texts[place])
    rest = [text for at, text in enumerate(texts) if at != place]
    joint = "; " if match[0] == "; " else ", "
    return [first, _Part("", f"[{joint}|{'|'.join(rest)}]")] if rest else [first]


def _get_opening(part: _Part) -> str:
    """The words before its first figure."""
    figure = _FIGURE.search(part.text)
    return part.text[: figure.start()] if figure and not part.is_enumeration else ""


def _begin_sentence(opening: str, text: str) -> str | None:
    """The clause at the beginning, by whom the first one said; None if it is not plain that it can stand there.

    opening  «Cấp xã đã rà soát địa bàn », before the figure of the clause that is left out
    """
    predicate = _ASPECT_WORD.search(opening) or _PREDICATE.search(opening)
    begins_with_verb = bool(_PREDICATE.match(text))
    list_head = _LIST_HEAD.match(opening)
    if list_head and (": " in list_head[0] or not begins_with_verb) and not text.startswith("{"):
        return list_head[0] + text
    if _PERIOD_WORDS.match(text):
        return text
    if predicate is None:
        return text if not opening or _has_own_subject(text) else None
    subject, aspect = opening[: predicate.start()], ""
    if _ASPECT_WORD.fullmatch(predicate[0]):
        aspect = predicate[0] + " "
    if text.startswith("{"):
        nouns = re.sub(r"^(?:các|những|số) ", "", subject.strip().casefold())
        return f"{'' if nouns and nouns in text.casefold() else subject}có {text}"
    if begins_with_verb:
        return subject + ("" if _BEGINS_WITH_ASPECT.match(text) else aspect) + text
    return text if _has_own_subject(text) else None


def _has_own_subject(text: str) -> bool:
    """«báo, đài có {…} tin»: a verb between other words and the figure."""
    figure = _FIGURE.search(text)
    predicate = _PREDICATE.search(text, 0, figure.start() if figure else len(text))
    return predicate is not None and predicate.start() > 0


def _drop_inner_zeros(part: _Part, get_value: GetValue) -> str:
    """The part without zeros in its brackets, where the figure before them is a number and none is a gap."""
    if part.is_enumeration:
        return _drop_zeros_of_items(part, get_value)
    outside = parse_template(_REMARK.sub("", part.text))
    changed = [element.operand for element in outside if isinstance(element, ChangePlaceholder)]
    if not _has_number((*outside, *changed), get_value):
        return part.text

    def drop_zeros(remark: re.Match[str]) -> str:
        items = re.split(r"(?<=[;,]) ", remark[1])
        contents = [parse_template(item) for item in items]
        if not all(any(_list_operands(content)) for content in contents):
            return remark[0]
        if not _has_only_numbers(_Part("", remark[1]), get_value):
            return remark[0]
        printed_items = [
            item for item, content in zip(items, contents, strict=True) if not _is_zero(content, get_value)
        ]  # fmt: skip
        return f" ({' '.join(printed_items).rstrip(';,')})" if printed_items else ""

    return _REMARK.sub(drop_zeros, part.text)


def _drop_zeros_of_items(part: _Part, get_value: GetValue) -> str:
    """«|xét xử 2 vụ, 0 bị cáo|» without its «0 bị cáo»."""
    if not _has_only_numbers(part, get_value):
        return part.text
    lead, *items = part.text[1:-1].split("|")
    texts = []
    for item in items:
        item_parts = _split_parts(item)
        is_told = any(_tells_number(item_part, get_value) for item_part in item_parts)
        texts.append("".join(p.joint + p.text for p in _keep_parts(item_parts, get_value)) if is_told else item)
    return f"[{lead}|{'|'.join(texts)}]"


def _list_operands(content: Collection[TemplatePart]) -> Iterator[Operand]:
    for element in content:
        if isinstance(element, Operand):
            yield element
        elif isinstance(element, Enumeration):
            yield from element.operands


def _is_zero(content: Collection[TemplatePart], get_value: GetValue) -> bool:
    """Whether it has figures, each an answered 0, and compares none."""
    operands = list(_list_operands(content))
    return (
        bool(operands)
        and all(isinstance(element, str | Operand | Enumeration) for element in content)
        and all(get_value(operand) == 0 for operand in operands)
    )


def _has_number(content: Collection[TemplatePart], get_value: GetValue) -> bool:
    values = [get_value(operand) for operand in _list_operands(content)]
    return any(isinstance(value, Decimal) and value != 0 for value in values)


def _has_only_numbers(part: _Part, get_value: GetValue) -> bool:
    return all(isinstance(get_value(operand), Decimal) for operand in part.operands)


def _tells_number(part: _Part, get_value: GetValue) -> bool:
    return _has_number(part.content, get_value)
