"""Codes that change are followed through all files of a programme; nothing else is written anew."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from sokehoach.adapters.programme_files import uids
from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.adapters.programme_files.code_renaming import CodeKind, rename_cells, rename_codes
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.renamed_definition import rename_definition
from sokehoach.adapters.programme_files.shipped import SHIPPED
from sokehoach.adapters.programme_files.tables import parse_table, replace_row
from sokehoach.adapters.programme_files.yaml_lists import YamlListError
from sokehoach.adapters.programme_files.yaml_tables import ListRow, read_head, read_list, rewrite_head, rewrite_list
from sokehoach.domain.programmes.difference import compare_definitions

FOLDERS = sorted(folder for folder in SHIPPED.iterdir() if folder.is_dir())


def read_folder(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*.*")}


OWN_LISTS = {
    CodeKind.ELEMENT: ("elements.csv", ()),
    CodeKind.INDICATOR: ("indicators.yaml", ("indicators",)),
}


def rename_own(files: Mapping[str, str], kind: CodeKind, names: Mapping[str, str]) -> dict[str, str]:
    """The files with other codes of the things themselves, which nothing follows yet."""
    if kind in (CodeKind.FORM, CodeKind.OUTLINE):
        folder = "forms/" if kind is CodeKind.FORM else "outlines/"
        return dict(files) | {
            name: rewrite_head(text, {**head, "code": names[head["code"]]})
            for name, text in files.items()
            if name.startswith(folder) and (head := read_head(text))
        }
    file, path = OWN_LISTS[kind]
    if kind is CodeKind.ELEMENT:
        text = files[file]
        for row in reversed(parse_table(text).rows):
            text = replace_row(text, row.line, [names[row.values[0]], *row.values[1:]])
        return {**files, file: text}
    items = [item.content for item in read_list(files[file], path)]
    rows = [
        ListRow(number, {**item, "code": names.get(item["code"], item["code"])}) for number, item in enumerate(items)
    ]
    return {**files, file: rewrite_list(files[file], path, rows)}


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
@pytest.mark.parametrize("kind", [kind for kind in CodeKind if kind is not CodeKind.CELL])
def test_all_codes_of_a_kind_are_followed_and_come_back(folder: Path, kind: CodeKind) -> None:
    files = read_folder(folder)
    programme = read_programme(files)
    codes = uids.list_codes(programme)[kind]
    if kind is CodeKind.INDICATOR:  # without shares of percentages, which no file defines
        codes = [item.content["code"] for item in read_list(files["indicators.yaml"], ("indicators",))]
    names = {code: f"Z{number}" for number, code in enumerate(codes)}
    own_files = rename_own(files, kind, names)
    changes = rename_codes(own_files, kind, names)
    renamed = read_programme(own_files | changes)  # raises for a code that nothing has
    assert uids.list_codes(renamed)[kind][: len(codes)] == [*names.values()]
    for name in changes:
        assert len(own_files[name].split("\n")) == len(changes[name].split("\n")), name
    sections = {CodeKind.OUTLINE: "reports"}
    plain = json.loads(canonicalize(programme).text)
    plain_now = rename_definition(plain, {sections.get(kind, f"{kind}s"): names})
    expected = json.loads(canonicalize(renamed).text)
    # Shares of percentages go by the code of their element, and come again beside an indicator that had their code.
    left_out = {"english", *({"indicators", "questions", "reports"} if kind is CodeKind.ELEMENT else ())}
    left_out |= {"indicators"} if kind is CodeKind.INDICATOR else set()
    assert {change.section for change in compare_definitions(plain_now, expected).changes} <= left_out
    back = own_files | changes
    back |= rename_codes(back, kind, {code_now: code for code, code_now in names.items()})
    for name, text in own_files.items():  # of a changed row a table loses quotation marks that it does not need
        assert back[name] == text or parse_table(back[name]).list_records() == parse_table(text).list_records()


def test_the_share_of_a_percentage_follows_its_code() -> None:
    files = {"targets.csv": "indicator,value\nty_le_dv01,80\n", "indicators.yaml": "indicators: []\n"}
    assert rename_codes(files, CodeKind.ELEMENT, {"DV01": "DV02"})["targets.csv"].endswith("ty_le_dv02,80\n")
    files["indicators.yaml"] = "indicators:\n  - code: ty_le_dv01\n"
    assert rename_codes(files, CodeKind.ELEMENT, {"DV01": "DV02"}) == {}, "one that a file defines keeps its code"


def test_a_cell_is_followed_by_sums_checks_and_other_forms() -> None:
    form = """code: F1
sections:
  - code: A
    cells:
      - {code: A1, element: X1}
      - {code: A1.1, element: X2}
      - {code: A2, sum_of: [A1, A1.1, A1.2]}  # A1 in a comment stays
checks:
  - {rule: part_within_whole, cells: [A1.1, "A1"]}
  - {rule: part_within_whole, cells: [A1.2, A3]}
"""
    other = "code: F2\nchecks:\n  - {rule: none_without, cells: [A1, F1/A1]}\n"
    names = {"A1": "B1", "A1.1": "A1.1", "A2": "A2"}
    changes = rename_cells({"forms/F1.yaml": form, "forms/F2.yaml": other}, "forms/F1.yaml", "F1", names)
    assert changes["forms/F2.yaml"] == other.replace("F1/A1", "F1/B1")
    assert "sum_of: [B1, A1.1, B1.2]}  # A1 in a comment stays" in changes["forms/F1.yaml"]
    assert 'cells: [A1.1, "B1"]' in changes["forms/F1.yaml"]
    assert "cells: [B1.2, A3]" in changes["forms/F1.yaml"]
    assert "{code: A1, element: X1}" in changes["forms/F1.yaml"], "its own code is written by its table"


def test_a_text_of_several_lines_and_one_like_a_number_are_written_in_quotation_marks() -> None:
    sentences = "      - |\n        Có {CS01}\n        cơ sở.\n      - Còn {CS02}.\n"
    outline = f"code: o\nsections:\n  - sentences:\n{sentences}annexes: [01]\n"
    changes = rename_codes({"outlines/o.yaml": outline}, CodeKind.ELEMENT, {"CS01": "CS09"})
    assert '- "Có {CS09}\\ncơ sở.\\n"\n      - Còn {CS02}.' in changes["outlines/o.yaml"]
    changes = rename_codes({"outlines/o.yaml": outline}, CodeKind.FORM, {"01": "02"})
    assert changes["outlines/o.yaml"].endswith('annexes: ["02"]\n')


def test_a_file_that_cannot_be_read_refuses_the_renaming() -> None:
    files = {"regimes.yaml": "regimes:\n  - stages: [{forms: [F1]\n"}
    with pytest.raises(YamlListError, match=r"«regimes\.yaml» nhắc mã cũ"):
        rename_codes(files, CodeKind.FORM, {"F1": "F2"})
    assert rename_codes(files, CodeKind.FORM, {"F3": "F2"}) == {}, "it does not name it"
