"""Templates of reports: outline, addressees, signature block."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sokehoach.adapters.pack.pack import ReportTemplate, Writers
from sokehoach.adapters.pack.problems import Problem
from sokehoach.adapters.pack.record import Node, Record
from sokehoach.adapters.pack.units import known_unit
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.outline import Outline, OutlineError, Section, Sentence, aims, operands


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
    return [_filled(one, placed) for one in placed.values()]


def _filled(one: Placed, placed: Mapping[str, Placed]) -> Placed:
    """With the sections of the outline that it follows; their names are checked there."""
    if not one.report.follows:
        return one
    followed = placed.get(one.report.follows)
    if followed is None or followed.report.follows:
        one.record.refuse(f"không có đề cương «{one.report.follows}» có mục riêng để theo", "follows")
        return one
    outline = replace(one.report.outline, sections=followed.report.outline.sections)
    return replace(one, report=replace(one.report, outline=outline))


def check_outlines(
    placed: Collection[Placed],
    *,
    held: Collection[tuple[str, str]],
    elements: Collection[str],
    forms: Collection[str],
    indicators: Collection[str],
) -> None:
    """Every placeholder is a cell of some form or an indicator, every annex a form.

    `held`: (element, disaggregation).
    """
    for one in placed:
        for code in one.report.annexes:
            if code not in forms:
                one.record.refuse(f"không có biểu «{code}»", "annexes")
        for sentence, line in one.sentences:
            for aim in aims(sentence.text):
                if aim.indicator not in indicators:
                    unknown = f"không có chỉ số «{aim.indicator}» để so với chỉ tiêu"
                    one.record.problems.append(Problem(one.record.file, line, unknown))
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
    follows = file.optional("follows")
    sections = [_section(record, sentences) for record in file.records("sections", required=not follows)]
    if follows and sections:
        file.refuse("mẫu theo nội dung của mẫu khác không có mục riêng", "sections")
    writers = file.choice("writers", Writers) if "writers" in file.fields else Writers.ISSUER
    own = writers is Writers.ISSUER  # of the others each has a frame of its own
    superior = file.optional("superior")
    report = ReportTemplate(
        outline=Outline(file.code("code"), file.text("title"), tuple(sections)),
        issuer=known_unit(file, "issuer", file.text("issuer"), units),
        superior=known_unit(file, "superior", superior, units) if superior else "",
        addressees=tuple(known_unit(file, "addressees", code, units) for code in file.texts("addressees")),
        place=file.text("place") if own else "",
        symbol=file.text("symbol") if own else "",
        authority=file.texts("authority") if own else (),
        copies=file.texts("copies"),
        filed=file.text("filed") if own else "",
        annexes=file.texts("annexes"),
        source=file.text("source"),
        writers=writers,
        follows=follows,
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
