"""Reads DHIS2's indicators whose two expression_texts are sums of the data elements that were read."""

import re
from collections.abc import Collection, Mapping

from sokehoach.adapters.dhis2.metadata_definitions import DefinitionReader
from sokehoach.adapters.dhis2.metadata_file import WORD_PATTERN, CodeBook, MetadataFile, Plain, get_attributes, get_text
from sokehoach.domain.indicators.expression import ExpressionError, parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import Change, ChangeReference, LevelRule
from sokehoach.domain.messages import say

_OPERAND = re.compile(r"#\{(?P<element>[A-Za-z0-9]{11})(?:\.(?P<combo>[A-Za-z0-9]{11}))?\}", re.ASCII)
_EXPECTED = re.compile(r"R\{[A-Za-z0-9]{11}\.EXPECTED_REPORTS\}", re.ASCII)
_MAX_LETTERS = 2_000


def read_indicators(
    file: MetadataFile, definitions: DefinitionReader, elements: Collection[str]
) -> tuple[Indicator, ...]:
    """The indicators over elements of these codes; a remark on each other one."""
    book = CodeBook({}, pattern=WORD_PATTERN, most=40, fallback="chi_so")
    indicators = []
    for item in file.list_objects("indicators"):
        values = get_attributes(item)
        expression_texts = [_read_side(item, name, values, definitions) for name in ("numerator", "denominator")]
        rule = _read_rule(file, item, values)
        if rule is None or any(expression_part is None for expression_part in expression_texts):
            file.remark("indicators", item, say("công thức không phải tổng của các chỉ tiêu đã đọc: bỏ chỉ số này"))
            continue
        try:
            numerator, denominator = (parse_expression(str(expression_part)) for expression_part in expression_texts)
        except ExpressionError:
            file.remark("indicators", item, say("công thức không viết được ở đây: bỏ chỉ số này"))
            continue
        names = {element for expression_part in (numerator, denominator) for element, _key in expression_part.names}
        if not numerator.names or not names <= set(elements):
            file.remark("indicators", item, say("dùng chỉ tiêu không thuộc các bộ đã đọc: bỏ chỉ số này"))
            continue
        code = book.get(item)
        indicators.append(
            Indicator(
                uid=code,
                code=code,
                name=get_text(item, "name", 200, code),
                numerator=numerator,
                denominator=denominator,
                on_map=values.get("on_map") is True,
                words=tuple(map(str, values.get("words", ()))),
                source=get_text(item, "description", 300) or f"DHIS2: {item['id']}",
                rule=rule,
            )
        )
    return tuple(indicators)


def _read_side(item: Plain, name: str, values: Mapping[str, object], definitions: DefinitionReader) -> str | None:
    """A expression_part as a programme's file writes it; None where it names what was not read."""
    if isinstance(values.get(name), str):
        return str(values[name])
    text = str(item.get(name, ""))
    if len(text) > _MAX_LETTERS:
        return None
    is_complete = True

    def write_operand(match: re.Match[str]) -> str:
        nonlocal is_complete
        code = definitions.element_codes.get(match["element"])
        cells = definitions.get_cells(match["element"])
        keys = {combo: key for combo, key, _name in cells}
        if code is None or (match["combo"] or "") not in {*keys, ""}:
            is_complete = False
            return ""
        if not match["combo"]:
            return " + ".join(f"{code}{{{key}}}" if key else code for key in keys.values())
        key = keys[match["combo"]]
        return f"{code}{{{key}}}" if key else code

    expression_text = _OPERAND.sub(write_operand, _EXPECTED.sub("1", text))
    expression_text = expression_text.replace("+", " + ").replace("-", " - ")
    expression_text = " ".join(expression_text.split())
    return expression_text if is_complete else None


def _read_rule(file: MetadataFile, item: Plain, values: Mapping[str, object]) -> LevelRule | None:
    if "per" in values:
        per = values["per"]
        try:
            change = Change(str(values.get("change", "")))
            reference = ChangeReference(str(values.get("compared_with", ChangeReference.YEAR_BEFORE)))
        except ValueError:
            return None
        return LevelRule(per if isinstance(per, int) else None, change, reference)
    kind = file.find("indicatorTypes", item.get("indicatorType"))
    factor = 100 if kind is None else kind.get("factor", 100)
    if not isinstance(factor, int) or factor < 1:
        return None
    return LevelRule(None if str(item.get("denominator", "")).strip() == "1" and factor == 1 else factor)
