"""The outline of a report (đề cương báo cáo) as data; `report_writer` writes the report from it.

A sentence is a template. `{TT02}` is the figure of a data element, `{TT02:audience=pupils}` one disaggregation of it,
`{TT02 so cùng kỳ}` and `{TT02 so kỳ trước}` its change, `{quan_triet so chỉ tiêu}` an indicator compared with its
target in the plan; nothing else is allowed in braces. `[gồm |{A} khách sạn|{B} nhà trọ]` is an enumeration: its lead
and its parts, of which those that are an answered 0 are not printed.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sokehoach.domain.documents.comparisons import Baseline
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.messages import name_definition
from sokehoach.domain.text import capitalize_first

TARGET = "chỉ tiêu"
TELL_ZEROS = "0"  # in place of the sentence for zeros
_ENUMERATION = re.compile(r"\[([^\[\]|]*)\|([^\[\]]*)\]")
_PAIR = r"\w+=[\w.-]+"
_PLACEHOLDER = re.compile(rf"\{{([\w.-]+)(?::({_PAIR}(?:;{_PAIR})*))?(?: so ({'|'.join((*Baseline, TARGET))}))?\}}")
_CHANGE = rf"\{{[^{{}}]+ so (?:{'|'.join(Baseline)})\}}"
_SEPARATOR = re.compile(r"[,;] ")
_CHANGES_IN_BRACKETS = re.compile(rf" \(({_CHANGE}(?:[,;] {_CHANGE})*)\)")
_CHANGE_SET_OFF = re.compile(rf"[,;] ({_CHANGE})(?=[,;.]| \(|$)")

_REMARK = re.compile(r" ?\([^()\[\]]*\)")

_BARE = frozenset("{}|")  # nowhere but in placeholders and enumerations


@dataclass(frozen=True, slots=True)
class ChangePlaceholder:
    """The change of a figure against an earlier one."""

    operand: Operand
    baseline: Baseline


@dataclass(frozen=True, slots=True)
class TargetPlaceholder:
    """An indicator, by code, compared with its target in the plan."""

    indicator: str


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Parts of a figure, each a text with at least one figure; «(» at the end of the lead is closed after the last."""

    lead: str
    items: tuple[tuple[str | Operand, ...], ...]

    @property
    def tail(self) -> str:
        return ")" if self.lead.endswith("(") else ""

    @property
    def operands(self) -> tuple[Operand, ...]:
        return tuple(part for item in self.items for part in item if isinstance(part, Operand))


type TemplatePart = str | Operand | ChangePlaceholder | TargetPlaceholder | Enumeration


class OutlineError(ValueError):
    """A template that cannot be parsed; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph with figures. `zero` replaces it if all its figures are an answered 0, never a gap; `TELL_ZEROS`:
    none of its zeros is left out.

    «Không phát sinh vụ việc» is clearer than «0 vụ, 0 người». The sentence is omitted if it names a target that the
    plan does not set.
    """

    text: str
    zero: str = ""

    def __post_init__(self) -> None:
        parse_template(self.text)
        if self.zero and list_operands(self.zero):
            raise OutlineError(f"the sentence for zero holds a figure: {self.zero!r}")
        if self.zero and not list_operands(self.text):
            raise OutlineError(f"a sentence for zero beside one without figures: {self.zero!r}")


@dataclass(frozen=True, slots=True)
class OutlineSection:
    heading: str
    level: int
    sentences: tuple[Sentence, ...] = ()
    narrative: str | None = None  # code of the text box printed after the sentences

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise OutlineError(f"«{self.heading}»: headings have levels 1 to 3, not {self.level}")


@dataclass(frozen=True, slots=True)
class Outline:
    code: str
    title: str
    sections: tuple[OutlineSection, ...]


@lru_cache(maxsize=4096)  # every reading of a definition parses its sentences, and so does every report
def parse_template(template: str) -> tuple[TemplatePart, ...]:
    """Text, placeholders and enumerations in order; OutlineError if a brace or a bar is not part of one."""
    parts: list[TemplatePart] = []
    end = 0
    for match in _ENUMERATION.finditer(template):
        parts += _parse_placeholders(template[end : match.start()], template)
        if not any(isinstance(part, Operand) for part in parts):
            raise OutlineError(f"an enumeration stands after the figure whose parts it names: {template!r}")
        parts.append(_parse_enumeration(match, template))
        end = match.end()
    return (*parts, *_parse_placeholders(template[end:], template))


