"""What is typed into a draft's tables of outlines, as the heads of their files and as sections with sentences."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.definition import Writers
from sokehoach.adapters.programme_files.register_files import UNSOURCED
from sokehoach.adapters.programme_files.yaml_tables import ListRow, StoredItem
from sokehoach.apps.setup.forms.cell_conversion import Changes, convert_list, convert_required
from sokehoach.apps.setup.forms.table_cells import (
    CellProblems,
    Row,
    TypedTable,
    check_cells,
    clean_cell,
    convert_name,
    cut_cells,
    split_list,
)
from sokehoach.apps.setup.pages.definition_columns import COLUMNS, LEVEL_WORDS, SENTENCE, SENTENCES
from sokehoach.apps.setup.pages.outline_tables import describe_section, describe_sentence, list_sentences
from sokehoach.apps.setup.pages.register_tables import STORED
from sokehoach.apps.setup.queries.definition_tables import DefinitionContext
from sokehoach.apps.setup.queries.register_drafts import get_text
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.documents.comparisons import Baseline
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.outline import TARGET
from sokehoach.domain.documents.outline_text import OutlineNames, find_sentence_problem, split_heading
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.indicators.indicator import build_share_code
from sokehoach.domain.registers.condition_text import find_option_code

_BRACES = re.compile(rf"\{{([^{{}}]+?)( so (?:{'|'.join((*Baseline, TARGET))}))?\}}")
_OF_ISSUER = ("place", "symbol", "filed", "authority")  # what only the report of the issuer itself has


def convert_outline(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> Changes:
    writers = row["writers"] or Writers.ISSUER
    for name in _OF_ISSUER:
        if writers == Writers.ISSUER and not row[name] and name != "authority":
            table.refuse(number, name, _("Chưa ghi."))
        elif writers != Writers.ISSUER and row[name]:
            table.refuse(number, name, _("Để trống: mỗi đơn vị lập báo cáo có phần này của mình."))
    optional = {
        column: convert_name(number, column, row[column], names, table) if row[column] else None
        for column, names in (("superior", context.unit_names), ("follows", context.outline_names))
    }
    return {
        "code": {"code": row["code"]},
        "title": {"title": row["title"]},
        "writers": {"writers": None if writers == Writers.ISSUER else writers},
        "issuer": {"issuer": convert_required(number, "issuer", row, context.unit_names, table)},
        "superior": {"superior": optional["superior"]},
        "addressees": {"addressees": convert_list(number, "addressees", row, context.unit_names, table)},
        "annexes": {"annexes": convert_list(number, "annexes", row, context.form_names, table) or None},
        "follows": {"follows": optional["follows"]},
        "symbol": {"symbol": row["symbol"] or None},
        "place": {"place": row["place"] or None},
        "authority": {"authority": split_list(row["authority"]) or None},
        "copies": {"copies": split_list(row["copies"]) or None},
        "filed": {"filed": row["filed"] or None},
        "source": {"source": row["source"] or UNSOURCED},
    }


def read_lines(rows: Sequence[Row]) -> list[dict[str, str]]:
    """The rows without blank ones. A line of words alone, as Word has it, is a text."""
    lines = [
        {**row, "level": SENTENCE, "text": row["level"]}
        if row["level"] not in LEVEL_WORDS and not row["text"]
        else {**row, "level": row["level"] or SENTENCE}
        for row in rows
    ]
    return [row for row in lines if row["level"] != SENTENCE or row["text"] or row["zero"] or row["narrative"]]


def convert_sections(
    rows: Sequence[Row], items: Sequence[StoredItem], context: DefinitionContext
) -> tuple[list[ListRow], CellProblems]:
    """The rows as sections of an outline: a heading, and the sentences below it. `items`: the sections as stored."""
    table = TypedTable()
    described = [describe_section(item.content, context) for item in items]
    stored_texts = {clean_cell(text) for lines in described for line in lines for text in line.values()}
    check_cells(COLUMNS[SENTENCES], rows, table, stored_texts)
    stored_sentences = {
        _get_texts(describe_sentence(sentence)): sentence for item in items for sentence in list_sentences(item.content)
    }
    names = _build_names(context)
    sections: list[ListRow] = []
    for number, row in enumerate(cut_cells(COLUMNS[SENTENCES], rows, stored_texts)):
        is_stored = _get_texts(row) in stored_sentences
        level, title = split_heading(row["text"])
        if level and not is_stored and row["level"] in (SENTENCE, str(level)):
            row = {**row, "text": title, "level": str(level)}
        if not row["text"]:
            table.refuse(number, "text", _("Chưa ghi."))
        if row["level"] == SENTENCE:
            sentence = stored_sentences.get(_get_texts(row)) or _convert_sentence(number, row, names, table)
            if row["narrative"]:
                table.refuse(number, "narrative", _("Ghi ở dòng đề mục: ô nhận xét in sau các câu của mục."))
            if sections:
                sections[-1].content["sentences"] = [*list_sentences(sections[-1].content), sentence]
            else:
                table.refuse(number, "level", _("Câu này đứng trước đề mục đầu tiên."))
        else:
            used_numbers = {section.number for section in sections}
            place = row[STORED].partition(":")[0]
            stored = int(place) if place.isdecimal() and int(place) < len(items) else None
            content = _convert_heading(
                number, row, {} if stored is None or stored in used_numbers else items[stored].content, context, table
            )
            sections.append(ListRow(None if stored in used_numbers else stored, content))
    return [_keep_empty(section, items) for section in sections], table.problems


def _convert_heading(
    number: int, row: Row, stored: Mapping[str, Any], context: DefinitionContext, table: TypedTable
) -> dict[str, Any]:
    """The section without its sentences: what the row does not change is as stored."""
    if row["zero"]:
        table.refuse(number, "zero", _("Chỉ ghi ở dòng câu."))
    if "{" in row["text"] or "}" in row["text"]:
        table.refuse(number, "text", _("Tên mục không mang số liệu: bỏ dấu { } trong dòng này."))
    content = {key: kept for key, kept in stored.items() if key != "sentences"}
    old = describe_section(stored, context)[0] if stored else {"text": "", "level": "", "narrative": ""}
    if clean_cell(old["text"]) != row["text"]:
        content["heading"] = row["text"]
    if old["level"] != row["level"]:
        content["level"] = int(row["level"]) if row["level"].isdecimal() else 1
    if clean_cell(old["narrative"]) != row["narrative"]:
        content.pop("narrative", None)
        if row["narrative"]:
            content["narrative"] = convert_name(number, "narrative", row["narrative"], context.boxes, table)
    return content


def _convert_sentence(number: int, row: Row, names: OutlineNames, table: TypedTable) -> Any:
    text = _BRACES.sub(lambda braces: _find_figure(braces, names), row["text"])
    problem, is_zero = find_sentence_problem(text, row["zero"], names) if text else ("", False)
    if problem:
        table.refuse(number, "zero" if is_zero else "text", translate(problem))
    return {"text": text, "zero": row["zero"]} if row["zero"] else text


def _find_figure(braces: re.Match[str], names: OutlineNames) -> str:
    """«{TT01 so cùng kỳ}» for «{Số buổi so cùng kỳ}»; what names no figure stays."""
    name, compared = braces.groups(default="")
    labels = names.targets if compared == f" so {TARGET}" else {str(key): label for key, label in names.figures.items()}
    return f"{{{find_option_code(name, labels) or name}{compared}}}"


def _keep_empty(section: ListRow, items: Sequence[StoredItem]) -> ListRow:
    """A section whose file has an empty list of sentences keeps it."""
    if section.number is not None and "sentences" not in section.content:
        stored = items[section.number].content
        if "sentences" in stored and not list_sentences(stored):
            section.content["sentences"] = stored["sentences"]
    return section


def _get_texts(row: Row) -> tuple[str, str]:
    return clean_cell(row["text"]), clean_cell(row["zero"])


def _build_names(context: DefinitionContext) -> OutlineNames:
    """Figures, text boxes and indicators that sentences may name."""
    elements = {code: element for code, element in context.elements.items() if not element.kind.is_text}
    figures = {Operand(code): element.name for code, element in elements.items()}
    for code, element in elements.items():
        for (option_set, option), name in context.name_options(code).items():
            figures[Operand(code, f"{option_set}={option}")] = f"{element.name}: {name}"
    figures |= {
        operand: f"{elements[operand.element].name}: {operand.disaggregation}"
        for operand in context.printed_operands
        if operand.element in elements and operand not in figures
    }
    days = frozenset(Operand(code) for code, element in elements.items() if element.kind is ValueKind.DATE)
    indicators = {get_text(item.content, "code"): get_text(item.content, "name") for item in context.indicator_items}
    shares = {build_share_code(code): element.name for code, element in elements.items()
              if element.kind is ValueKind.PERCENTAGE}  # fmt: skip
    return OutlineNames(figures, context.boxes, shares | indicators, days)
