"""Whether the words around a place say one figure and no other.

Both ways: every word of the label is a word of the figure, and every word of the figure is said by the label or by what
stands around it. A word more on either side is a doubt, and a doubt is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sokehoach.domain.documents.foreign.measures import Relation, relate
from sokehoach.domain.documents.foreign.place import Place
from sokehoach.domain.documents.foreign.reading import FormReading
from sokehoach.domain.documents.foreign.vocabulary import Known, Vocabulary
from sokehoach.domain.documents.foreign.wording import content_words, normal_words, period_words

_TOTAL = re.compile(r"(?<!\w)(?:tổng số|tổng cộng|tổng)(?!\w)")
_FIGHT = re.compile(
    r"(?<!\w)phòng,? (?:và )?chống ((?:(?!(?:của|trên|tại|theo|năm|quý|tháng|giai đoạn|\d+)(?!\w))[^.;(\n])+)"
)
_SYMBOL = re.compile(r"(?<!\S)[^\s/\d]*+[/\d]\S*+")  # «02/PCMD-TH»
# Words of titles that name no subject.
_OF_ANY_TITLE = frozenset(
    re.findall(
        r"\w+",
        "biểu báo cáo tổng hợp thống kê số liệu năm tháng đầu cuối kỳ quý xã phường thị trấn huyện quận tỉnh thành "
        "phố địa phương bàn mẫu phụ lục bảng kèm theo công văn ban hành đề cương nhiệm vụ kế hoạch chương trình quản "
        "lý nhà nước lĩnh vực giai đoạn việc hướng đơn vị bộ sở phòng chống ủy nhân dân ban tuần sáu hằng hàng định sơ "
        "tổng kết hệ biện pháp đánh giá cấp tác triển khai chi tiết danh sách và tệ nạn xã hội",
    )
)


@dataclass(frozen=True, slots=True)
class Wording:
    """`own`: the words that name the figure; `around`: those of outer heads, section, unit of measure; `section`: the
    words of the nearest title. `texts`, `above`: what likeness is measured on.
    """

    own: frozenset[str]
    around: frozenset[str]
    section: frozenset[str]
    subject: frozenset[str]
    texts: tuple[str, ...]
    above: str = ""
    within: bool = False  # «trong đó»
    asks_total: bool = False
    periods: frozenset[str] = frozenset()


def wording_of(place: Place, reading: FormReading) -> Wording:
    heads, subject = reading.naming_heads(place), reading.vocabulary.subject
    if reading.lists_rows(place):
        named = [head for head in reversed(heads) if content_words(head)][:1]
        own = content_words(named[0]) if named else frozenset[str]()
        own |= _beside_the_unit(place, reading)
        outer = [head for head in heads if head not in named]
        label = heads[-1] if heads else ""
    else:
        label = reading.own_label(place)
        own = content_words(label).union(*map(content_words, heads))
        outer = [place.above]
    measured = place.measure_label or getattr(reading.measure(place), "text", "")
    titles = (*place.section[-1:], *(heads[:-1] if reading.lists_rows(place) else ()))
    section = frozenset[str]().union(*map(content_words, titles)) - subject
    around = frozenset[str]().union(*map(content_words, (*outer, *titles, measured)))
    texts = tuple(
        " ".join(sorted(words)) for words in (own, own.union(*map(content_words, outer)) if outer else own)
    )
    return Wording(
        own - subject or own, around, section, subject, texts, " ".join(sorted(content_words(place.above))),
        reading.is_of_a_part(place), bool(_TOTAL.search(normal_words(label))), period_words(label),
    )  # fmt: skip


def _beside_the_unit(place: Place, reading: FormReading) -> frozenset[str]:
    """Of «Hội nghị | Xã Pú Xi»: what the row says besides its unit."""
    if place.each or not place.unit_label or place.row == place.unit_label or reading.names_unit(place.row):
        return frozenset()
    return content_words(place.row)


def agrees(wording: Wording, known: Known) -> bool:
    """Label and section; the measure is compared beside it."""
    name, part = content_words(known.name), content_words(known.part)
    if not wording.own or not name:
        return False
    if known.part:
        above = frozenset(wording.above.split()) - wording.subject - content_words(known.unit_of_measure)
        fits = part <= wording.own and not wording.asks_total and above <= name
    else:
        fits = not wording.within and not _is_part_of(wording, name)
    fits = fits and period_words(known.name) <= wording.periods
    said = wording.own | wording.around | wording.subject
    explained = name | part | content_words(known.unit_of_measure) | wording.subject
    return (
        fits and wording.own <= explained and name | part <= said and _of_section(wording, known, name | part)
    )


def is_told_more_closely(known: Known, vocabulary: Vocabulary) -> bool:
    """Whether another figure says the same words and some more: «Kinh phí đã chi», and that «của các cơ quan huyện».
    For the whole area nobody knows which of them, or whether their sum, is meant.
    """
    words, measure = content_words(known.name), known.measure
    return not known.part and any(
        words < content_words(other.name) and relate(measure, other.measure) is not Relation.CONFLICT
        for other in vocabulary.figures
        if not other.part and other.operand.element != known.operand.element
    )


def indicator_agrees(wording: Wording, name: str) -> bool:
    words = content_words(name) - wording.subject
    return bool(words) and words == wording.own - wording.subject


def is_of_subject(place: Place, reading: FormReading) -> bool:
    """Whether the title speaks of nothing that our figures do not: one of another subject has figures of like names."""
    vocabulary = reading.vocabulary
    if not vocabulary.subject:
        return True
    titles = [normal_words(_SYMBOL.sub(" ", text)) for text in place.title]
    if any(not topic <= vocabulary.subject for topic in map(_topic_words, titles)):
        return False
    known = vocabulary.words | vocabulary.subject | _OF_ANY_TITLE
    return len(frozenset[str]().union(*map(content_words, titles)) - known) < 2


def subject_of(names: Iterable[str]) -> frozenset[str]:
    """What programmes fight by the names of their forms: «phòng, chống mại dâm của xã» → mại, dâm."""
    words = frozenset[str]().union(*(_topic_words(normal_words(name)) for name in names))
    return words | content_words("phòng chống tệ nạn") if words else words


def _topic_words(text: str) -> frozenset[str]:
    return frozenset[str]().union(*map(content_words, _FIGHT.findall(text))) - _OF_ANY_TITLE


def _is_part_of(wording: Wording, name: frozenset[str]) -> bool:
    """A row below «Số lượt người tham dự» that does not say its words is no total."""
    return bool(wording.above) and not name <= wording.own


def _of_section(wording: Wording, known: Known, words: frozenset[str]) -> bool:
    """Where both have a title: it shares a word with ours, or with what is named."""
    ours = content_words(known.section) - wording.subject
    return not wording.section or not ours or bool(wording.section & (ours | words))