def _parse_enumeration(match: re.Match[str], template: str) -> Enumeration:
    items = []
    for text in match[2].split("|"):
        item = tuple(part for part in _parse_placeholders(text, template) if isinstance(part, str | Operand))
        if item != _parse_placeholders(text, template) or not any(isinstance(part, Operand) for part in item):
            raise OutlineError(f"a part of an enumeration has figures alone, and at least one: {template!r}")
        items.append(item)
    return Enumeration(match[1], tuple(items))


def _parse_placeholders(text: str, template: str) -> tuple[str | Operand | ChangePlaceholder | TargetPlaceholder, ...]:
    parts: list[str | Operand | ChangePlaceholder | TargetPlaceholder] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        name, disaggregation, baseline = match.groups(default="")
        parts += [text[end : match.start()], _parse_placeholder(name, disaggregation, baseline, template)]
        end = match.end()
    parts.append(text[end:])
    if any(isinstance(part, str) and not _BARE.isdisjoint(part) for part in parts):
        raise OutlineError(f"a brace that is no placeholder, or a bar outside an enumeration: {template!r}")
    return tuple(part for part in parts if part)


def _parse_placeholder(
    name: str, disaggregation: str, baseline: str, template: str
) -> Operand | ChangePlaceholder | TargetPlaceholder:
    if baseline == TARGET:
        if disaggregation:
            raise OutlineError(f"a target is set for an indicator, not for a part: {template!r}")
        return TargetPlaceholder(name)
    operand = Operand(name, ";".join(sorted(disaggregation.split(";"))))
    return ChangePlaceholder(operand, Baseline(baseline)) if baseline else operand


def rename_placeholders(text: str, names: Mapping[str, str], option_sets: Mapping[str, str]) -> str:
    """The text with other names of figures, indicators and option sets in its placeholders; unknown ones stay.

    Officials write printed codes; a stored outline holds uids (docs/adr/0045).
    """

    def rename(match: re.Match[str]) -> str:
        name, disaggregation, baseline = match.groups(default="")
        pairs = (pair.split("=", 1) for pair in disaggregation.split(";") if pair)
        key = ";".join(f"{option_sets.get(code, code)}={option}" for code, option in pairs)
        return f"{{{names.get(name, name)}{key and f':{key}'}{baseline and f' so {baseline}'}}}"

    return _PLACEHOLDER.sub(rename, text)


def rename_in_section(
    section: OutlineSection, names: Mapping[str, str], option_sets: Mapping[str, str]
) -> OutlineSection:
    """The section with other names in the placeholders of its sentences (`rename_placeholders`)."""
    sentences = tuple(
        replace(sentence, text=rename_placeholders(sentence.text, names, option_sets)) for sentence in section.sentences
    )
    return replace(section, sentences=sentences)


def list_operands(template: str) -> tuple[Operand, ...]:
    """The figures of the template, including those that it only compares."""
    return tuple(operand for part in parse_template(template) for operand in _list_part_operands(part))


def _list_part_operands(part: TemplatePart) -> tuple[Operand, ...]:
    match part:
        case Operand():
            return (part,)
        case ChangePlaceholder():
            return (part.operand,)
        case Enumeration():
            return part.operands
    return ()


def drop_absent_targets(template: str, targets: Collection[str]) -> str:
    """«Có {A}/{B} hộ ({x so chỉ tiêu}); {y so chỉ tiêu}.» keeps its figures where the plan has no such target; «» where
    none is left.
    """

    def is_absent(part: str) -> bool:
        return any(aim.indicator not in targets for aim in list_targets(part))

    def drop_remark(remark: re.Match[str]) -> str:
        return "" if is_absent(remark[0]) and not list_operands(remark[0]) else remark[0]

    if not is_absent(template):
        return template
    template = _REMARK.sub(drop_remark, template)
    has_enumeration = "[" in template  # with separators of its own
    clauses = [template] if has_enumeration else template.removesuffix(".").split("; ")
    whole_clauses = [clause for clause in clauses if not is_absent(clause)]
    if not any(list_operands(clause) or list_targets(clause) for clause in whole_clauses):
        return ""
    return capitalize_first("; ".join(whole_clauses).removesuffix(".") + ".")


