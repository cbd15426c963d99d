"""All rules over one document."""

from collections.abc import Callable, Iterable

from sokehoach.domain.documents.rules import (
    body,
    components,
    duties,
    endings,
    headings,
    letterhead,
    letters,
    number,
    paper,
    titles,
    writing,
)
from sokehoach.domain.documents.rules.finding import DECREE, Finding, Place, Severity, gathered
from sokehoach.domain.documents.rules.measured import Measured
from sokehoach.domain.documents.rules.recognition import find
from sokehoach.domain.documents.rules.roles import Roles

type Rule = Callable[[Roles], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    paper.check_paper, paper.check_turned, paper.check_margins,
    paper.check_number_shown, paper.check_first_number_hidden, paper.check_number_place,
    paper.check_number_letters, paper.check_number_value,
    letters.check_font, letters.check_colour,
    components.check_sizes, components.check_weight, components.check_slant, components.check_capitals,
    components.check_centred,
    letterhead.check_present, letterhead.check_nation_words, letterhead.check_motto_words,
    letterhead.check_motto_line, letterhead.check_issuer_line, letterhead.check_abstract_line,
    number.check_number_form, number.check_number_kind, number.check_day_form, number.check_places_level,
    titles.check_kind_present, titles.check_abstract_present, titles.check_abstract_end,
    titles.check_annex_numbers,
    body.check_justified, body.check_first_indent, body.check_gaps, body.check_line_height,
    body.check_basis_ends, body.check_closing,
    headings.check_parts, headings.check_sections, headings.check_articles, headings.check_roman,
    headings.check_roman_order, headings.check_items, headings.check_points,
    endings.check_addressed, endings.check_addressees_form, endings.check_recipients_present,
    endings.check_label, endings.check_recipient_lines, endings.check_filed, endings.check_as_above,
    endings.check_signature_present, endings.check_authority_form, endings.check_deputy,
    endings.check_degrees,
    writing.check_tone_marks, writing.check_slips, writing.check_spaces,
    duties.check_assigned_and_sent,
)  # fmt: skip


def lint(document: Measured) -> list[Finding]:
    """Errors first, then advice; each in the order of the rules above.

    A document of the Party is none that the decree rules: one line of advice says so.
    """
    roles = find(document)
    if roles.party:
        return [
            Finding(
                Severity.ADVICE, "party", DECREE, Place(), "văn bản của Đảng",
                "thể thức văn bản của Đảng có quy định riêng, không kiểm tra theo nghị định này",
            )
        ]  # fmt: skip
    found = [one for rule in RULES for one in gathered(rule(roles))]
    return sorted(found, key=lambda one: one.severity is not Severity.ERROR)
