"""A whole trial of a shipped programme. In it units write into registers; what they count reaches cells, sheet and the
report of the longer period.
"""

import functools
import io
import re
import zipfile

import pytest

from sokehoach.adapters.programme_files.register_files import read_draft_types
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.setup.services import drafts
from sokehoach.apps.setup.trial.outcome import TrialOutcome
from tests.apps.setup.test_trials import ROLES, read_files, try_out
from tests.domain.registers.test_invented_entries import find_problems, invent
from tests.factories.definitions.registers import MODULE_REGISTER
from tests.factories.quang_ngai import DIGITAL, DRUGS, FIRST, FOLDERS


def test_invented_entries_of_every_shipped_register_keep_its_rules() -> None:
    count = 0
    for code in FOLDERS:
        for register in read_draft_types(read_files(code), get_product_registers())[0].values():
            for number in range(1, 10):
                assert not find_problems(register, invent(register, number)), register.code
                count += 1
    assert count >= 90


@functools.cache
def try_out_whole(code: str) -> TrialOutcome:
    """With all units that a trial lets report; both tests look at what it says of this programme."""
    return try_out(read_files(code))


@pytest.mark.django_db
@pytest.mark.usefixtures("trial_clock")
@pytest.mark.sweep
@pytest.mark.parametrize("code", [FIRST, DRUGS, DIGITAL])
def test_every_form_of_a_shipped_programme_is_reported_consolidated_and_written(code: str) -> None:
    outcome = try_out_whole(code)
    assert outcome.faults == ()
    tried = [[form for form in outcome.forms if form.code == code] for code in {form.code for form in outcome.forms}]
    assert all(form.units for form in outcome.forms)
    assert all(len(form.units) == min(form.owed, 10) for forms in tried for form in forms[:2]), "later kinds: a few"
    keys = {page.key for page in outcome.pages}
    for form in outcome.forms:
        assert {f"bieu-{form.code}-moi.html", f"bieu-{form.code}.html", f"tong-hop-{form.code}.html"} <= keys
    assert any(key.startswith("vai-tro-") for key in keys)
    assert outcome.documents
    for page in outcome.pages:
        assert "Số liệu giả định." in outcome.files[page.key].decode(), page.key
    for document in outcome.documents:
        with zipfile.ZipFile(io.BytesIO(outcome.files[document.key])) as word:
            texts = [word.read(name).decode() for name in word.namelist() if name.startswith("word/")]
        assert any("mọi số liệu là số liệu giả định" in text for text in texts)


@pytest.mark.django_db
@pytest.mark.usefixtures("trial_clock")
@pytest.mark.sweep
def test_units_write_into_registers_whose_figures_reach_cells_sheet_and_the_longer_report() -> None:
    outcome = try_out_whole(DIGITAL)
    registers = {register.code: register for register in outcome.registers}
    assert registers.keys() == {"lop_ky_nang_so", "hoc_vien_lop", "diem_dich_vu_cong", "trang_thai_diem"}
    units = next(form.units for form in outcome.forms if form.code == "01-CDS")
    quarters = 4
    for register in registers.values():
        assert register.units == units
        assert len(units) < register.entries <= 3 * len(units) * quarters
    assert "01-CDS A7" in registers["trang_thai_diem"].cells
    assert {"01-CDS B3", "01-CDS B3.1"} <= set(registers["hoc_vien_lop"].cells)
    assert "Dòng giả định" in outcome.files["so-lop_ky_nang_so.html"].decode()
    periods = {form.period for form in outcome.forms if form.code == "01-CDS"}
    assert periods == {"quý I năm 2026", "năm 2026"}
    sheet = outcome.files["tong-hop-01-CDS-2026.html"].decode()
    assert "năm 2026" in sheet
    assert {"bc-ubnd-2026Q1.docx", "bc-ubnd-2026.docx"} <= {document.key for document in outcome.documents}


@pytest.mark.django_db
@pytest.mark.usefixtures("trial_clock", "few_units")
@pytest.mark.sweep
def test_a_register_whose_rules_no_entry_passes_is_named_with_its_file() -> None:
    files = read_files(DIGITAL)
    path = "registers/hoc_vien_lop.yaml"
    contradiction = "  - {rule: one_positive, fields: [women], message: Phải có nữ.}\n"
    never = "  - {rule: at_most, fields: [learners], other: women, message: Không quá số nữ.}\n"
    less = "  - {rule: sum_at_most, fields: [learners, women], other: learners, message: Nữ phải là 0.}\n"
    files[path] = (
        files[path]
        .replace("constraints:\n", "constraints:\n" + contradiction + never + less, 1)
        .replace("label: Trong đó nữ, kind: number, required: no", "label: Trong đó nữ, kind: number", 1)
    )
    assert not drafts.find_problems(files, DIGITAL)
    outcome = try_out(files)
    (fault,) = outcome.faults
    assert fault.file == path
    assert "không dòng giả định nào qua được quy tắc của sổ này" in str(fault.reason)
    assert "hoc_vien_lop" not in {register.code for register in outcome.registers}
    assert all(form.units for form in outcome.forms), "forms are tried all the same"


@pytest.mark.sweep
@pytest.mark.django_db
@pytest.mark.usefixtures("trial_clock", "few_units")
def test_a_register_that_no_role_may_write_is_named() -> None:
    files = read_files(DIGITAL)
    files[ROLES] = (
        files[ROLES].replace("register.edit", "register.view").replace("register.view, register.view", "register.view")
    )
    files[ROLES] = re.sub(r"^  register\.view: Ghi.*\n", "", files[ROLES], flags=re.M)
    outcome = try_out(files)
    assert outcome.registers == ()
    assert {fault.file for fault in outcome.faults} == {ROLES}
    assert any("không vai trò nào được ghi sổ «Người dự lớp kỹ năng số»" in fault.reason for fault in outcome.faults)


MEASURES = "measures:\n  - {code: visits, name: cuộc, operation: count}\n"


@pytest.mark.django_db
@pytest.mark.usefixtures("trial_clock", "few_units")
@pytest.mark.sweep
def test_a_register_that_refers_to_entries_of_a_module_is_tried_with_invented_ones() -> None:
    files = read_files(FIRST)
    files["registers/kiem_tra_moi.yaml"] = MODULE_REGISTER + MEASURES
    files["registers.yaml"] += "  - {code: kiem_tra_moi, function: general, levels: [commune, township], source: x}\n"
    cell = next(line for line in files["forms/01-XA.yaml"].splitlines() if "code: A8," in line)
    assert "source" not in cell
    filled = cell.replace("code: A8,", "code: A8, source: {register: kiem_tra_moi, measure: visits},")
    files["forms/01-XA.yaml"] = files["forms/01-XA.yaml"].replace(cell, filled)
    assert not drafts.find_problems(files, FIRST)
    outcome = try_out(files)
    assert not [fault.reason for fault in outcome.faults if "kiem_tra_moi" in fault.file]
    assert {register.code: register.entries for register in outcome.registers}["kiem_tra_moi"] > 0
