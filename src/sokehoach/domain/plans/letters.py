"""Letters that a conversion set apart: «T hành p hố» → «Thành phố», by the shape of Vietnamese syllables."""

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
_FEWEST = 6  # single letters in a line, and their share among its words, from which its letters are set apart
_SHARE = 0.25


def joined(text: str) -> str:
    """The text, line by line, its syllables put together where their letters were set apart."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    words = line.split()
    single = sum(len(word) == 1 and word.isalpha() for word in words)
    if single < _FEWEST or single < _SHARE * len(words):
        return line
    return _STRETCH.sub(lambda stretch: _put_together(stretch[0].split(" ")), line)


def _put_together(words: list[str]) -> str:
    """The cheapest way of putting the pieces together to syllables."""
    costs = [0.0]
    begins = [0]  # where the last word of the cheapest way to the first n pieces begins
    for end in range(1, len(words) + 1):
        best, begin = math.inf, end - 1
        piece = ""
        for start in range(end - 1, max(end - 1 - _LONGEST, -1), -1):
            piece = words[start] + piece
            if end - start > 1 and (len(piece) > _LONGEST or not _is_syllable(piece)):
                continue
            cost = costs[start] + 0.4 * (end - start - 1) + _oddness(piece)
            if end - start > 1 and len(words[start]) > 1 and _is_syllable(words[start]):
                cost += 0.1  # «Hồ C hí» is «Hồ Chí» rather than «Hồc hí»
            if cost < best:
                best, begin = cost, start
        costs.append(best)
        begins.append(begin)
    found: list[str] = []
    end = len(words)
    while end:
        found.append("".join(words[begins[end] : end]))
        end = begins[end]
    return " ".join(reversed(found))


def _is_syllable(piece: str) -> bool:
    alike = piece.islower() or piece.isupper() or piece.istitle()  # «nữT» is none
    return alike and _SYLLABLE.fullmatch(piece) is not None and _TOO_LONG.search(piece) is None


def _oddness(piece: str) -> float:
    """How unlikely a piece is to be a word by itself."""
    if not piece.isalpha():
        return 0.0
    lower = piece.lower()
    if len(piece) == 1:
        return 0.6 if lower in _ALONE else 1.5
    if not _is_syllable(piece):
        return 1.0
    return 0.7 if lower[0] in _VOWELS else 0.0