def drop_changes(template: str, is_dropped: Callable[[ChangePlaceholder], bool]) -> str:
    """The template without these comparisons and the brackets, comma or semicolon that set them off from the words.

    One that the words cannot do without, «Số vụ {VV01 so cùng kỳ}», is kept.
    """

    def keep(text: str) -> bool:
        (part,) = parse_template(text)
        return not (isinstance(part, ChangePlaceholder) and is_dropped(part))

    def drop_in_brackets(match: re.Match[str]) -> str:
        changes = [text for text in _SEPARATOR.split(match[1]) if keep(text)]
        return f" ({'; '.join(changes)})" if changes else ""

    template = _CHANGES_IN_BRACKETS.sub(drop_in_brackets, template)
    return _CHANGE_SET_OFF.sub(lambda match: match[0] if keep(match[1]) else "", template)


def list_targets(template: str) -> tuple[TargetPlaceholder, ...]:
    """The targets of the template."""
    return tuple(part for part in parse_template(template) if isinstance(part, TargetPlaceholder))


def list_changes(template: str) -> tuple[ChangePlaceholder, ...]:
    """The comparisons of the template."""
    return tuple(part for part in parse_template(template) if isinstance(part, ChangePlaceholder))


def list_outline_targets(outline: Outline) -> frozenset[TargetPlaceholder]:
    """All targets of the outline."""
    sentences = (sentence for section in outline.sections for sentence in section.sentences)
    return frozenset(aim for sentence in sentences for aim in list_targets(sentence.text))


def list_outline_changes(outline: Outline) -> frozenset[ChangePlaceholder]:
    """All comparisons of the outline."""
    sentences = (sentence for section in outline.sections for sentence in section.sentences)
    return frozenset(change for sentence in sentences for change in list_changes(sentence.text))


def list_outline_operands(outline: Outline) -> frozenset[Operand]:
    """All figures of the outline: the programme must define them."""
    sentences = (sentence for section in outline.sections for sentence in section.sentences)
    return frozenset(operand for sentence in sentences for operand in list_operands(sentence.text))


def list_narrative_codes(outline: Outline) -> frozenset[str]:
    """Codes of all text boxes of the outline."""
    return frozenset(section.narrative for section in outline.sections if section.narrative is not None)


def limit_outline(
    outline: Outline,
    *,
    held_operands: Collection[Operand],
    boxes: Collection[str],
    indicators: Collection[str] = (),
) -> Outline:
    """The part of the outline that a report can say: figures held for it, its text boxes, indicators with a target.

    Headings above are kept. A unit's own report has no indicators: targets are set for the area.
    """
    sections: list[OutlineSection] = []
    for section in reversed(outline.sections):
        sentences = tuple(
            sentence
            for sentence in section.sentences
            if set(list_operands(sentence.text)) <= set(held_operands)
            and {target.indicator for target in list_targets(sentence.text)} <= set(indicators)
        )
        box = section.narrative if section.narrative in boxes else None
        if sentences or box is not None or (sections and sections[-1].level > section.level):
            sections.append(replace(section, sentences=sentences, narrative=box))
    return replace(outline, sections=tuple(reversed(sections)))


def say_outline(outline: Outline, say_words: Callable[[str], str]) -> Outline:
    """The outline with its headings and templates as another language says them."""
    return replace(
        outline,
        sections=tuple(
            replace(
                section,
                heading=say_words(name_definition(section.heading)),
                sentences=tuple(
                    Sentence(say_words(name_definition(sentence.text)), say_words(name_definition(sentence.zero)))
                    for sentence in section.sentences
                ),
            )
            for section in outline.sections
        ),
    )


def escape_signs(text: str) -> str:
    """The text without the signs that mean something in a sentence."""
    return re.sub(r"[{}\[\]|]", " ", text).strip()


def list_placeholders(template: str) -> tuple[str, ...]:
    """The placeholders of a template as it writes them, in the order of their letters."""
    return tuple(sorted(match[0] for match in _PLACEHOLDER.finditer(template)))
