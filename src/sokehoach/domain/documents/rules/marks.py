"""By which words a component is known, wherever in a document it stands."""

import re

from sokehoach.domain.documents.rules.kinds import KINDS
from sokehoach.domain.documents.rules.measured import Line
from sokehoach.domain.text import same_tone_style

ADDRESSED = re.compile(r"kính\s+gửi", re.IGNORECASE)
RECIPIENTS = re.compile(r"nơi\s+nhận\b", re.IGNORECASE)
ANNEX = re.compile(r"phụ\s+lục\b(?:\s+(?:số\s+)?[IVX\d]+)?[.:]?$", re.IGNORECASE)
ATTACHED = re.compile(r"\(?\s*(?:ban hành )?kèm theo ", re.IGNORECASE)


def is_kind(line: Line) -> bool:
    words = same_tone_style(line.words.upper())
    return words in KINDS or (line.words.isupper() and words.removesuffix(" HÀNH ĐỘNG") in KINDS)


def is_capital(line: Line) -> bool:
    letters = [letter for letter in line.words if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)
