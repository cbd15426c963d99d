"""The first form of a draft that has none: yearly, of the base units, with its schedule and outline, without cells."""

from collections.abc import Mapping
from itertools import count

from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.levels import read_levels
from sokehoach.adapters.programme_files.opening import HEAD
from sokehoach.adapters.programme_files.tables import parse_table
from sokehoach.adapters.programme_files.yaml_lists import append_items
from sokehoach.adapters.programme_files.yaml_text import dump_yaml

FIRST_FORM = "01-XA"
_SCHEDULES, _UNITS, _OUTLINE = "regimes.yaml", "units.csv", "bc-co-so"
_DUE_DAYS, _LOCK_DAYS = 2, 20  # working days
_RESULT = {"code": "result", "title": "Kết quả nổi bật", "hint": "Việc đã làm mà các con số chưa nói được."}


def begin_first_form(files: Mapping[str, str], source: str) -> dict[str, str]:
    """The files that are new or change: the form, the outline that prints its text, the reporting schedules."""
    head = Folder(files).yaml(HEAD)
    unit, office = head.text("unit"), head.text("standing_office")
    form = {
        "code": FIRST_FORM, "name": "Báo cáo của cấp cơ sở", "period_type": "year", "function": "general",
        "reporters": {"levels": _list_base_codes(files)}, "counting_window": "nd09", "due_days": _DUE_DAYS,
        "assumed": ["kỳ báo cáo hằng năm, hạn gửi"], "source": source, "sections": [], "narratives": [_RESULT],
    }  # fmt: skip
    outline = {
        "code": _OUTLINE, "title": f"Kết quả thực hiện {head.text('name')}"[:250], "issuer": office,
        "addressees": [unit], "place": _get_short_name(files, unit), "symbol": f"/BC-{office.rpartition('.')[2]}",
        "authority": ["THỦ TRƯỞNG"], "copies": [], "filed": "VT", "annexes": [FIRST_FORM], "source": source,
        "sections": [{"heading": "KẾT QUẢ THỰC HIỆN", "level": 1, "narrative": _RESULT["code"]}],
    }  # fmt: skip
    return {
        f"forms/{FIRST_FORM}.yaml": dump_yaml(form),
        f"outlines/{_OUTLINE}.yaml": dump_yaml(outline),
        _SCHEDULES: _add_schedule(files, source, unit=unit, office=office),
    }


def _add_schedule(files: Mapping[str, str], source: str, *, unit: str, office: str) -> str:
    folder = Folder(files)
    taken_codes = {record.code("code") for record in folder.yaml(_SCHEDULES).records("regimes", required=False)}
    code = next(code for number in count(1) if (code := f"co_so_{number}") not in taken_codes)
    stage: dict[str, object] = {
        "reporters": {"levels": _list_base_codes(files)}, "receiver": unit, "due_days": _DUE_DAYS,
        "lock_days": _LOCK_DAYS, "window": "nd09", "forms": [FIRST_FORM],
    }  # fmt: skip
    if office != unit:
        stage["through"] = office
    last_stage = {"reporters": {"codes": [office]}, "receiver": unit, "due_days": _DUE_DAYS + 5, "window": "nd09"}
    schedule = {
        "code": code, "name": "Báo cáo hằng năm của cấp cơ sở", "subject": "Kết quả thực hiện chỉ tiêu",
        "content": "both", "channels": ["system", "exchange"], "period_types": ["year"], "outlines": [_OUTLINE],
        "procedure": "Đơn vị nhập số liệu, gửi; cơ quan thường trực kiểm tra, duyệt, tổng hợp", "basis": source,
        "valid_from": folder.yaml(HEAD).day("valid_from"),
        "assumed": ["kỳ báo cáo, hạn gửi, ngày khóa nhận báo cáo, 20 ngày làm việc sau hạn"],
        "stages": [stage, last_stage],
    }  # fmt: skip
    return append_items(files.get(_SCHEDULES, ""), ("regimes",), [schedule])


def _list_base_codes(files: Mapping[str, str]) -> list[str]:
    """The base levels at which the draft has units."""
    levels = {level.code for level in read_levels(Folder(files).yaml("levels.yaml")).base}
    records = parse_table(files.get(_UNITS, "")).list_records()
    return [level for level in dict.fromkeys(record.get("level", "") for record in records) if level in levels]


def _get_short_name(files: Mapping[str, str], unit: str) -> str:
    records = parse_table(files.get(_UNITS, "")).list_records()
    return next((record.get("short_name", unit) for record in records if record.get("code") == unit), unit)
