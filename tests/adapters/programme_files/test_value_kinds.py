"""Elements of each kind of value as an author writes them, and what is refused."""

import csv
import shutil
from pathlib import Path

import pytest

from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.domain.indicators.level import Change, ChangeReference, LevelRule
from sokehoach.domain.reporting.form import Check, Rule
from tests.adapters.programme_files.test_refusals import SOUND, XA, plant

CELLS = "      - {code: A9, element: CD09}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "programme"))


def add_element(folder: Path, **columns: str) -> None:
    """An element of the commune's form, with one cell A10."""
    with (folder / "elements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    usual = {
        **rows[0], "code": "TN01", "name": "Hộ vay vốn", "unit": "hộ", "kind": "percentage", "nature": "flow",
        "over_time": "sum", "clauses": "", "decimals": "",
    }  # fmt: skip
    with (folder / "elements.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, usual)
        writer.writeheader()
        writer.writerows({**row, "decimals": ""} for row in rows)
        writer.writerow({**usual, **columns})
    plant(folder, XA, CELLS, f"{CELLS}      - {{code: A10, element: TN01}}\n")


def test_a_percentage_gets_two_cells_its_checks_and_its_indicator(folder: Path) -> None:
    add_element(folder)
    programme = read_programme(folder)
    form = next(form for form in programme.forms if form.code == "01-XA")
    assert [(cell.code, cell.disaggregation, cell.label) for cell in form.cells if cell.element == "TN01"] == [
        ("A10.1", "side=part", "Hộ vay vốn: tử số"),
        ("A10.2", "side=whole", "Hộ vay vốn: mẫu số"),
    ]
    assert Check(Rule.PART_WITHIN_WHOLE, ("A10.1", "A10.2")) in form.checks
    (share,) = (indicator for indicator in programme.indicators if indicator.code == "ty_le_tn01")
    assert (share.numerator.text, share.denominator.text) == ("TN01{side=part}", "TN01{side=whole}")
    assert [row.name for row in programme.option_sets if row.code == "side"] == ["Tử số và mẫu số"]


def test_its_author_may_write_the_cells_and_say_that_it_may_exceed_the_whole(folder: Path) -> None:
    add_element(folder)
    cells = [
        '      - {code: A10, element: TN01, disaggregation: {side: part}, label: "đã thực hiện"}\n',
        '      - {code: A11, element: TN01, disaggregation: {side: whole}, label: "kế hoạch giao"}\n',
    ]
    plant(folder, XA, "      - {code: A10, element: TN01}\n", "".join(cells))
    plant(folder, XA, "checks:\n", "checks:\n  - {rule: part_within_whole, cells: [A10, A11], hard: no}\n")
    form = next(form for form in read_programme(folder).forms if form.code == "01-XA")
    within = [check for check in form.checks if check.cells == ("A10", "A11")]
    assert [(check.rule, check.hard) for check in within] == [
        (Rule.PART_WITHIN_WHOLE, False),
        (Rule.REQUIRED_WITH, True),
    ]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"over_place": "last"}, "gộp theo địa bàn bằng sum"),
        ({"kind": "decimal", "decimals": "4"}, "«decimals» từ 0 đến 3"),
        ({"kind": "decimal", "decimals": "hai"}, "«decimals» phải là số nguyên"),
        ({"kind": "choice", "nature": "stock", "over_time": "last"}, "đúng một danh mục"),
        ({"kind": "choice", "over_time": "sum", "disaggregations": "content"}, "không cộng theo thời gian"),
        ({"disaggregations": "content"}, "tỷ lệ không phân tổ"),
    ],
)
def test_an_element_that_could_not_be_added_up_is_refused(folder: Path, columns: dict[str, str], reason: str) -> None:
    add_element(folder, **columns)
    with pytest.raises(DefinitionError) as refused:
        read_programme(folder)
    assert reason in str(refused.value)


def test_a_percentage_with_one_of_its_cells_is_refused(folder: Path) -> None:
    add_element(folder)
    plant(folder, XA, "{code: A10, element: TN01}", "{code: A10, element: TN01, disaggregation: {side: part}}")
    with pytest.raises(DefinitionError, match="phải có đủ 2 ô, nay có 1"):
        read_programme(folder)


def test_a_cell_of_several_numbers_has_no_single_source(folder: Path) -> None:
    add_element(folder)
    plant(folder, XA, "{code: A10, element: TN01}", "{code: A10, element: TN01, sum_of: [A8, A9]}")
    with pytest.raises(DefinitionError, match="A10 là nhiều số"):
        read_programme(folder)


LEVELS = """indicators:
  - {code: ty_suat, name: Tỷ suất, numerator: TT01, denominator: CD02, per: "1000", on_map: no, words: [], source: x}
  - {code: tang, name: Tăng, numerator: TT01, per: none, change: rise_percent, on_map: no, words: [], source: x}
  - {code: giam, name: Giảm, numerator: TT01, per: none, change: fall, compared_with: baseline, on_map: no, words: [],
     source: x}
"""


def test_an_indicator_says_how_its_level_is_computed(folder: Path) -> None:
    plant(folder, "indicators.yaml", "indicators:\n", LEVELS)
    found = {indicator.code: indicator for indicator in read_programme(folder).indicators}
    assert found["ty_suat"].rule == LevelRule(1000)
    assert found["tang"].rule == LevelRule(None, Change.RISE_PERCENT)
    assert found["tang"].denominator.text == "1"
    assert found["giam"].rule == LevelRule(None, Change.FALL, ChangeReference.BASELINE)
    assert found["quan_triet"].rule == LevelRule()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('per: "1000"', 'per: "7"', "«per» là «7», phải là một trong: 1, 100, 1000, 10000, 100000, none"),
        ("change: fall", "change: less", "«change» là «less»"),
        ('per: "1000", on_map: no', 'per: "1000", on_map: yes', "bản đồ chỉ vẽ tỷ lệ phần trăm"),
        ('denominator: CD02, per: "1000"', 'per: "1000"', "thiếu «denominator»"),
    ],
)
def test_a_level_that_cannot_be_computed_is_refused(folder: Path, old: str, new: str, reason: str) -> None:
    plant(folder, "indicators.yaml", "indicators:\n", LEVELS.replace(old, new))
    with pytest.raises(DefinitionError) as refused:
        read_programme(folder)
    assert reason in str(refused.value)
