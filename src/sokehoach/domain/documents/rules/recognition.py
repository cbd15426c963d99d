"""Recognise the components of a document by their words, from the head down.

Position and style are ignored, except for the column of a two-column head: the rules check them.
"""

import re
from itertools import takewhile

from sokehoach.domain.documents.rules.footers import find_foot
from sokehoach.domain.documents.rules.headers import find_head
from sokehoach.domain.documents.rules.measured_document import MeasuredDocument
from sokehoach.domain.documents.rules.roles import DocumentComponents

_BASIS = re.compile(r"(?:căn cứ|theo đề nghị của)\b", re.IGNORECASE)
_STAMP = re.compile(r"(?:ký bởi|người ký|signed by|ngày ký|thời gian ký|email:|cơ quan:)", re.IGNORECASE)


def find_components(document: MeasuredDocument) -> DocumentComponents:
    """The components of a document; those that are not found stay empty."""
    stamps = frozenset(line.number for line in document.lines if _STAMP.match(line.words))
    lines = [line for line in document.lines if line.words and line.number not in stamps]
    roles = DocumentComponents(document, stamps=stamps)
    text_start = find_head(roles, lines)
    text_end = find_foot(roles, lines, text_start)
    body = [line for line in lines[text_start:text_end] if not line.tabled]
    # Follows «CHỦ TỊCH …» if a decision repeats its authority.
    first = next((index for index, line in enumerate(body[:3]) if _BASIS.match(line.words)), 0)
    roles.basis = tuple(takewhile(lambda line: _BASIS.match(line.words), body[first:]))
    roles.body = (*body[:first], *body[first + len(roles.basis) :])
    return roles
