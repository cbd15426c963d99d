"""Compare the Word file that came back with the draft: which words changed, and what is not taken, by name."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sokehoach.domain.documents.content import Document, Paragraph
from sokehoach.domain.documents.paragraph_text import list_body_paragraphs, list_fields, render_paragraph
from sokehoach.domain.documents.word_edits.alignment import list_marks, pair_lines
from sokehoach.domain.documents.word_edits.figures import find_typed_numbers, read_figures
from sokehoach.domain.documents.word_edits.lines import Control, LinePart, WordLine, WordLines
from sokehoach.domain.documents.word_edits.marks import (
    DraftVersion,
    digest_words,
    normalize_words,
    parse_draft_version,
    parse_figure_mark,
)
from sokehoach.domain.messages import join_messages, say

_MIN_SHARE_PAIRED = 0.3  # of the paragraphs of the draft; below, the file is of another document
_MAX_SPLIT = 4  # new paragraphs into which one with figures is followed
_MAX_QUOTED = 70
_HEADING = "Heading"


class AnotherDocumentError(ValueError):
    """The file is no Word file of this draft; the message says why and what to do."""

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


@dataclass(frozen=True, slots=True)
class WordChange:
    """A paragraph whose words changed, as texts with fields; an empty `new_text` removes it.

    `is_stale`: somebody else changed it after the file was taken out.
    """

    number: int
    old_text: str
    new_text: str
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class NotTaken:
    """`place`: the paragraph or line. `reason`: what stands there and what to do."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class WordComparison:
    """`version`: of the draft from which the file was written, None where the file does not say."""

    changes: tuple[WordChange, ...]
    not_taken: tuple[NotTaken, ...]
    version: int | None
    tracked: int = 0
    comments: int = 0


def compare_word_lines(
    document: Document, own_file: WordLines, returned: WordLines, *, draft: DraftVersion
) -> WordComparison:
    """Compare what came back with the draft. `own_file`: as the draft is written now. Raises AnotherDocumentError."""
    comparison = _Comparison(
        list_body_paragraphs(document),
        [line for line in own_file.lines if line.text],
        [line for line in returned.lines if line.text],
        draft,
    )
    version = comparison.check_document(returned.label)
    comparison.compare_paragraphs()
    comparison.compare_fixed_lines()
    return WordComparison(
        tuple(comparison.build_changes()), tuple(comparison.not_taken), version, returned.tracked, returned.comments
    )


