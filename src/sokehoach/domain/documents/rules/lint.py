"""Run all rules on one document."""

import re
from collections.abc import Callable, Iterable
from itertools import takewhile

from sokehoach.domain.documents.rules import (
    body,
    components,
    duties,
    headings,
    letterhead,
    number,
    paper,
    signature_block,
    spelling,
    titles,
    typography,
)
from sokehoach.domain.documents.rules.finding import DECREE, FormatFinding, Location, Severity, merge_findings
from sokehoach.domain.documents.rules.footers import find_foot
from sokehoach.domain.documents.rules.headers import find_head
from sokehoach.domain.documents.rules.measured_document import MeasuredDocument
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say

type Rule = Callable[[DocumentComponents], Iterable[FormatFinding]]


RULES: tuple[Rule, ...] = (
    paper.check_paper,
    paper.check_turned,
    paper.check_margins,
    paper.check_number_shown,
    paper.check_first_number_hidden,
    paper.check_number_place,
    paper.check_number_letters,
    paper.check_number_value,
    typography.check_font,
    typography.check_colour,
    components.check_sizes,
    components.check_weight,
    components.check_slant,
    components.check_capitals,
    components.check_centred,
    letterhead.check_present,
    letterhead.check_nation_words,
    letterhead.check_motto_words,
    letterhead.check_motto_line,
    letterhead.check_issuer_line,
    letterhead.check_abstract_line,
    number.check_number_form,
    number.check_number_kind,
    number.check_day_form,
    number.check_places_level,
    titles.check_kind_present,
    titles.check_abstract_present,
    titles.check_abstract_end,
    titles.check_annex_numbers,
    body.check_justified,
    body.check_first_indent,
    body.check_gaps,
    body.check_line_height,
    body.check_basis_ends,
    body.check_closing,
    headings.check_parts,
    headings.check_sections,
    headings.check_articles,
    headings.check_roman,
    headings.check_roman_order,
    headings.check_items,
    headings.check_points,
    signature_block.check_addressed,
    signature_block.check_addressees_form,
    signature_block.check_recipients_present,
    signature_block.check_label,
    signature_block.check_recipient_lines,
    signature_block.check_filed,
    signature_block.check_as_above,
    signature_block.check_signature_present,
    signature_block.check_authority_form,
    signature_block.check_deputy,
    signature_block.check_degrees,
    spelling.check_tone_marks,
    spelling.check_slips,
    spelling.check_spaces,
    duties.check_assigned_and_sent,
)

_BASIS = re.compile(r"(?:căn cứ|theo đề nghị của)\b", re.IGNORECASE)
_STAMP = re.compile(r"(?:ký bởi|người ký|signed by|ngày ký|thời gian ký|email:|cơ quan:)", re.IGNORECASE)


def lint_document(document: MeasuredDocument) -> list[FormatFinding]:
    """Errors first, then advice; each in the order of the rules above.

    The decree does not apply to a document of the Party: the only finding is advice that says so.
    """
    roles = find_components(document)
    if roles.party:
        return [
            FormatFinding(
                Severity.ADVICE, "party", DECREE, Location(), say("văn bản của Đảng"),
                say("thể thức văn bản của Đảng có quy định riêng, không kiểm tra theo nghị định này"),
            )
        ]  # fmt: skip
    findings = [finding for rule in RULES for finding in merge_findings(rule(roles))]
    return sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)


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
