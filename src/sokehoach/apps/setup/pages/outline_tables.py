"""The texts of the cells of a draft's tables of outlines, and an outline as its report is arranged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sokehoach.adapters.programme_files.definition import Writers
from sokehoach.adapters.programme_files.due_items import list_texts
from sokehoach.apps.setup.pages.definition_columns import SENTENCE
from sokehoach.apps.setup.pages.register_tables import SEPARATOR, name_unambiguously
from sokehoach.apps.setup.queries.definition_tables import DefinitionContext, list_mappings
from sokehoach.apps.setup.queries.register_drafts import get_text
from sokehoach.domain.documents.numbering import ALPHABET, format_heading_number

type Plain = Mapping[str, Any]

_FIGURE = re.compile(r"\{([\w.-]+)(?::([^{} ]+))?( so [^{}]+)?\}")
_LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A heading with its number, a sentence (level 0) with the names of its figures, or a text box."""

    level: int
    text: str
    zero: str = ""
    box: str = ""


def describe_outline(item: Plain, context: DefinitionContext) -> dict[str, str]:
    plain = {name: get_text(item, name) for name in ("code", "title", "follows", "symbol", "place", "filed", "source")}
    units = {name: name_unambiguously(get_text(item, name), context.unit_names) for name in ("issuer", "superior")}
    lists = {name: SEPARATOR.join(list_texts(item.get(name))) for name in ("annexes", "authority", "copies")}
    addressees = (name_unambiguously(code, context.unit_names) for code in list_texts(item.get("addressees")))
    writers = get_text(item, "writers") or Writers.ISSUER.value
    return plain | units | lists | {"writers": writers, "addressees": SEPARATOR.join(addressees)}


def describe_section(item: Plain, context: DefinitionContext) -> list[dict[str, str]]:
    """The row of a heading, then those of its sentences."""
    narrative = name_unambiguously(get_text(item, "narrative"), context.boxes)
    heading = {"level": get_text(item, "level"), "text": get_text(item, "heading"), "zero": "", "narrative": narrative}
    return [heading, *map(describe_sentence, list_sentences(item))]


def describe_sentence(sentence: Any) -> dict[str, str]:
    """`sentence`: a text, or a mapping of a text and its sentence for zeros."""
    plain = sentence if isinstance(sentence, dict) else {"text": sentence}
    return {"level": SENTENCE, "text": get_text(plain, "text"), "zero": get_text(plain, "zero"), "narrative": ""}


def list_sentences(section: Plain) -> list[Any]:
    sentences = section.get("sentences")
    return sentences if isinstance(sentences, list) else []


def arrange_outline(outline: Plain, context: DefinitionContext) -> list[OutlineLine]:
    """The lines of an outline, numbered as its report will be."""
    lines = []
    counts = dict.fromkeys(_LEVELS, 0)
    for section in list_mappings(outline.get("sections")):
        level = next((level for level in _LEVELS if level == section.get("level")), 1)
        counts |= {level: counts[level] + 1} | {below: 0 for below in _LEVELS if below > level}
        number = format_heading_number(level, min(counts[level], len(ALPHABET)))
        lines.append(OutlineLine(level, f"{number} {get_text(section, 'heading')}"))
        for sentence in map(describe_sentence, list_sentences(section)):
            lines.append(OutlineLine(0, explain_sentence(sentence["text"], context), sentence["zero"]))
        if code := get_text(section, "narrative"):
            lines.append(OutlineLine(0, "", box=context.boxes.get(code, code)))
    return lines


def list_figure_names(text: str, context: DefinitionContext) -> str:
    """«CS01: cơ sở kinh doanh; CS02: …»: what the codes in braces stand for."""
    indicators = _name_indicators(context)
    codes = dict.fromkeys(match[1] for match in _FIGURE.finditer(text))
    names = {code: indicators.get(code, "") if (element := context.elements.get(code)) is None else element.name
             for code in codes}  # fmt: skip
    return SEPARATOR.join(f"{code}: {name}" for code, name in names.items() if name)


def _name_indicators(context: DefinitionContext) -> dict[str, str]:
    return {get_text(item.content, "code"): get_text(item.content, "name") for item in context.indicator_items}


def explain_sentence(text: str, context: DefinitionContext) -> str:
    """The sentence with the names of its figures in place of their codes."""
    indicators = _name_indicators(context)

    def name_figure(match: re.Match[str]) -> str:
        code, key, compared = match.groups(default="")
        element = context.elements.get(code)
        name = indicators.get(code, code) if element is None else element.name
        options = context.name_options(code)
        parts = [options.get((pair.partition("=")[0], pair.partition("=")[2]), pair) for pair in key.split(";") if pair]
        return f"‹{': '.join((name, *parts))}{compared}›"

    return _FIGURE.sub(name_figure, text)
