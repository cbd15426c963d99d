"""Components are found by what they say, from the head down.

Places on paper and looks do not count here, but the column of a head set in two: the rules judge them.
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
    """The components of a document; empty where one was not found."""
    stamps = frozenset(line.number for line in document.lines if _STAMP.match(line.words))
    lines = [line for line in document.lines if line.words and line.number not in stamps]
    roles = DocumentComponents(document, stamps=stamps)
    text_start = find_head(roles, lines)
    text_end = find_foot(roles, lines, text_start)
    body = [line for line in lines[text_start:text_end] if not line.tabled]
    # Below «CHỦ TỊCH …» where a decision repeats who decides.
    first = next((index for index, line in enumerate(body[:3]) if _BASIS.match(line.words)), 0)
    roles.basis = tuple(takewhile(lambda line: _BASIS.match(line.words), body[first:]))
    roles.body = (*body[:first], *body[first + len(roles.basis) :])
    return roles
