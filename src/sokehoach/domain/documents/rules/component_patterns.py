"""Patterns that identify a component by its words, wherever it is in a document."""

import re

from sokehoach.domain.documents.rules.kinds import KINDS
from sokehoach.domain.documents.rules.measured_document import MeasuredLine
from sokehoach.domain.text import same_tone_style

ADDRESSED = re.compile(r"kính\s+gửi", re.IGNORECASE)
RECIPIENTS = re.compile(r"nơi\s+nhận\b", re.IGNORECASE)
ANNEX = re.compile(r"phụ\s+lục\b(?:\s+(?:số\s+)?[IVX\d]+)?[.:]?$", re.IGNORECASE)
ATTACHED = re.compile(r"\(?\s*(?:ban hành )?kèm theo ", re.IGNORECASE)


def is_kind(line: MeasuredLine) -> bool:
    text = same_tone_style(line.words.upper())
    return text in KINDS or (line.words.isupper() and text.removesuffix(" HÀNH ĐỘNG") in KINDS)


def is_capital(line: MeasuredLine) -> bool:
    letters = [letter for letter in line.words if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)