@dataclass(slots=True)
class _Comparison:
    paragraphs: Sequence[Paragraph]
    own_lines: Sequence[WordLine]
    lines: Sequence[WordLine]
    draft: DraftVersion
    not_taken: list[NotTaken] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)  # index of an own line → number of its paragraph
    pairs: dict[int, int] = field(default_factory=dict)  # index of a line → index of an own line
    main_texts: dict[int, str] = field(default_factory=dict)  # by number of a paragraph; only changed ones
    stale: set[int] = field(default_factory=set)
    added_before: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    added_after: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def check_document(self, label: str) -> int | None:
        """The version that the file names. Raises AnotherDocumentError."""
        self.numbers = {
            index: marks[0].number for index, line in enumerate(self.own_lines) if (marks := list_marks(line))
        }
        drafts = Counter(mark.draft for line in self.lines for mark in list_marks(line))
        named = drafts.most_common(1)[0][0] if drafts else parse_draft_version(label)
        if named is not None and named.document != self.draft.document:
            raise AnotherDocumentError(
                say(
                    "Tệp này là bản Word của văn bản khác. Hãy chọn tệp tải từ trang Sửa lời văn của chính văn bản này."
                )
            )
        self.pairs = pair_lines(self.own_lines, self.lines, draft=self.draft)
        paired = sum(own_index in self.numbers for own_index in self.pairs.values())
        if paired < _MIN_SHARE_PAIRED * len(self.numbers):
            raise AnotherDocumentError(
                say(
                    "Phần lớn các đoạn của văn bản không có trong tệp này, nên không so được. Hãy tải bản Word từ "
                    "trang Sửa lời văn, sửa lời ngay trong tệp đó rồi nộp lại."
                )
            )
        return None if named is None else named.version

    def compare_paragraphs(self) -> None:
        by_number = {
            self.numbers[own_index]: index for index, own_index in self.pairs.items() if own_index in self.numbers
        }
        added_indexes = self._list_added(set(self.pairs))
        order_reached = -1
        for number in sorted(self.numbers.values()):
            index = by_number.get(number)
            if index is None:
                self._compare_removed(number)
                continue
            if index < order_reached:
                self._refuse(number, say("bị chuyển chỗ: lời được so tại chỗ cũ, chỗ mới không nhận"))
            order_reached = max(order_reached, index)
            self._compare_words(number, index, added_indexes)
        for index in sorted(added_indexes):
            self._place_added(index)

    def compare_fixed_lines(self) -> None:
        line_by_own = {own_index: index for index, own_index in self.pairs.items()}
        for own_index, own_line in enumerate(self.own_lines):
            if own_index in self.numbers:
                continue
            index = line_by_own.get(own_index)
            if index is None or self.lines[index].text != own_line.text:
                self.not_taken.append(NotTaken(_name_line(own_line), _explain_fixed(own_line)))

    def build_changes(self) -> Iterator[WordChange]:
        for number, paragraph in enumerate(self.paragraphs, 1):
            old_text = render_paragraph(paragraph)
            texts = [*self.added_before[number], self.main_texts.get(number, old_text), *self.added_after[number]]
            new_text = "\n".join(text for text in texts if text)
            if new_text != old_text:
                yield WordChange(number, old_text, new_text, number in self.stale)

    def _list_added(self, paired: set[int]) -> set[int]:
        return {index for index in range(len(self.lines)) if index not in paired}

    def _compare_words(self, number: int, index: int, added_indexes: set[int]) -> None:
        """One paragraph and, if its figures stand there, the new ones after it: it was split."""
        paragraph, parts = self.paragraphs[number - 1], self.lines[index].parts
        reading = read_figures(paragraph, parts)
        following: list[int] = []
        while reading.problems and len(following) < _MAX_SPLIT and (index + len(following) + 1) in added_indexes:
            following.append(index + len(following) + 1)
            if self.lines[following[-1]].is_table:
                break
            joined: list[LinePart] = [*parts]
            for other in following:
                joined += ["\n", *self.lines[other].parts]
            joined_reading = read_figures(paragraph, joined)
            if not joined_reading.problems:
                reading = joined_reading
                added_indexes -= set(following)
        old_text = render_paragraph(paragraph)
        if reading.problems:
            self._refuse(number, *reading.problems)
            return
        new_text = "\n".join(" ".join(line.split()) for line in reading.text.split("\n") if line.strip())
        if normalize_words(new_text) == normalize_words(old_text) and "\n" not in new_text:
            return
        digest = next((mark.digest for mark in list_marks(self.lines[index]) if mark.draft != self.draft), "")
        if digest == digest_words(new_text):
            return  # unchanged in Word; what is different was changed here since
        if numbers := find_typed_numbers(new_text, known_text=old_text):
            self._refuse(number, _explain_numbers(numbers))
            return
        self.main_texts[number] = new_text
        if digest and digest != digest_words(old_text):
            self.stale.add(number)

    def _compare_removed(self, number: int) -> None:
        if any(mark.draft != self.draft for line in self.lines for mark in list_marks(line)):
            return  # of an older file it is not known whether the paragraph stood there
        figures = [figure.text for figure in list_fields(self.paragraphs[number - 1])]
        if figures:
            self._refuse(
                number,
                say(
                    "bị bỏ cùng số liệu %(figures)s. Muốn bỏ cả đoạn thì bỏ ở trang Sửa lời văn",
                    figures=", ".join(f"«{figure}»" for figure in figures),
                ),
            )
        else:
            self.main_texts[number] = ""

    def _place_added(self, index: int) -> None:
        line = self.lines[index]
        if line.is_table:
            self.not_taken.append(NotTaken(_name_line(line), say("bảng thêm trong Word không được nhận")))
            return
        if line.style.startswith(_HEADING):
            self.not_taken.append(NotTaken(_name_line(line), say("đề mục thêm trong Word không được nhận")))
            return
        text = line.text
        older_marks = [mark for mark in list_marks(line) if mark.draft != self.draft]
        if older_marks:
            paragraph_words = "".join(part if isinstance(part, str) else "{1}" for part in line.parts)
            if all(mark.digest != digest_words(paragraph_words) for mark in older_marks):
                problem = say("đoạn sửa trong tệp đã được người khác bỏ hoặc viết lại")
                self.not_taken.append(NotTaken(_name_line(line), problem))
            return
        carries_figure = any(isinstance(part, Control) and parse_figure_mark(part.tag) for part in line.parts)
        if carries_figure:
            problem = say("đoạn thêm có số liệu của đoạn khác; số liệu chỉ dời được trong đoạn của nó")
        elif "{" in text:
            problem = say("đoạn thêm có dấu ngoặc nhọn, là dấu của chỗ số liệu")
        elif numbers := find_typed_numbers(text):
            problem = _explain_numbers(numbers)
        elif not self._attach(index, text):
            problem = say("đoạn thêm ở ngoài phần lời sửa được (đầu, cuối văn bản, phụ lục, mục chưa có đoạn nào)")
        else:
            return
        self.not_taken.append(NotTaken(_name_line(line), problem))

    def _attach(self, index: int, text: str) -> bool:
        """Put a new paragraph after the one that stands before it, or before the one that follows it."""
        index_before = next((other for other in range(index - 1, -1, -1) if other in self.pairs), None)
        index_after = next((other for other in range(index + 1, len(self.lines)) if other in self.pairs), None)
        number_before = None if index_before is None else self.numbers.get(self.pairs[index_before])
        number_after = None if index_after is None else self.numbers.get(self.pairs[index_after])
        if number_before is not None:
            self.added_after[number_before].append(text)
        elif number_after is not None:
            self.added_before[number_after].append(text)
        return number_before is not None or number_after is not None

    def _refuse(self, number: int, *problems: str) -> None:
        paragraph_words = normalize_words("".join(run.text for run in self.paragraphs[number - 1].runs))
        place = say("Đoạn %(number)s («%(words)s»)", number=number, words=_shorten_text(paragraph_words))
        self.not_taken.append(NotTaken(place, join_messages("; ", problems)))


def _explain_numbers(numbers: Sequence[str]) -> str:
    return say(
        "số gõ tay %(numbers)s không có nguồn. Số liệu lấy từ biểu; nếu đúng là lời (không phải số liệu) thì gõ ở "
        "trang Sửa lời văn",
        numbers=", ".join(f"«{number}»" for number in numbers),
    )


def _explain_fixed(line: WordLine) -> str:
    if line.section:
        return say("phụ lục bị sửa hoặc bỏ: không nhận từ Word; phụ lục lấy từ biểu")
    if line.is_table:
        return say("bảng hoặc khung đầu, cuối văn bản bị sửa hoặc bỏ: không nhận từ Word")
    if line.style.startswith(_HEADING):
        return say("đề mục bị sửa hoặc bỏ: không nhận từ Word; đề mục sửa ở Mẫu văn bản")
    return say("dòng không phải lời của đoạn bị sửa hoặc bỏ: không nhận từ Word")


def _name_line(line: WordLine) -> str:
    return f"«{_shorten_text(line.text)}»"


def _shorten_text(text: str) -> str:
    return text if len(text) <= _MAX_QUOTED else text[:_MAX_QUOTED] + "…"
