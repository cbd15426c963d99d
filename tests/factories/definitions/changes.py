"""Changes of generated definitions: each takes a copy of the files, by name, and changes some of them."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.periods.period import PeriodType
from tests.factories.definitions.folders import MAIN, THIRD, Definition
from tests.factories.definitions.forms import Row

type Files = dict[str, Any]
type Change = Callable[[Any, Files], None]  # hypothesis' draw, the files

FORM = f"forms/{MAIN}.yaml"


def change_files(draw: Any, definition: Definition, names: list[str]) -> Definition:
    """The definition with these changes, one after another."""
    files = deepcopy(definition.files)
    for name in names:
        CHANGES[name](draw, files)
    return Definition(definition.code, definition.case, definition.places, definition.walled, files)


def _list_cells(form: Row) -> list[Row]:
    return [cell for section in form["sections"] for cell in section["cells"]]


def _reword(draw: Any, files: Files) -> None:
    element = draw(st.sampled_from(files["elements.csv"]), label="element")
    element["name"] = f"Tên mới của {element['code']}"
    option_set = draw(st.sampled_from(files["option_sets.yaml"]["option_sets"]), label="option set")
    code = draw(st.sampled_from([*option_set["options"]]), label="option")
    option_set["options"][code] = "tên mới của lựa chọn"
    files[FORM]["name"] = "Tên mới của biểu"
    draw(st.sampled_from(files["roles.yaml"]["roles"]), label="role")["name"] = "Vai trò đổi tên"
    files["programme.yaml"]["name"] = "Chương trình đổi tên"


def _rewrite_outline(_draw: Any, files: Files) -> None:
    outline = files["outlines/bc.yaml"]
    outline["title"] = "Trích yếu mới"
    outline["sections"] = outline["sections"][::-1]
    outline["sections"][0]["heading"] = "ĐỀ MỤC MỚI"


def _add_cell(_draw: Any, files: Files) -> None:
    row = next(row for row in files["elements.csv"] if row["code"] == "CS90")
    files["elements.csv"].append(row | {"code": "CS77", "name": "Chỉ tiêu thêm"})
    files[FORM]["sections"][0]["cells"].insert(0, {"code": "Thêm", "element": "CS77"})


def _add_check(_draw: Any, files: Files) -> None:
    files[FORM].setdefault("checks", []).append({"rule": "within_history", "cells": ["Chung"], "hard": False})
    files[FORM]["narratives"] = [{"code": "result", "title": "Kết quả", "most": 300}]


def _change_unit(draw: Any, files: Files) -> None:
    rows = [row for row in files["elements.csv"] if ValueKind(row["kind"]) is not ValueKind.MONEY]
    draw(st.sampled_from(rows), label="element")["unit"] = "đợt"


def _add_option(_draw: Any, files: Files) -> None:
    for option_set in files["option_sets.yaml"]["option_sets"]:
        if option_set["code"] != "denominator":
            option_set["options"]["added"] = "lựa chọn thêm"


def _remove_option(draw: Any, files: Files) -> None:
    sets = [row for row in files["option_sets.yaml"]["option_sets"] if row["code"] != "denominator"]
    option_set = draw(st.sampled_from(sets), label="option set")
    code = draw(st.sampled_from([*option_set["options"]]), label="option")
    del option_set["options"][code]
    for combining, members in [*option_set.get("combines", {}).items()]:
        option_set["combines"][combining] = [member for member in members if member != code]
        if code == combining or members == [code]:
            del option_set["combines"]
    for name, form in files.items():
        if name.startswith("forms/"):
            _remove_cells(form, lambda cell: (cell.get("disaggregation") or {}).get(option_set["code"]) == code)


def _remove_cells(form: Row, is_removed: Callable[[Row], bool]) -> None:
    codes = {cell["code"] for cell in _list_cells(form) if is_removed(cell)}
    for section in form["sections"]:
        section["cells"] = [cell for cell in section["cells"] if cell["code"] not in codes]
        for cell in section["cells"]:
            if parts := [code for code in cell.pop("sum_of", []) if code not in codes]:
                cell["sum_of"] = parts
    form["sections"] = [section for section in form["sections"] if section["cells"]]
    form["checks"] = [check for check in form.get("checks", []) if not codes & {*check["cells"]}]


def _remove_element(draw: Any, files: Files) -> None:
    codes = [row["code"] for row in files["elements.csv"] if row["form"] == MAIN and row["code"] != "CS90"]
    code = draw(st.sampled_from(codes), label="element")
    _forget_elements(files, {code})


def _forget_elements(files: Files, codes: set[str]) -> None:
    files["elements.csv"] = [row for row in files["elements.csv"] if row["code"] not in codes]
    pattern = re.compile(rf"\{{({'|'.join(map(re.escape, codes))})\b")
    for name, content in files.items():
        if name.startswith("forms/"):
            _remove_cells(content, lambda cell: cell["element"] in codes)
        for section in content.get("sections", []) if name.startswith("outlines/") else ():
            section["sentences"] = [
                row for row in section.get("sentences", [])
                if not pattern.search(row if isinstance(row, str) else row["text"])
            ]  # fmt: skip
    for indicator in files["indicators.yaml"]["indicators"]:
        if codes & {*re.findall(r"\w+", f"{indicator['numerator']} {indicator.get('denominator', '')}")}:
            indicator["numerator"] = "CS90"
            if codes & {indicator.get("denominator", "")}:
                indicator["denominator"] = "4"
    for question in files.get("questions.yaml", {"questions": []})["questions"]:
        question["measures"] = [code for code in question["measures"] if code not in codes] or ["CS90"]


def _change_indicator(_draw: Any, files: Files) -> None:
    for indicator in files["indicators.yaml"]["indicators"]:
        indicator["numerator"] = f"{indicator['numerator']} + CS90"


def _close_form(_draw: Any, files: Files) -> None:
    """The third form, where there is one."""
    if files.pop(f"forms/{THIRD}.yaml", None) is None:
        return
    _forget_elements(files, {row["code"] for row in files["elements.csv"] if row["form"] == THIRD})
    for name, content in files.items():
        if name.startswith("outlines/"):
            content["annexes"] = [code for code in content.get("annexes", []) if code != THIRD]
    regimes = files["regimes.yaml"]["regimes"]
    files["regimes.yaml"]["regimes"] = [row for row in regimes if row["code"] != f"che-do-{THIRD}"]


def _change_schedule(draw: Any, files: Files) -> None:
    """Only what the regime says: lock and subject."""
    for regime in files["regimes.yaml"]["regimes"]:
        regime["subject"] = "Nội dung mới"
        regime["stages"][0]["lock_days"] = draw(st.sampled_from([0, 5, 400]), label="lock")


LENGTHS = [kind for kind in PeriodType if kind is not PeriodType.WEEK]  # no form changes to weeks or from them


def _change_length(draw: Any, files: Files) -> None:
    """Another length of the main form's periods, with a due day that suits each."""
    form, kind = files[FORM], draw(st.sampled_from(LENGTHS), label="length")
    form |= {"period_type": kind.value, "also_for": []}
    regime = next(row for row in files["regimes.yaml"]["regimes"] if row["code"] == f"che-do-{MAIN}")
    regime["period_types"] = [kind.value]
    for holder in (form, regime["stages"][0]):
        holder.pop("due", None)
        holder["due_days"] = 3


def _change_roles(draw: Any, files: Files) -> None:
    role = draw(st.sampled_from(files["roles.yaml"]["roles"]), label="role")
    if len(role["actions"]) > 1 and draw(st.booleans(), label="fewer rights"):
        role["actions"] = role["actions"][:1]
    else:
        files["roles.yaml"]["roles"].append(role | {"code": "added_role", "name": "Vai trò thêm"})


def _change_owners(draw: Any, files: Files) -> None:
    registers = files.get("registers.yaml", {"registers": []})["registers"]
    if len(registers) > 1 and draw(st.booleans(), label="fewer registers"):
        registers.pop()
    for row in registers:
        row["agencies"] = []


CHANGES: dict[str, Change] = {
    "names": _reword,
    "outline": _rewrite_outline,
    "a cell more": _add_cell,
    "a check more": _add_check,
    "a unit of measure": _change_unit,
    "an option more": _add_option,
    "an option less": _remove_option,
    "an element less": _remove_element,
    "an indicator's formula": _change_indicator,
    "a form less": _close_form,
    "a schedule": _change_schedule,
    "the length of periods": _change_length,
    "roles": _change_roles,
    "owners of registers": _change_owners,
}
