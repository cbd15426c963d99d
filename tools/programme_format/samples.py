"""Files of programmes that the reader is observed reading: together they have a record of every kind."""

from collections.abc import Mapping
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[2] / "src/sokehoach/programmes"
_NAMES = ("tuan_giao_2021", "ma_tuy_quang_ngai_2026", "chuyen_doi_so_quang_ngai_2026")

# What no shipped programme has. It is read like the rest, though the programme is then refused.
_BY_PERIOD_TYPE = (
    "{by_period_type: [{period_type: month, due: {day: 20, months_after: 1}}, {period_type: quarter, due_days: 2},"
    " {period_type: year, due: {dates: [5/12]}}, {period_type: week, due: {weekday: 4}}]}"
)
_RARE_FILES = {
    "forms/sample.yaml": """\
code: 99-SAMPLE
sections:
  - {code: A, title: Sample, cells: [{code: A1, element: CD01}]}
due: {day: 20, months_after: 1}
due_by_level:
  - {levels: [], due: {dates: [20/6, 20/12]}}
  - {levels: [], due: {day: 20}}
  - {levels: [], due: {weekday: 4}}
  - {levels: [], due_days: 3}
""",
    "forms/sample-dates.yaml": "code: 98-SAMPLE\nsections: []\ndue: {dates: [20/6, 20/12]}\n",
    "forms/sample-kinds.yaml": f"code: 96-SAMPLE\nsections: []\ndue: {_BY_PERIOD_TYPE}\n"
    f"due_by_level: [{{levels: [], due: {_BY_PERIOD_TYPE}}}]\n",
    "forms/sample-weekly.yaml": "code: 97-SAMPLE\nsections: []\ndue: {weekday: 4}\n",
    "policy.yaml": """\
groups:
  - {code: sample, name: Sample, wall: sample}
persons:
  lowest_level: province
  valid_from: 2026-01-01
  basis: {document: Sample, clause: Sample, decided_by: Sample}
""",
    "indicators.yaml": """\
indicators:
  - {code: sample, name: Sample, numerator: CD01, change: rise, compared_with: baseline, on_map: no, source: Sample}
""",
    "regimes.yaml": """\
windows:
  - {code: week, name: Sample, start: {months_back: 0, day: 1}, end: {months_back: 0, day: 1}, days_back: 4}
regimes:
  - {code: sample, stages: [{due: {day: 20}}, {due: {dates: [20/6]}}, {due: {weekday: 4}}]}
"""
    f"  - {{code: other, stages: [{{due: {_BY_PERIOD_TYPE}}}]}}\n",
    "targets.csv": "indicator,unit,year,bound,value,source,carry,baseline\nsample,,2026,>=,70,Sample,no,\n",
    "elements.csv": "code,name,unit,kind,nature,over_time,over_place,function,form,counts_persons,disaggregations,"
    "clauses,source,decimals\nCD01,Sample,,text,flow,none,none,general,99-SAMPLE,no,,,Sample,\n",
}


def list_samples() -> list[Mapping[str, str]]:
    """The texts of each sample's files, by name in its folder."""
    shipped = [_read_folder(SHIPPED / name) for name in _NAMES]
    return [*shipped, {**shipped[1], **_RARE_FILES}]


def _read_folder(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.suffix in (".yaml", ".csv", ".txt")]
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in sorted(files)}
