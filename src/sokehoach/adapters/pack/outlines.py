"""Templates of reports: outline, addressees, signature block."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sokehoach.adapters.pack.pack import ReportTemplate
from sokehoach.adapters.pack.problems import Problem
from sokehoach.adapters.pack.record import Node, Record
from sokehoach.adapters.pack.units import known_unit
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.outline import Outline, OutlineError, Section, Sentence, operands


@dataclass(frozen=True, slots=True)
class Placed:
    """A template with the lines of what it refers to."""

    report: ReportTemplate
    record: Record
    sentences: tuple[tuple[Sentence, int], ...]


def read_outlines(files: Iterable[Record], units: frozenset[str]) -> list[Placed]:
    placed: dict[str, Placed] = {}
    for file in files:
        made = _template(file, units)
        if made.report.outline.code in placed:
            file.refuse(f"trùng mã đề cương «{made.report.outline.code}»", "code")
        placed[made.report.outline.code] = made
    return list(placed.values())


def check_outlines(
    placed: Collection[Placed],
    *,
    held: Collection[tuple[str, str]],
    elements: Collection[str],
    forms: Collection[str],
) -> None:
    """Every placeholder is a cell of some form, every annex a form. `held`: (element, disaggregation)."""
    for one in placed:
        for code in one.report.annexes:
            if code not in forms:
                one.record.refuse(f"không có biểu «{code}»", "annexes")
        for sentence, line in one.sentences:
            for operand in operands(sentence.text):
                if reason := _why_unknown(operand, held, elements):
                    one.record.problems.append(Problem(one.record.file, line, reason))


def _why_unknown(
    operand: Operand, held: Collection[tuple[str, str]], elements: Collection[str]
) -> str | None:
    if operand.element not in elements:
        return f"chỗ điền số {{{operand}}}: không có chỉ tiêu «{operand.element}»"
    if (operand.element, operand.disaggregation) not in held:
        return f"chỗ điền số {{{operand}}}: không biểu nào có ô này"
    return None


def _template(file: Record, units: frozenset[str]) -> Placed:
    sentences: list[tuple[Sentence, int]] = []
    sections = [_section(record, sentences) for record in file.records("sections")]
    report = ReportTemplate(
        outline=Outline(file.code("code"), file.text("title"), tuple(sections)),
        issuer=known_unit(file, "issuer", file.text("issuer"), units),
        superior=known_unit(file, "superior", file.text("superior"), units),
        addressees=tuple(known_unit(file, "addressees", code, units) for code in file.texts("addressees")),
        place=file.text("place"),
        symbol=file.text("symbol"),
        authority=file.texts("authority"),
        copies=file.texts("copies"),
        filed=file.text("filed"),
        annexes=file.texts("annexes"),
        source=file.text("source"),
    )
    file.finish()
    return Placed(report, file, tuple(sentences))


def _section(record: Record, sentences: list[tuple[Sentence, int]]) -> Section:
    found = [
        (sentence, node.line) for node in record.nodes("sentences") if (sentence := _sentence(record, node))
    ]
    sentences.extend(found)
    level = record.whole("level")
    if level not in (1, 2, 3):
        record.refuse("«level» phải là 1, 2 hoặc 3", "level")
        level = 1
    section = Section(
        heading=record.text("heading"),
        level=level,
        sentences=tuple(sentence for sentence, _ in found),
        narrative=record.optional("narrative") or None,
    )
    record.finish()
    return section


def _sentence(record: Record, node: Node) -> Sentence | None:
    if isinstance(node.value, str):
        fields: dict[str, Node] = {"text": node}
    elif isinstance(node.value, dict):
        fields = node.value
    else:
        record.problems.append(Problem(record.file, node.line, "câu phải là chữ, hoặc có «text» và «zero»"))
        return None
    made = Record(record.file, node.line, fields, record.problems)
    text, zero = made.text("text", most=2000), made.optional("zero", most=2000)
    made.finish()
    try:
        return Sentence(text, zero)
    except OutlineError:
        made.refuse("câu có dấu ngoặc nhọn không phải chỗ điền số, hoặc câu «zero» không hợp lệ")
        return None
