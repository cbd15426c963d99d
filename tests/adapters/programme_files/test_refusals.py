"""A defect in a programme is named by file, line and reason, and nothing of the programme is used."""

import shutil
from pathlib import Path

import pytest

from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.record import DefinitionError, DefinitionProblem
from sokehoach.apps.registers.core import catalogue
from sokehoach.apps.reporting.queries import registers
from sokehoach.apps.setup.services import programmes

SOUND = Path(__file__).resolve().parents[3] / "src/sokehoach/programmes/tuan_giao_2021"
MEASURES = registers.COUNTINGS
FUNCTIONS = {code: one.function for code, one in catalogue.get_product_registers().items()}
RE, RG = "registers.yaml", "regimes.yaml"
XA, CA, BC = "forms/01-XA.yaml", "forms/02-CA.yaml", "outlines/bc-ldtbxh.yaml"
LV, OS = "levels.yaml", "option_sets.yaml"
COMBINED = "neither: [no_prostitution, no_drugs]"
UB = "outlines/bc-ubnd.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a sound programme, to be spoilt."""
    return Path(shutil.copytree(SOUND, tmp_path / "programme"))


def plant(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old`, and tell the line on which `new` ends up."""
    path = folder / name
    text = path.read_text("utf-8")
    at = text.index(old)
    path.write_text(text[:at] + new + text[at + len(old) :], "utf-8")
    return text.count("\n", 0, at) + 1


def problems_of(folder: Path) -> list[DefinitionProblem]:
    with pytest.raises(DefinitionError) as refused:
        read_programme(folder, measures=MEASURES, actions=None, registers=FUNCTIONS)
    return refused.value.problems


def test_it_works(folder: Path) -> None:
    assert read_programme(folder, measures=MEASURES).code == "tuan_giao_2021"


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        # levels that contradict each other, or that nothing has
        (LV, "code: township", "code: commune", "trùng mã cấp «commune»"),
        (LV, "code: commune\n", "code: commune\n    counts_persons: yes\n", "số về người chỉ có ở cấp tổng hợp"),
        (LV, "code: commune\n", "code: commune\n    consolidates: yes\n", "ngang cấp này không tổng hợp số liệu"),
        (LV, "code: agency\n", "code: agency\n    consolidates: yes\n", "cấp trực thuộc không tổng hợp"),
        (LV, "rank: 1", "rank: first", "«rank» phải là số nguyên"),
        (LV, "name: xã", "names: xã", "trường lạ «names»"),
        (XA, "levels: [commune, township]", "levels: [commune, ward]", "«levels» là «ward», phải là một trong"),
        # checks over forms
        (XA, "[C3.3, C1]", "[C3.3, 99-XA/C1]", "không có biểu khác mã ấy"),
        (XA, "[C3.3, C1]", "[C3.3, 01-XA/C1]", "không có biểu khác mã ấy"),
        (XA, "[C3.3, C1]", "[C3.3, 08-TCKH/Z9]", "biểu 08-TCKH không có ô số ấy"),
        (XA, "[C3.3, C1]", "[C3.3, 02-CA/A1]", "hai biểu thuộc hai chức năng khác nhau"),
        (XA, "[C3.3, C1]", "[08-TCKH/A1, C1]", "chỉ dùng ở vị trí thứ hai"),
        (XA, "none_without, cells: [C3.3, C1]", "excluded_by, cells: [C3.3, 08-TCKH/A1]", "chỉ dùng ở vị trí thứ hai"),
        # codes that nothing has
        (XA, "element: CD02", "element: CD99", "không có chỉ tiêu «CD99»"),
        ("agencies.csv", "Sở Lao động - TB&XH tỉnh,", f"Sở {'rất ' * 60} dài,", "ký tự, nhiều nhất 200"),
        ("option_sets.yaml", "talk: Tuyên truyền", f"talk: {'rất ' * 50} tuyên truyền", "tên lựa chọn «talk» dài"),
        (RG, "start: {months_back: 1, day: 15}", "start: {months_back: 1, day: 31}", "ngày của mốc chốt số liệu"),
        (XA, "{kind: integrated}\n", "{kind: shouted}\n", "danh mục «kind» không có lựa chọn «shouted»"),
        (XA, "{content: harm}", "{colour: red}", "không có danh mục «colour»"),
        (XA, "{content: harm}", "{language: thai}", "chỉ tiêu TT01 không phân tổ theo «language»"),
        (XA, "register: activities", "register: diary", "không có sổ «diary»"),
        (XA, "measure: women", "measure: children", "sổ «activities» không có phép đếm «children»"),
        (XA, "cells: [B1.1, B1]", "cells: [B1.9, B1]", "ô «B1.9» không có trong biểu"),
        (XA, "sum_of: [D2.1, D2.2, D2.3]", "sum_of: [D2.1, D2.9]", "ô D2 cộng ô «D2.9» không có"),
        (CA, "codes: [099.CA]", "codes: [099.CAX]", "không có đơn vị mã «099.CAX»"),
        (BC, "{TT03} buổi", "{TT93} buổi", "{TT93}: không có chỉ tiêu «TT93»"),
        (BC, "{TT02:sex=female}", "{TT02:sex=male}", "{TT02:sex=male}: không biểu nào có ô này"),
        (RG, "forms: [02-CA]", "forms: [02-CB]", "không có biểu «02-CB»"),
        (RG, "receiver: 11.SOLDTBXH", "receiver: 11.SOYT", "không có đơn vị mã «11.SOYT»"),
        (UB, "follows: bc-ldtbxh", "follows: bc-xyz", "không có đề cương «bc-xyz» có mục riêng để theo"),
        (RG, "outlines: [bc-ldtbxh]", "outlines: [bc]", "không có đề cương «bc»"),
        ("map.csv", "03304,", "03305,", "không có đơn vị mã «03305»"),
        # indicators
        ("indicators.yaml", "numerator: TT13", "numerator: TT93", "không có chỉ tiêu «TT93»"),
        ("indicators.yaml", "numerator: TT13", "numerator: TT13 +", "biểu thức «TT13 +» sai từ chữ thứ 6"),
        ("indicators.yaml", "numerator: TT13", "numerator: KS03", "chỉ số theo từng đơn vị không lấy số đếm người"),
        ("indicators.yaml", "denominator: TH03", "denominator: GD02", "tử số và mẫu số lấy số của nhiều biểu"),
        ("indicators.yaml", "denominator: TH03", 'denominator: "@staff"', "không có mẫu số «staff»"),
        ("map.csv", ",21.591,", ",x,", "«latitude» phải là số độ từ −90 đến 90, không phải «x»"),
        # ready questions
        ("questions.yaml", "[TT01, TT02, TT03, TT05]", "[TT01, TT92]", "không có chỉ tiêu, chỉ số «TT92»"),
        ("questions.yaml", "[year-before, previous, this]", "[yesterday]", "không đọc được kỳ «yesterday»"),
        ("questions.yaml", "option_set: establishment_type", "option_set: colour", "không có danh mục «colour»"),
        ("questions.yaml", "columns: [period]", "columns: [measure]", "mỗi chiều chỉ đặt ở một chỗ"),
        # days that do not agree
        (RG, "due_days: 2", "due_days: 3",
         "biểu 02-CA hạn 2 ngày làm việc sau ngày chốt số liệu, cấp này 3 ngày"),
        (RG, "window: police", "window: nd09", "biểu 02-CA chốt số liệu theo «police», cấp này theo «nd09»"),
        (BC, "annexes: [01-XA, 02-CA", "annexes: [01-XA, 10-KHAC", "không có biểu «10-KHAC»"),
        (BC, "issuer: 099.LDTBXH", "issuer: 099.YT", "không có đơn vị mã «099.YT»"),
        ("roles.yaml", "actions: [plan.view, consolidate.view,", "actions: [plan.veiw, consolidate.view,",
         "không có việc «plan.veiw»"),
        ("units.csv", "UBND xã Ta Ma,commune,099", "UBND xã Ta Ma,commune,990", "không có đơn vị mã «990»"),
        ("units.csv", "2025-07-01,03244,", "2025-07-01,03240,", "không có đơn vị mã «03240»"),
        ("agencies.csv", "UBND huyện Tuần Giáo,099,", "UBND huyện Tuần Giáo,990,", "không có đơn vị mã «990»"),
        ("groups.yaml", "099.HND, 099.HCCB, 099.LDLD]", "099.HND, 099.HCCX]", "không có đơn vị mã «099.HCCX»"),
        ("programme.yaml", "standing_office: 099.LDTBXH", "standing_office: 099.X", "không có đơn vị mã «099.X»"),
        ("elements.csv", ",no,kind;content,", ",no,kind;colour;content,", "không có danh mục «colour»"),
        (XA, "counting_window: nd09", "counting_window: lunar", "không có cách chốt số liệu «lunar»"),
        (XA, "- code: situation", "- code: mood", "không đề cương nào có mục «mood»"),
        (XA, "measure: sessions, where: {kind: integrated}", "measure: sessions, where: {sanction: fine}",
         "sổ «activities» không lọc được theo «sanction»"),
        (XA, "measure: women,", "measure: women, units: [099.CAX],", "không có đơn vị mã «099.CAX»"),
        # who keeps which register
        (RE, "code: activities", "code: diary", "phần mềm không có sổ «diary»"),
        (RE, "function: enforcement", "function: support", "sổ «inspections» thuộc chức năng enforcement"),
        (RE, "function: general", "function: enforcement", "không giữ sổ của nhóm bảo mật «enforcement»"),
        (RE, "[099.LDTBXH,", "[099.LDTBXX,", "không có đơn vị mã «099.LDTBXX»"),
        (RE, "levels: [commune, township]", "levels: [hamlet]", "«levels» là «hamlet»"),
        (RE, "    source: Kế hoạch III.2", "    sauce: Kế hoạch III.2", "trường lạ «sauce»"),
        # schemes of points
        ("criteria.yaml", "threshold: 70", "threshold: 101", "điểm đạt phải từ 1 đến tổng điểm 100"),
        # keys that stand twice
        (XA, "{code: A2,", "{code: A1,", "trùng mã ô «A1»"),
        (XA, "element: CD09}", "element: CD08}", "ô A9 trùng chỉ tiêu và phân tổ với ô A8"),
        (XA, "- code: directions", "- code: result", "trùng ô nhận xét «result»"),
        (CA, "code: 02-CA", "code: 01-XA", "trùng mã biểu «01-XA»"),
        ("option_sets.yaml", "      law: Chính", "      harm: Chính", "trùng khóa «harm»"),
        ("option_sets.yaml", "  - code: sanction", "  - code: sex", "trùng mã danh mục «sex»"),
        (OS, "within: establishment_type\n", "within: establishment_subkind\n", "«within» phải là một danh mục khác"),
        (OS, "within: establishment_type\n", "within: kinds\n", "«within» phải là một danh mục khác"),
        (OS, "    within: establishment_type\n", "", "«within» và «belongs» đi cùng nhau"),
        (OS, "lodging: [hotel,", "lodgings: [hotel,", "danh mục «establishment_type» không có lựa chọn «lodgings»"),
        (OS, "other: [restaurant,", "other: [hotel,", "nhiều nhất một lần, không phải «hotel»"),
        (OS, "other: [restaurant,", "other: [bar,", "nhiều nhất một lần, không phải «bar»"),
        (OS, "other: [restaurant, cafe, hair_spa]", "other: []", "nhiều nhất một lần"),
        (OS, COMBINED, "neither: [no_prostitution, no_games]", "tự nó không gồm lựa chọn nào, không phải «no_games»"),
        (OS, COMBINED, "neither: [no_drugs, no_drugs]", "tự nó không gồm lựa chọn nào, không phải «no_drugs»"),
        (OS, COMBINED, "neither: [neither]", "tự nó không gồm lựa chọn nào, không phải «neither»"),
        (OS, COMBINED, "neither: []", "tự nó không gồm lựa chọn nào, không phải «»"),
        (OS, COMBINED, "all: [no_drugs]", "tự nó không gồm lựa chọn nào, không phải «all»"),
        (OS, COMBINED, "neither: [no_drugs]\n      no_drugs: [no_prostitution]", "không phải «no_drugs»"),
        (XA, "measure: no_drugs}}", "measure: no_games}}", "sổ «assessment» không có phép đếm «no_games»"),
        ("roles.yaml", "levels: [province]", "levels: [region]",
         "«levels» là «region», phải là một trong: province, district, commune, township, agency"),
        ("roles.yaml", "- code: superior", "- code: leader", "trùng mã vai trò «leader»"),
        ("groups.yaml", "- code: unions", "- code: communes", "trùng mã nhóm «communes»"),
        # what a form and its elements owe each other
        (XA, "{code: A8, element: CD08}", "{code: A8}", "ô A8 không có chỉ tiêu"),
        (XA, "sum_of: [D2.1,", "sum_of: [D2, D2.1,", "ô D2 tự cộng chính nó"),
        (XA, "cells: [B1, B2]}", "cells: [B1, B2, B3]}", "required_with không dùng với 3 ô"),
        (XA, "reporters: {levels: [commune, township]}", "reporters: {}", "không có đơn vị nào phải báo cáo"),
        (XA, "due_days: 2", "due_days: 0", "ít nhất 01 ngày làm việc"),
        # windows, due rules and longer periods
        (XA, "due_days: 2", "due: {day: 10}", "ít nhất 01 ngày làm việc"),
        (XA, "due_days: 2", "due: {day: 32}", "thời hạn gửi không phải là ngày có thật"),
        (XA, "due_days: 2", "due: {dates: [20/12]}", "mỗi kỳ báo cáo 6 tháng phải có một hạn riêng"),
        (XA, "due_days: 2", "due: {dates: [20-6]}", "«20-6» phải là ngày và tháng, dạng 20/6"),
        (XA, "due_days: 2", "due: {day: 25, month: 6}", "trường lạ «month»"),
        (XA, "also_for: [year]", "also_for: [nine-month]", "kỳ «nine-month» không gồm trọn các kỳ «six-month»"),
        (RG, "start: {months_back: 1, day: 15}", "start: {months_back: 1, day: 30}", "phải từ 1 đến 28"),
        (RG, "start: {months_back: 1, day: 15}", "begin: {months_back: 1, day: 15}", "trường lạ «begin»"),
        (RG, "- code: police", "- code: nd09", "trùng mã cách chốt số liệu «nd09»"),
        # words that are none of the list, fields that are missing or misspelt
        ("elements.csv", "xã,flag,stock,last", "xã,maybe,stock,last", "«kind» là «maybe»"),
        ("elements.csv", "xã,flag,stock,last", "xã,flag,stock,sum", "không cộng theo thời gian"),
        ("elements.csv", "general,01-XA,no,,VI.10,", "general,01-XA,perhaps,,VI.10,", "phải là yes hoặc no"),
        ("elements.csv", "general,01-XA,no,,II.2,Kế", "general,10-KHAC,no,,II.2,Kế", "không có biểu «10-KHAC»"),
        ("units.csv", "2012-08-25", "25/8/2012", "phải là ngày dạng 2021-06-14"),
        ("units.csv", ",township,", ",town,", "«level» là «town»"),
        (XA, "rule: required_with", "rule: wanted_with", "«rule» là «wanted_with»"),
        (XA, "function: general", "function: secret", "«function» là «secret»"),
        (XA, "label: \"trong đó: nữ\"", "lable: \"trong đó: nữ\"", "trường lạ «lable»"),
        (BC, "{TT03} buổi", "{TT03 buổi", "dấu ngoặc nhọn không phải chỗ điền số"),
        (BC, "{quan_triet so", "{quan_tri so", "không có chỉ số «quan_tri»"),
        (BC, "symbol: /BC-LĐTBXH\n", "symbol:\n", "thiếu «symbol»"),
        ("programme.yaml", 'unit: "099"', "unit: 99", "«unit» phải là chữ"),
        ("programme.yaml", "sample_plan: sample_plan.txt", "sample_plan: ../plan.txt", "phải là tên tệp trong"),
        ("programme.yaml", "valid_from: 2021-01-01", "valid_from: 2021-13-01", "không đọc được giá trị"),
    ],
)  # fmt: skip
def test_a_defect_is_named_by_file_line_and_reason(folder: Path, name: str, old: str, new: str, reason: str) -> None:
    line = plant(folder, name, old, new)
    found = problems_of(folder)
    assert [
        problem for problem in found if (problem.file, problem.line) == (name, line) and reason in problem.reason
    ], found


def test_an_element_stands_twice(folder: Path) -> None:
    line = plant(folder, "elements.csv", "CD02,", "CD01,")
    assert DefinitionProblem("elements.csv", line, "trùng mã chỉ tiêu «CD01»") in problems_of(folder)


def test_an_element_that_no_cell_of_its_form_holds(folder: Path) -> None:
    plant(folder, XA, "      - {code: A9, element: CD09}\n", "")
    plant(folder, BC, "{CD09} đội công tác", "{CD08} đội công tác")
    rows = (folder / "elements.csv").read_text("utf-8").splitlines()
    line = next(number for number, row in enumerate(rows, 1) if row.startswith("CD09"))
    assert problems_of(folder) == [
        DefinitionProblem("elements.csv", line, "biểu 01-XA không có ô nào của chỉ tiêu CD09")
    ]


def test_a_cell_counts_an_element_of_another_form(folder: Path) -> None:
    """The wall too: a figure of the police form cannot be asked of a commune."""
    cell = "{code: A9, element: CD09}"
    line = plant(folder, XA, cell, f"{cell}\n      - {{code: A10, element: VV01}}") + 1
    assert problems_of(folder) == [DefinitionProblem(XA, line, "chỉ tiêu VV01 thuộc biểu 02-CA, không thuộc 01-XA")]


def test_communes_count_no_persons_and_nothing_walled(folder: Path) -> None:
    line = plant(folder, "elements.csv", "general,01-XA,no,,VI.10,", "support,01-XA,yes,,VI.10,")
    found = [one for one in problems_of(folder) if one.file == "elements.csv"]
    assert [(problem.line, problem.reason) for problem in found] == [
        (line, "biểu 01-XA của cấp xã, thị trấn không được có số của nhóm bảo mật «support»"),
        (line, "biểu 01-XA của cấp xã, thị trấn không được đếm người"),
        (line, "chỉ tiêu thuộc chức năng support, biểu 01-XA thuộc general"),
    ]


def test_the_commune_police_make_a_form_a_commune_form(folder: Path) -> None:
    plant(folder, "agencies.csv", "099.D178,", "03304.CA,Công an xã Tênh Phông,Công an xã,Công an xã Tênh Phông,"
          "03304,enforcement,no,,2004-01-01,2025-07-01,giả định\n099.D178,")  # fmt: skip
    assert read_programme(folder).code == "tuan_giao_2021"
    plant(folder, CA, "codes: [099.CA]", "codes: [099.CA, 03304.CA]")
    assert "biểu 02-CA của cấp xã không được đếm người" in {problem.reason for problem in problems_of(folder)}


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        # the successor of 2025 must not begin while the old commune of the same code is there
        ("units.csv", "Xã Tuần Giáo,Tuần Giáo,UBND xã Tuần Giáo,commune,11,2025-07-01",
         "Xã Tuần Giáo,Tuần Giáo,UBND xã Tuần Giáo,commune,11,2025-06-30",
         "trùng thời gian với phiên bản từ 01/01/2004 của cùng mã"),
        # an agency does not outlive its district
        ("agencies.csv", "2025-07-01,Kế hoạch VI.2", ",Kế hoạch VI.2", "099 không tồn tại vào ngày 01/07/2025"),
        ("elements.csv", "CD02,Văn bản chỉ đạo khác,", "CD02,", "dòng có 12 cột, phải là 13"),
    ],
)  # fmt: skip
def test_one_wrong_row_is_one_problem(folder: Path, name: str, old: str, new: str, reason: str) -> None:
    line = plant(folder, name, old, new)
    [problem] = problems_of(folder)
    assert (problem.file, problem.line) == (name, line)
    assert reason in problem.reason


@pytest.mark.parametrize(
    ("name", "old", "new", "reason"),
    [
        ("elements.csv", "CD02,Văn bản chỉ đạo khác,", "CD02,", "dòng có 12 cột, phải là 13"),
        ("agencies.csv", "Công an huyện,", "Công an, huyện,", "dòng có 12 cột, phải là 11"),
        ("units.csv", "UBND xã Ta Ma,commune", "UBND xã, Ta Ma,commune", "dòng có 13 cột, phải là 12"),
    ],
)
def test_a_row_of_wrong_width_hides_no_other_problem(folder: Path, name: str, old: str, new: str, reason: str) -> None:
    line = plant(folder, name, old, new)
    indicator_line = plant(folder, "indicators.yaml", "numerator: TT13", "numerator: TT93")
    form_line = plant(folder, XA, "[C3.3, C1]", "[C3.3, 99-XA/C1]")
    found = {(problem.file, problem.line): problem.reason for problem in problems_of(folder)}
    assert found.keys() == {(name, line), ("indicators.yaml", indicator_line), (XA, form_line)}
    assert found[name, line] == reason


def test_a_column_is_missing(folder: Path) -> None:
    plant(folder, "elements.csv", "over_place,", "")
    plant(folder, "agencies.csv", "asked", "begged")
    found = [problem for problem in problems_of(folder) if problem.line == 1]
    assert found == [
        DefinitionProblem("agencies.csv", 1, "cột lạ «begged»"),
        DefinitionProblem("agencies.csv", 1, "thiếu cột «asked»"),
        DefinitionProblem("elements.csv", 1, "thiếu cột «over_place»"),
    ]


def test_yaml_that_cannot_be_parsed(folder: Path) -> None:
    line = plant(folder, XA, "{code: A8, element: CD08}", "{code: A8, element: CD08")
    [problem] = problems_of(folder)
    assert (problem.file, problem.reason) == (XA, "sai cú pháp YAML")
    assert line <= problem.line <= line + 1


def test_an_alias_of_yaml_is_refused(folder: Path) -> None:
    """Nested aliases make gigabytes out of a few lines; the line told is that of the anchor."""
    line = plant(folder, "roles.yaml", "    functions: [general]", "    functions: &all [general]")
    plant(folder, "roles.yaml", "    functions: [general]", "    functions: *all")
    assert DefinitionProblem("roles.yaml", line, "không dùng bí danh (&, *) của YAML") in problems_of(folder)


def test_a_file_is_missing_or_is_no_text(folder: Path) -> None:
    (folder / "agencies.csv").unlink()
    (folder / "roles.yaml").write_bytes(b"\xff\xfe\x00photo")
    (folder / "sample_plan.txt").unlink()
    assert problems_of(folder) == [
        DefinitionProblem("agencies.csv", 1, "thiếu tệp này"),
        DefinitionProblem("roles.yaml", 1, "không đọc được: tệp phải là chữ mã hóa UTF-8"),
        DefinitionProblem("sample_plan.txt", 1, "thiếu tệp này"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("due_days: 4", "due_days: 2", "thời hạn của cấp trên phải sau thời hạn của cấp dưới"),
        ("period_types: [six-month, year]", "period_types: [year]", "chế độ báo cáo không có kỳ này"),
        ("levels: [commune, township]", "levels: [commune]", "biểu 01-XA có đơn vị báo cáo «township»"),
        ("subject: Tình", "subject: ''  # Tình", "thiếu «Nội dung yêu cầu báo cáo»"),
        ("forms: [02-CA]", "forms: []", "không chế độ báo cáo nào có biểu «02-CA»"),
    ],
)
def test_a_reporting_schedule_that_the_decree_or_its_forms_contradict(
    folder: Path, old: str, new: str, reason: str
) -> None:
    plant(folder, RG, old, new)
    assert any(reason in problem.reason for problem in problems_of(folder))


def test_an_empty_folder(tmp_path: Path) -> None:
    assert len(problems_of(tmp_path)) == 9
    assert {problem.reason for problem in problems_of(tmp_path)} == {"thiếu tệp này"}


def test_an_action_that_the_product_does_not_grant(folder: Path) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_programme(folder, actions={"plan.view": ""})
    assert len(refused.value.problems) == 22
    assert "phần mềm không có việc «plan.import»" in {problem.reason for problem in refused.value.problems}


def test_a_register_without_the_option_sets_that_it_needs(folder: Path) -> None:
    plant(folder, "option_sets.yaml", "code: budget_source\n", "code: other\n")
    with pytest.raises(DefinitionError) as refused:
        programmes.read_programme(folder)
    reason = "sổ «budget» cần danh mục «budget_source», bộ dữ liệu không có"
    assert reason in {problem.reason for problem in refused.value.problems if problem.file == RE}


def test_a_role_that_may_not_see_what_it_does(folder: Path) -> None:
    line = plant(folder, "roles.yaml", "actions: [register.view, register.edit]", "actions: [register.edit]")
    with pytest.raises(DefinitionError) as refused:
        programmes.read_programme(folder)
    reason = "vai trò có việc «register.edit» thì phải có «register.view»"
    assert refused.value.problems == [DefinitionProblem("roles.yaml", line, reason)]


def test_all_problems_are_told_at_once_in_order(folder: Path) -> None:
    plant(folder, XA, "element: CD02", "element: CD99")
    plant(folder, "units.csv", "UBND xã Ta Ma,commune,099", "UBND xã Ta Ma,commune,990")
    plant(folder, "roles.yaml", "actions: [plan.view, consolidate.view,", "actions: [x, consolidate.view,")
    found = problems_of(folder)
    assert {problem.file for problem in found} >= {XA, "units.csv", "roles.yaml"}
    assert found == sorted(found)
    assert str(found[-1]).startswith("units.csv:")


def test_a_form_may_print_what_another_form_of_its_side_owns(folder: Path) -> None:
    """Entered once, printed twice: reporting takes the number from the owning form."""
    plant(folder, "forms/05-LDTBXH.yaml", "      - {code:", "      - {code: Z9, element: CD09}\n      - {code:")
    assert read_programme(folder, measures=MEASURES).code == "tuan_giao_2021"
