"""Join letters that a conversion separated, «T hành p hố» → «Thành phố», by the structure of Vietnamese syllables."""

import math
import re

_OPEN = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệoòóỏõọôồốổỗộơờớởỡợ"
_CLOSE = "iìíỉĩịuùúủũụưừứửữựyỳýỷỹỵ"
_VOWELS = _OPEN + _CLOSE
_SYLLABLE = re.compile(
    rf"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|tr?|th|v|x)?[{_VOWELS}]{{1,3}}(?:ch?|m|ng?|nh|p|t)?",
    re.IGNORECASE,
)
_TOO_LONG = re.compile(rf"[{_OPEN}][{_CLOSE}](?:ch?|m|ng?|nh|p|t)$", re.IGNORECASE)  # «mây» ends there
_STRETCH = re.compile(r"\S+(?: \S+)*")
_ALONE = frozenset("aàáyýởôơ")  # words of one letter
_LONGEST = 7  # letters of a syllable: «nghiêng»
_MIN_SINGLE_LETTERS = 6  # minimum single letters in a line, and their share of its words, to join its letters
_SHARE = 0.25


def join_letters(text: str) -> str:
    """The text, line by line, with separated letters joined to syllables."""
    return "\n".join(_join_line(line) for line in text.split("\n"))


def _join_line(line: str) -> str:
    tokens = line.split()
    single = sum(len(token) == 1 and token.isalpha() for token in tokens)
    if single < _MIN_SINGLE_LETTERS or single < _SHARE * len(tokens):
        return line
    return _STRETCH.sub(lambda stretch: _join_syllables(stretch[0].split(" ")), line)


def _join_syllables(tokens: list[str]) -> str:
    """Join the pieces to syllables at the lowest total cost."""
    costs = [0.0]
    begins = [0]  # start of the last word in the cheapest split of the first n pieces
    for end in range(1, len(tokens) + 1):
        best, begin = math.inf, end - 1
        syllable = ""
        for start in range(end - 1, max(end - 1 - _LONGEST, -1), -1):
            syllable = tokens[start] + syllable
            if end - start > 1 and (len(syllable) > _LONGEST or not _is_syllable(syllable)):
                continue
            cost = costs[start] + 0.4 * (end - start - 1) + _compute_oddness(syllable)
            if end - start > 1 and len(tokens[start]) > 1 and _is_syllable(tokens[start]):
                cost += 0.1  # «Hồ C hí» is «Hồ Chí» rather than «Hồc hí»
            if cost < best:
                best, begin = cost, start
        costs.append(best)
        begins.append(begin)
    syllables: list[str] = []
    end = len(tokens)
    while end:
        syllables.append("".join(tokens[begins[end] : end]))
        end = begins[end]
    return " ".join(reversed(syllables))


def _is_syllable(text: str) -> bool:
    alike = text.islower() or text.isupper() or text.istitle()  # excludes «nữT»
    return alike and _SYLLABLE.fullmatch(text) is not None and _TOO_LONG.search(text) is None


def _compute_oddness(text: str) -> float:
    """Cost of a piece as a word: how unlikely it is to be one."""
    if not text.isalpha():
        return 0.0
    lower = text.lower()
    if len(text) == 1:
        return 0.6 if lower in _ALONE else 1.5
    if not _is_syllable(text):
        return 1.0
    return 0.7 if lower[0] in _VOWELS else 0.0
