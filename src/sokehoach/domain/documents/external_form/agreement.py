"""Whether the labels of a place name one known figure and no other.

Both directions are checked: every word of the label belongs to the figure, and every word of the figure is in the label
or its context. Any extra word on either side is a doubt, and the user is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.label_words import content_words, normalize_label, period_words
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.documents.external_form.units_of_measure import Relation, compare_measures
from sokehoach.domain.documents.external_form.vocabulary import KnownFigure, Vocabulary

_TOTAL = re.compile(r"(?<!\w)(?:tổng số|tổng cộng|tổng)(?!\w)")
_PROGRAMME_TOPIC = re.compile(
    r"(?<!\w)phòng,? (?:và )?chống ((?:(?!(?:của|trên|tại|theo|năm|quý|tháng|giai đoạn|\d+)(?!\w))[^.;(\n])+)"
)
_SYMBOL = re.compile(r"(?<!\S)[^\s/\d]*+[/\d]\S*+")  # «02/PCMD-TH»
# Words of titles that name no subject.
_TITLE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "biểu báo cáo tổng hợp thống kê số liệu năm tháng đầu cuối kỳ quý xã phường thị trấn huyện quận tỉnh thành "
        "phố địa phương bàn mẫu phụ lục bảng kèm theo công văn ban hành đề cương nhiệm vụ kế hoạch chương trình quản "
        "lý nhà nước lĩnh vực giai đoạn việc hướng đơn vị bộ sở phòng chống ủy nhân dân ban tuần sáu hằng hàng định sơ "
        "tổng kết hệ biện pháp đánh giá cấp tác triển khai chi tiết danh sách và tệ nạn xã hội",
    )
)


@dataclass(frozen=True, slots=True)
class LabelWording:
    """The words of the labels of a place. `naming_words` name the figure.

    `context_words`: those of outer column heads, section and unit of measure. `section`: words of the nearest title.
    `texts`, `parent_text`: the input of text similarity.
    """

    naming_words: frozenset[str]
    context_words: frozenset[str]
    section: frozenset[str]
    subject: frozenset[str]
    texts: tuple[str, ...]
    parent_text: str = ""
    is_partial: bool = False  # «trong đó»
    asks_total: bool = False
    periods: frozenset[str] = frozenset()


def build_wording(place: Place, reading: FormReading) -> LabelWording:
    heads, subject = reading.naming_heads(place), reading.vocabulary.subject
    if reading.lists_rows(place):
        naming_heads = [head for head in reversed(heads) if content_words(head)][:1]
        naming_words = content_words(naming_heads[0]) if naming_heads else frozenset[str]()
        naming_words |= _find_words_beside_unit(place, reading)
        outer = [head for head in heads if head not in naming_heads]
        label = heads[-1] if heads else ""
    else:
        label = reading.own_label(place)
        naming_words = content_words(label).union(*map(content_words, heads))
        outer = [place.parent_row]
    measured = place.measure_label or getattr(reading.measure(place), "text", "")
    titles = (*place.section[-1:], *(heads[:-1] if reading.lists_rows(place) else ()))
    section = frozenset[str]().union(*map(content_words, titles)) - subject
    context_words = frozenset[str]().union(*map(content_words, (*outer, *titles, measured)))
    texts = tuple(
        " ".join(sorted(word_set))
        for word_set in (
            naming_words,
            naming_words.union(*map(content_words, outer)) if outer else naming_words,
        )
    )
    return LabelWording(
        naming_words - subject or naming_words,
        context_words,
        section,
        subject,
        texts,
        " ".join(sorted(content_words(place.parent_row))),
        reading.is_of_a_part(place),
        bool(_TOTAL.search(normalize_label(label))),
        period_words(label),
    )


def _find_words_beside_unit(place: Place, reading: FormReading) -> frozenset[str]:
    """For a row of a unit, «Hội nghị | Xã Pú Xi»: the other words of the row."""
    if place.repeats or not place.unit_label or place.row == place.unit_label or reading.names_unit(place.row):
        return frozenset()
    return content_words(place.row)


def is_figure_match(wording: LabelWording, figure: KnownFigure) -> bool:
    """Whether label and section match; the unit of measure is compared separately."""
    name, part = content_words(figure.name), content_words(figure.part)
    if not wording.naming_words or not name:
        return False
    if figure.part:
        parent_words = frozenset(wording.parent_text.split()) - wording.subject - content_words(figure.unit_of_measure)
        is_match = part <= wording.naming_words and not wording.asks_total and parent_words <= name
    else:
        is_match = not wording.is_partial and not _is_part_of(wording, name)
    is_match = is_match and period_words(figure.name) <= wording.periods
    stated_words = wording.naming_words | wording.context_words | wording.subject
    explained = name | part | content_words(figure.unit_of_measure) | wording.subject
    return (
        is_match
        and wording.naming_words <= explained
        and name | part <= stated_words
        and _is_same_section(wording, figure, name | part)
    )


def has_closer_figure(figure: KnownFigure, vocabulary: Vocabulary) -> bool:
    """Whether another figure has the same words and more: «Kinh phí đã chi», and that «của các cơ quan tỉnh».

    For the whole area it is unclear which of them, or whether their sum, is meant.
    """
    name_words, measure = content_words(figure.name), figure.measure
    return not figure.part and any(
        name_words < content_words(other.name) and compare_measures(measure, other.measure) is not Relation.CONFLICT
        for other in vocabulary.figures
        if not other.part and other.operand.element != figure.operand.element
    )


def is_indicator_match(wording: LabelWording, name: str) -> bool:
    name_words = content_words(name) - wording.subject
    return bool(name_words) and name_words == wording.naming_words - wording.subject


def is_of_subject(place: Place, reading: FormReading) -> bool:
    """Whether the title has only subjects of our own figures; other subjects have figures with similar names."""
    vocabulary = reading.vocabulary
    if not vocabulary.subject:
        return True
    titles = [normalize_label(_SYMBOL.sub(" ", text)) for text in place.title]
    if any(not topic <= vocabulary.subject for topic in map(_find_topic_words, titles)):
        return False
    known_words = vocabulary.words | vocabulary.subject | _TITLE_WORDS
    return len(frozenset[str]().union(*map(content_words, titles)) - known_words) < 2


def find_subject_words(names: Iterable[str]) -> frozenset[str]:
    """The subject words of programmes in names of forms: «phòng, chống mại dâm của xã» → mại, dâm."""
    topic_words = frozenset[str]().union(*(_find_topic_words(normalize_label(name)) for name in names))
    return topic_words | content_words("phòng chống tệ nạn") if topic_words else topic_words


def _find_topic_words(text: str) -> frozenset[str]:
    return frozenset[str]().union(*map(content_words, _PROGRAMME_TOPIC.findall(text))) - _TITLE_WORDS


def _is_part_of(wording: LabelWording, name: frozenset[str]) -> bool:
    """Whether a row is a part of the row above: below «Số lượt người tham dự», a row without these words is one."""
    return bool(wording.parent_text) and not name <= wording.naming_words


def _is_same_section(wording: LabelWording, figure: KnownFigure, figure_words: frozenset[str]) -> bool:
    """Whether the sections match: if both have a title, it shares a word with ours, or with the figure."""
    ours = content_words(figure.section) - wording.subject
    return not wording.section or not ours or bool(wording.section & (ours | figure_words))
