"""Read the English names of a definition: `english.csv`, one table for names of every kind.

A name is said in English wherever the definition has it: an element, a form, a section, an option, a register and its
fields, a role, an indicator. So are headings and sentences of outlines, for the working translation of a report. Levels
and confidential groups have theirs in their own files. Documents stay Vietnamese.
"""

from collections.abc import Iterable

from sokehoach.adapters.programme_files.definition import EnglishName
from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.documents.outline import OutlineError, list_placeholders, parse_template
from sokehoach.domain.messages import say

ENGLISH_COLUMNS = ("name", "english")
_LONGEST = 2000  # a sentence of an outline


def read_english_names(records: Iterable[Record]) -> tuple[EnglishName, ...]:
    """Return the names in the order of their words. One that the definition does not have says nothing.

    So a name can be changed without its row: it is Vietnamese until its row follows.
    """
    english_names: dict[str, EnglishName] = {}
    for record in records:
        name, english = record.text("name", most=_LONGEST), record.text("english", most=_LONGEST)
        record.finish()
        if name in english_names:
            record.refuse(say("trùng tên «%(name)s»", name=name), "name")
        _check_template(record, name, english)
        english_names[name] = EnglishName(name, english)
    return tuple(english_names[name] for name in sorted(english_names))


def _check_template(record: Record, name: str, english: str) -> None:
    """Refuses English that has other figures than the sentence of an outline."""
    if list_placeholders(name) != list_placeholders(english):
        record.refuse(say("câu tiếng Anh phải có đúng các số liệu trong ngoặc {} của câu tiếng Việt"), "english")
    elif "{" in name:
        try:
            parse_template(english)
        except OutlineError:
            record.refuse(say("câu tiếng Anh có ngoặc { } [ ] | đặt sai chỗ"), "english")
