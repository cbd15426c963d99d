"""Builds annexes of a report: forms with their figures, charts and the map, each described in words."""

from collections.abc import Iterable, Mapping, Sequence

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.pages.charts import build_place_map, build_trends
from sokehoach.apps.consolidation.permissions import may_view
from sokehoach.apps.consolidation.queries import measures
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.indicators.queries.elements import list_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import ItemState, Target
from sokehoach.apps.plans.queries import plans
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.queries.lines import CellLine as OwnLine
from sokehoach.apps.reporting.queries.lines import NarrativeBox
from sokehoach.apps.reporting.queries.sheets import ReportSheet as OwnSheet
from sokehoach.apps.reporting.queries.waivers import list_granted_waivers
from sokehoach.apps.shell import charts
from sokehoach.domain.charts import Chart, PlaceMap
from sokehoach.domain.documents.content import (
    WITHHELD,
    Align,
    Annex,
    Cell,
    Column,
    FigureRun,
    Missing,
    Operand,
    Picture,
    Reference,
    Row,
    Run,
    Table,
    Text,
)
from sokehoach.domain.periods.period import Period, name_vi, parse_period
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.text import lower_first
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_value

_COLUMNS = (
    Column(6, Align.CENTER),
    Column(50),
    Column(13, Align.CENTER),
    Column(13, Align.RIGHT),
    Column(12, Align.CENTER),
)
WIDTH = 150.0  # mm: the text width of a portrait page
_PIXELS = 1200
MAX_CHARTS = 4  # charts in one report


PICTURES_TITLE = "Biểu đồ, bản đồ"


def build_annex_title(form: Form, period: Period) -> str:
    return f"{form.name}, {name_vi(period)}"


def build_annex(sheet: ConsolidatedSheet) -> Annex:
    """A form with its consolidated figures; rows are numbered, as a superior knows no codes of ours."""
    heads = ("TT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Đơn vị có số")
    numbers = number_rows((line.code, line.cell.depth) for line in sheet.lines)
    rows: list[Row] = []
    for section, lines in sheet.sections:
        if not lines:  # its texts stand in the report
            continue
        title = Cell((Text(f"{section.code}. {section.title}"),), columns=len(_COLUMNS))
        rows.append(Row((title,), strong=True))
        rows.extend(_build_row(numbers[line.code], line, sheet.period.id) for line in lines)
    names_by_state: dict[str, list[str]] = {}
    for sender in sheet.missing:
        names_by_state.setdefault(sender.status.label_vi, []).append(sender.name)
    missing = "; ".join(f"{state}: {', '.join(names)}" for state, names in names_by_state.items())
    notes = ["Chỉ cộng báo cáo đã duyệt. Cột «Đơn vị có số»: số đơn vị có số trên số đơn vị phải có."]
    if missing:
        notes.append(f"Thiếu {len(sheet.missing)} báo cáo ({missing}).")
    notes += _list_overlaps(sheet.lines, numbers)
    ends = {report.owes[1] for report in sheet.expected if report.owes and report.owes[1] == report.unit.valid_to}
    notes += [
        f"Theo đơn vị lúc đó: từ ngày {day:%d/%m/%Y} đơn vị thay đổi, mỗi đơn vị báo cáo những ngày của mình trong kỳ."
        for day in sorted(ends)
    ]
    notes += [
        f"{explanation.unit}, dòng {numbers.get(explanation.cell, explanation.cell)}: {explanation.finding} "
        f"Giải trình: {_strip_full_stop(explanation.reason)} ({explanation.office} đã chấp nhận)."
        for explanation in list_granted_waivers(sheet.form.uid, sheet.period.id)
    ]
    table = Table(
        columns=_COLUMNS,
        head=(Row(tuple(Cell((Text(head),)) for head in heads)),),
        rows=tuple(rows),
        notes=tuple(notes),
    )
    return Annex(build_annex_title(sheet.form, sheet.period), blocks=(table,), landscape=False)


def number_rows(rows: Iterable[tuple[str, int]]) -> dict[str, str]:
    """The number of each row by its code, in order: «1», «1.1», «1.2», «2»; a part of a part has none.

    Each row is given by its code and depth.
    """
    numbers: dict[str, str] = {}
    whole_number = part = 0
    for code, depth in rows:
        if depth == 0 or whole_number == 0:
            whole_number, part = whole_number + 1, 0
            numbers[code] = str(whole_number)
        elif depth == 1:
            part += 1
            numbers[code] = f"{whole_number}.{part}"
        else:
            numbers[code] = ""
    return numbers


