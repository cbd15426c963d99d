"""Titles that documents print in capitals, as they are written within a sentence."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sokehoach.domain.messages import join_messages
from sokehoach.domain.text import capitalize_first, count_equal_start, lower_first

_SHORTEST_TITLE = 2  # words
_MARKS = ".,;:”»)"


@dataclass(frozen=True, slots=True)
class _SpelledWord:
    """`spelling`: as the text writes it within a sentence. `lower`: the form in which words are compared.

    `is_capital`: it begins with a capital in the text.
    """

    spelling: str
    lower: str
    is_capital: bool


def lower_title(title: str, names: Iterable[str], text: str = "") -> str:
    """A title that is in capitals throughout as a sentence, in which the names keep theirs; another as it is.

    What stands in the sentences of `text`, too, is written as there: «hạ tầng 5G, IoT», «của Thủ tướng Chính phủ».
    """
    if not title.isupper():
        return title
    sentence = capitalize_first(_write_as_in(title.lower(), _list_words(text)))
    for name in filter(None, names):
        sentence = re.sub(re.escape(name), name.replace("\\", r"\\"), sentence, flags=re.IGNORECASE)
    return sentence


_CARRIED_OUT = re.compile(r"(?:tiếp tục )?(?:tổ chức |triển khai )*(?:thực hiện|triển khai)\b", re.IGNORECASE)


def name_results(title: str) -> str:
    """The results of what a title says: «Kết quả thực hiện công tác …»; «Kết quả triển khai thực hiện …» as it is."""
    return f"Kết quả {'' if _CARRIED_OUT.match(title) else 'thực hiện '}{lower_first(title)}"


_CLOSING = '”"’»)'


def end_before_period(title: str) -> str:
    """The title as a period follows it: with a comma after a year, «… đến năm 2030, năm 2026»."""
    return join_messages("", (title, ",")) if title.rstrip(_CLOSING)[-1:].isdigit() else title


def _list_words(text: str) -> list[_SpelledWord]:
    spelled_words: list[_SpelledWord] = []
    begins_sentence = True
    for line in filter(_is_sentence, text.splitlines()):
        for token in _drop_titles(line.split()):
            bare_word = token.rstrip(_MARKS)
            lower = bare_word.lower()
            is_capital_of_sentence = begins_sentence and bare_word[1:] == lower[1:]
            spelled_words.append(
                _SpelledWord(lower if is_capital_of_sentence else bare_word, lower, bare_word[:1].isupper())
            )
            begins_sentence = token[-1] in ".;:" or not any(letter.isalnum() for letter in token)
    return spelled_words


def _is_sentence(line: str) -> bool:
    return not line.isupper()


def _drop_titles(line_words: Sequence[str]) -> list[str]:
    """The words without titles in capitals among them; an abbreviation between other words stays."""
    runs = (list(run) for _is_upper, run in groupby(line_words, str.isupper))
    return [token for run in runs if len(run) < _SHORTEST_TITLE or not run[0].isupper() for token in run]


def _write_as_in(title: str, text_words: Sequence[_SpelledWord]) -> str:
    """The title with the longest runs of words that the text has, too, as the text writes them."""
    places: dict[str, list[int]] = {}
    for place, token in enumerate(text_words):
        places.setdefault(token.lower, []).append(place)
    printed_words = title.split(" ")
    title_words = [token.rstrip(_MARKS) for token in printed_words]
    written_words: list[str] = []
    while len(written_words) < len(title_words):
        words_left = title_words[len(written_words) :]
        lengths = {place: _measure_run(words_left, text_words, place) for place in places.get(words_left[0], ())}
        longest = max(lengths.values(), default=0)
        spellings = Counter(
            _spell_run(text_words, place, longest) for place, length in lengths.items() if length == longest
        )
        run = list(spellings.most_common(1)[0][0]) if spellings else words_left[:1]
        # A single word with a capital may be part of a name: «Thông» of «Bộ Thông tin».
        written_words += [run[0] if run[0][1:] != words_left[0][1:] else words_left[0]] if len(run) == 1 else run
    marks = (printed[len(token) :] for printed, token in zip(printed_words, title_words, strict=True))
    return " ".join(token + mark for token, mark in zip(written_words, marks, strict=True))


def _spell_run(text_words: Sequence[_SpelledWord], place: int, length: int) -> tuple[str, ...]:
    """The words of the text, the first without a capital that it has inside a name: «Giao» of «Sở Giao thông»."""
    first_word, *other_words = (token.spelling for token in text_words[place : place + length])
    is_inside_name = place > 0 and text_words[place - 1].is_capital and first_word[1:] == first_word[1:].lower()
    return (first_word.lower() if is_inside_name else first_word, *other_words)


def _measure_run(title_words: Sequence[str], text_words: Sequence[_SpelledWord], place: int) -> int:
    """How many words of both, from there on, are the same."""
    return count_equal_start(title_words, (token.lower for token in text_words[place : place + len(title_words)]))


def drop_common_start(names: Sequence[str]) -> list[str]:
    """The names without what all say before their first «: », as their programme; as they are where one differs."""
    starts = {name.partition(": ")[0] for name in names}
    if len(names) < 2 or len(starts) != 1 or not all(name.partition(": ")[2] for name in names):
        return list(names)
    return [capitalize_first(name.partition(": ")[2]) for name in names]