def build_own_annex(sheet: OwnSheet) -> Annex:
    """The annex with a unit's own form and its current values."""
    heads = ("TT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu")
    numbers = number_rows(
        (entry.code, entry.cell.depth if entry.cell is not None else 0)
        for part in sheet.parts
        for entry in part.entries
    )
    columns = _COLUMNS[: len(heads)]
    rows: list[Row] = []
    for part in sheet.parts:
        title = Cell((Text(f"{part.section.code}. {part.section.title}"),), columns=len(columns))
        rows.append(Row((title,), strong=True))
        for entry in part.entries:
            label = f"– {entry.label}" if entry.cell is not None and entry.cell.depth else entry.label
            if isinstance(entry, NarrativeBox):
                run = Text(" ".join(entry.text.split())) if entry.text else Missing(text=Gap.NOT_REPORTED.label_vi)
                rows.append(
                    Row(tuple(Cell((text,)) for text in (Text(numbers[entry.code]), Text(label), Text(""), run)))
                )
                continue
            texts = (Text(numbers[entry.code]), Text(label), Text(entry.element.unit), _build_own_run(entry, sheet))
            rows.append(Row(tuple(Cell((text,)) for text in texts), strong=bool(entry.cell.sum_of)))
    head = (Row(tuple(Cell((Text(heading),)) for heading in heads)),)
    table = Table(columns, head, tuple(rows), notes=tuple(_list_overlaps(sheet.lines, numbers)))
    return Annex(build_annex_title(sheet.form, sheet.period), blocks=(table,), landscape=False)


def _list_overlaps(lines: Sequence[FigureLine] | Sequence[OwnLine], numbers: Mapping[str, str]) -> list[str]:
    """What a reader must not add up: «Dòng 28, 29: các dòng «trong đó» theo người nghe có thể trùng nhau, …»."""
    numbers_by_text: dict[str, list[str]] = {}
    for line in lines:
        if line.overlap:
            numbers_by_text.setdefault(line.overlap, []).append(numbers[line.code])
    return [f"Dòng {', '.join(rows)}: {lower_first(text)}" for text, rows in numbers_by_text.items()]


def _build_own_run(line: OwnLine, sheet: OwnSheet) -> Run:
    operand = Operand(line.cell.element, line.cell.disaggregation)
    references = (Reference(operand, sheet.period.id, sheet.submission.unit.code),)
    if isinstance(line.value, Gap):
        return Missing(references, text=line.value.label_vi)
    return FigureRun(format_value(line.value), references)


def _strip_full_stop(text: str) -> str:
    """The text without its full stop: the sentence around it has one."""
    return text.rstrip(". ")


def _build_row(number: str, line: FigureLine, period: str) -> Row:
    label = f"– {line.label}" if line.cell.depth else line.label
    is_withheld = line.figure.withheld is not None  # then nothing is said of who answered, either
    coverage = "" if is_withheld else f"{line.figure.received}/{line.figure.expected}"
    texts = (
        Text(number),
        Text(label),
        Text(line.element.unit),
        _build_figure_run(line, period),
        Text(coverage),
    )
    return Row(tuple(Cell((text,)) for text in texts), strong=bool(line.cell.sum_of))


def _build_figure_run(line: FigureLine, period: str) -> Run:
    references = (Reference(Operand(line.cell.element, line.cell.disaggregation), period),)
    if line.figure.withheld is not None:
        return Missing(references, text=WITHHELD)
    if line.figure.value is None:
        return Missing(references, text="chưa có")
    return FigureRun(format_value(line.figure.value), references)


def build_picture_annex(user: User, area: Unit, period: str, *, programme: Programme) -> tuple[Annex, ...]:
    """Charts of what the plan wants to fall or rise, and a map of the programme's first indicator that allows one.

    Units of an own list have neither shapes nor tiles, so they have no map. Empty where the account may not see the
    area's figures, or no plan is in force.
    """
    plan = plans.find_plan_in_force(area, [programme.pk]) if may_view(user, area, programme.pk) else None
    if plan is None:
        return ()
    paths = Target.objects.filter(plan=plan, state=ItemState.CONFIRMED).values_list("path", flat=True)
    when = parse_period(period)
    trends = build_trends(user, area, when, targets=paths, day=when.end, programme=programme)
    pictures: list[Chart | PlaceMap] = [*trends[:MAX_CHARTS]]
    map_indicator = next((indicator for indicator in list_indicators(programme).values() if indicator.on_map), None)
    if map_indicator is not None:
        measurements = measures.measure_indicators(user, unit=area.code, period=period, indicators=[map_indicator])
        maps = (build_place_map(measurement) for measurement in measurements.values())
        pictures += [place_map for place_map in maps if place_map.is_drawn]
    if not pictures:
        return ()
    return (Annex(PICTURES_TITLE, tuple(_render_picture(picture) for picture in pictures), landscape=False),)


def _render_picture(picture: Chart | PlaceMap) -> Picture:
    unit = f" ({picture.unit})" if isinstance(picture, Chart) else ""
    caption = ". ".join((f"{picture.title}{unit}", *(note.rstrip(".") for note in picture.notes)))
    return Picture(charts.build_png(picture, _PIXELS), WIDTH, describe_picture(picture), caption)


def describe_picture(picture: Chart | PlaceMap) -> str:
    """«Số vụ việc: đầu 2020 chưa báo cáo; cuối 2020 3.»: every value of the picture."""
    values = "; ".join(" ".join(row) for row in picture.rows)
    return f"{picture.title}: {values}."
