"""A draft is tried out in a process of its own: units report, the report is written, and nothing of it stays."""

import io
import json
import os
import queue
import re
import signal
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.record import DefinitionError, DefinitionProblem
from sokehoach.apps.accounts.models import User
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.jobs.services import JobStopped
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.services import drafts, trials
from sokehoach.apps.setup.trial import process
from sokehoach.apps.setup.trial.outcome import TrialOutcome, get_file, pack_outcome, unpack_outcome
from sokehoach.apps.setup.trial.run import run_trial
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.messages import say, translate_with, unpack_messages
from tests.factories import quang_ngai
from tests.factories.quang_ngai import DIGITAL, FOLDERS, morning

type Files = dict[str, str]
type Browser = Callable[[User], Client]
FORM, ROLES = "forms/01-CDS.yaml", "roles.yaml"


def read_files(code: str) -> Files:
    folder = FOLDERS[code]
    paths = (path for path in folder.rglob("*") if path.suffix in (".yaml", ".csv", ".txt"))
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in paths}


def try_out(files: Mapping[str, str]) -> TrialOutcome:
    progress: list[int] = []
    outcome = run_trial(files, progress.append)
    assert progress == sorted(progress)
    assert progress[-1] <= 99
    return outcome


@pytest.mark.sweep
@pytest.mark.django_db
@pytest.mark.usefixtures("trial_clock", "few_units")
def test_a_check_that_no_figures_pass_is_named_with_its_file_and_line() -> None:
    files = read_files(DIGITAL)
    contradiction = """checks:
  - {rule: one_of, cells: [D1, E1]}
  - {rule: one_of, cells: [E1, D2.1]}
  - {rule: one_of, cells: [D1, D2.1]}
"""
    files[FORM] = files[FORM].replace("checks:\n", contradiction, 1)
    assert not drafts.find_problems(files, DIGITAL)
    outcome = try_out(files)
    assert {fault.file for fault in outcome.faults} >= {FORM}
    for fault in outcome.faults:
        if fault.file == FORM:
            assert "không số liệu nào qua được quy tắc" in fault.reason
            assert re.search(r"code: (E1|D1|D2)\b", files[FORM].splitlines()[fault.line - 1])
    assert {form.code: len(form.units) for form in outcome.forms}["01-CDS"] == 0
    assert all(len(form.units) > 0 for form in outcome.forms if form.code != "01-CDS"), "the others were tried"


@pytest.mark.sweep
@pytest.mark.django_db
@pytest.mark.usefixtures("trial_clock", "few_units")
def test_a_form_that_is_not_tried_is_named_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sokehoach.apps.setup.trial.run.MOST_FORMS", 1)
    outcome = try_out(read_files(DIGITAL))
    tried, longer, *others = outcome.forms
    assert tried.units
    assert longer.code == tried.code
    assert not tried.skipped
    assert others
    assert all("1 biểu đầu" in form.skipped for form in others)
    assert not outcome.is_complete
    assert unpack_outcome(pack_outcome(outcome)).forms == outcome.forms


@pytest.mark.django_db
@pytest.mark.usefixtures("trial_clock", "few_units")
def test_why_an_account_cannot_work_is_a_fault_and_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise NotFoundError

    monkeypatch.setattr("sokehoach.apps.setup.trial.reports.acceptance.accept", refuse)
    monkeypatch.setattr("sokehoach.apps.setup.trial.captured_pages._LARGEST", 10)
    outcome = try_out(read_files(DIGITAL))
    reasons = [str(fault.reason) for fault in outcome.faults]
    assert any("không mở được báo cáo" in reason for reason in reasons)
    assert any("trang lớn hơn" in reason for reason in reasons)


@pytest.mark.django_db
@pytest.mark.usefixtures("trial_clock")
def test_a_form_that_no_role_may_send_is_named() -> None:
    files = read_files(DIGITAL)
    files[ROLES] = files[ROLES].replace("report.send", "report.view").replace("report.view, report.view", "report.view")
    files[ROLES] = re.sub(r"^  report\.view: Gửi.*\n", "", files[ROLES], flags=re.M)
    outcome = try_out(files)
    assert {fault.file for fault in outcome.faults} == {ROLES}
    assert any("không vai trò nào được soạn và gửi biểu 01-CDS" in fault.reason for fault in outcome.faults)
    assert outcome.documents == ()


def dump_rows() -> str:
    """Every row of the real database but those of jobs and of the trail, which tell that a trial was asked for."""
    from django.apps import apps

    models = [model for model in apps.get_models() if model._meta.app_label not in ("jobs", "audit", "sessions")]
    return "\n".join(
        serializers.serialize("json", model._default_manager.order_by("pk")) for model in models if model._meta.managed
    )


@pytest.fixture
def draft(province_people: dict[str, User], tmp_path: Path, settings: Any) -> ProgrammeDraft:
    settings.HOME = tmp_path
    drafts.begin_draft(
        programme=quang_ngai.Programme.objects.get(code=DIGITAL), by=province_people["cds-quantri"], at=morning()
    )
    return ProgrammeDraft.objects.get()


@pytest.fixture
def province_people(settings: Any) -> dict[str, User]:
    settings.DEMONSTRATION = quang_ngai.DEMONSTRATION
    quang_ngai.load(DIGITAL)
    return quang_ngai.hire(DIGITAL)


@pytest.mark.django_db
@pytest.mark.sweep
def test_a_trial_leaves_the_real_database_and_the_folder_as_they_were(
    draft: ProgrammeDraft, province_people: dict[str, User], signed_in: Browser, tmp_path: Path, settings: Any
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"  # what an earlier server collected may be of another state
    official = province_people["cds-quantri"]
    client = signed_in(official)
    before = dump_rows()
    address = reverse("setup:trial", args=[DIGITAL])
    assert client.post(address).status_code == 302
    job = Job.objects.get()
    assert 'hx-trigger="every 2s"' in client.get(address).text
    progress: list[int] = []
    result = trials.run_trial(job.arguments, progress.append)
    assert dump_rows() == before
    assert progress == sorted(progress)
    assert not list((tmp_path / "trials").iterdir())

    Job.objects.update(state="done", done=100, result=result.content, result_name=result.name)
    page = client.get(address)
    assert "Không có: mọi biểu được báo cáo, duyệt, tổng hợp, và báo cáo lập được." in page.text
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    frame = client.get(reverse("setup:trial_page", args=[DIGITAL, "bieu-01-CDS.html"]))
    assert "Số liệu giả định." in frame.text
    assert "sandbox allow-same-origin" in frame["Content-Security-Policy"]
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get(reverse("setup:trial_page", args=[DIGITAL, "ket-qua.json"])).status_code == 404
    (document, *_others) = unpack_outcome(result.content).documents
    word = client.get(reverse("setup:trial_document", args=[DIGITAL, document.key]))
    assert word.content == get_file(result.content, document.key)

    assert client.post(address).status_code == 302
    again = client.post(address)
    assert (again.status_code, Job.objects.filter(state="waiting").count()) == (409, 1), "one at a time"
    Job.objects.filter(state="waiting").delete()

    other = signed_in(province_people["cds-vanphong"])
    for route, arguments in (("trial", []), ("trial_page", ["bieu-01-CDS.html"]), ("trial_document", [document.key])):
        assert other.get(reverse(f"setup:{route}", args=[DIGITAL, *arguments])).status_code == 404
    draft.refresh_from_db()
    drafts.save_files(
        draft=draft, revision=draft.revision, changes={"sample_plan.txt": "khác"}, by=official, at=morning()
    )
    assert "Bản nháp đã được lưu lại sau lần chạy thử này" in client.get(address).text
    assert trials.may_have_trial(job.arguments)
    assert not trials.may_have_trial(job.arguments | {"person": province_people["cds-vanphong"].pk})


def find_processes(folder: Path) -> list[int]:
    """The processes that work in the folder."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(folder).encode() in environment.read_bytes():
                found.append(int(environment.parent.name))
        except OSError:
            continue
    return found


def wait_until(condition: Callable[[], object]) -> None:
    for _time in range(4800):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not come")


def test_a_stopped_trial_ends_its_process_and_leaves_nothing(tmp_path: Path) -> None:
    def stop(_done: int) -> None:
        assert find_processes(tmp_path)
        raise JobStopped

    with pytest.raises(JobStopped):
        process.run_trial_process(read_files(DIGITAL), home=tmp_path, static="", report_progress=stop)
    assert not find_processes(tmp_path)
    assert not list((tmp_path / "trials").iterdir())


def test_a_killed_trial_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    from sokehoach.apps.shell.outcomes import ActionRefused

    def kill(_done: int) -> None:
        for pid in find_processes(tmp_path):
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(ActionRefused, match="bị ngắt từ bên ngoài"):
        process.run_trial_process(read_files(DIGITAL), home=tmp_path, static="", report_progress=kill)
    assert not list((tmp_path / "trials").iterdir())


def test_a_trial_that_has_used_its_time_of_the_processor_is_told_so(tmp_path: Path) -> None:
    from sokehoach.apps.shell.outcomes import ActionRefused

    def end(_done: int) -> None:
        for pid in find_processes(tmp_path):
            os.kill(pid, signal.SIGXCPU)

    with pytest.raises(ActionRefused, match="quá lâu"):
        process.run_trial_process(read_files(DIGITAL), home=tmp_path, static="", report_progress=end)


def test_an_error_of_the_software_is_told_as_such_and_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    static: Any = 5  # met before the tables are made, which takes twelve seconds
    with pytest.raises(process.TrialCrashedError):
        process.run_trial_process({}, home=tmp_path, static=static, report_progress=lambda _done: None)
    payload = vars(caplog.records[-1])["told"]  # what `config.logs` writes: never the message, which may hold data
    assert (payload["error"][-5:], "config/trial_program.py" in str(payload), len(payload)) == ("Error", True, 2)
    assert not list((tmp_path / "trials").iterdir())


def test_a_trial_without_memory_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from sokehoach.config import trial_program

    def fail() -> None:
        raise MemoryError

    lines: list[Any] = []
    monkeypatch.setattr(trial_program, "_send_line", lines.append)
    monkeypatch.setattr("sokehoach.config.cli.create_tables", fail)
    trial_program._try_draft({})
    assert "quá nhiều bộ nhớ" in str(unpack_messages(lines[-1]["refused"]))


def test_a_refused_draft_is_told_by_file_and_line_in_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sokehoach.config import trial_program

    def refuse(_files: object, _report: object) -> None:
        problem = DefinitionProblem("forms/a.yaml", 7, say("Thiếu «%(name)s».", name="code"))
        raise DefinitionError([problem, DefinitionProblem("roles.yaml", 2, "100% sai")])

    lines: list[Any] = []
    monkeypatch.setattr(trial_program, "_send_line", lines.append)
    monkeypatch.setattr("sokehoach.config.cli.create_tables", lambda: None)
    monkeypatch.setattr("sokehoach.apps.setup.trial.run.run_trial", refuse)
    trial_program._try_draft({})
    told = unpack_messages(json.loads(json.dumps(lines[-1]["refused"])))
    assert told == "forms/a.yaml:7: Thiếu «code».; roles.yaml:2: 100% sai"
    english = {"Thiếu «%(name)s».": "“%(name)s” is missing."}
    in_english = translate_with(lambda template, _context, _quantity: english.get(template, template), told)
    assert in_english == "forms/a.yaml:7: “code” is missing.; roles.yaml:2: 100% sai"


def test_an_outcome_that_is_too_large_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MAX_BYTES", 2)
    answers: Any = queue.Queue()
    process._read_answers(io.BytesIO(b'5\n{"size": 3}\nabc'), answers)
    assert answers.get() == 5
    assert "lớn hơn" in str(unpack_messages(answers.get()["refused"]))


def test_a_folder_is_not_removed_before_it_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    removed: list[int] = []
    make = tempfile.mkdtemp

    def make_while_another_sweeps(**arguments: Any) -> str:
        folder = make(**arguments)
        removed.append(process.remove_abandoned_trials(tmp_path))
        return folder

    monkeypatch.setattr("tempfile.mkdtemp", make_while_another_sweeps)
    with process._make_folder(tmp_path) as (folder, _lock):
        assert folder.is_dir()
        assert process.remove_abandoned_trials(tmp_path) == 0
    assert removed == [0]
    assert not folder.exists()


def test_a_trial_whose_server_is_killed_ends_and_removes_its_folder(tmp_path: Path) -> None:
    import subprocess
    import sys

    program = (
        "import json, sys; from pathlib import Path;"
        "from sokehoach.apps.setup.trial import process;"
        "process.run_trial_process(json.loads(sys.stdin.readline()), home=Path(sys.argv[1]), static='',"
        " report_progress=lambda done: print(done, flush=True))"
    )
    import json

    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(read_files(DIGITAL)) + "\n")
        server.stdin.flush()
        assert server.stdout.readline().strip().isdigit()
        (folder,) = (tmp_path / "trials").iterdir()
        server.kill()
    wait_until(lambda: not find_processes(folder))
    assert not folder.exists()


def test_the_folder_of_a_killed_machine_is_removed_at_the_next_trial(tmp_path: Path) -> None:
    left = tmp_path / "trials" / "left"
    left.mkdir(parents=True)
    (left / "lock").touch()
    with (tmp_path / "trials" / "left" / "lock").open("a") as lock:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX)
        assert process.remove_abandoned_trials(tmp_path) == 0, "somebody works there"
    assert process.remove_abandoned_trials(tmp_path) == 1
    assert not left.exists()


def test_a_trial_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sokehoach.apps.shell.outcomes import ActionRefused

    monkeypatch.setattr(process, "WALL_SECONDS", 0.2)
    with pytest.raises(ActionRefused, match="quá lâu"):
        process.run_trial_process(read_files(DIGITAL), home=tmp_path, static="", report_progress=lambda _done: None)
    assert not find_processes(tmp_path)


def test_an_outcome_comes_out_of_its_package_as_it_went_in() -> None:
    from sokehoach.apps.setup.trial.outcome import TrialFault, TrialForm, TrialPage, TrialRegister
    from sokehoach.domain.messages import say

    outcome = TrialOutcome(
        (TrialFault("a.yaml", 3, say("trùng mã vai trò «%(code)s»", code="x")),),
        (TrialForm("01", "Biểu", "quý I", ("Xã A",), 3),),
        (TrialPage("a.html", "A", "ai"),),
        (TrialPage("b.docx", "B", "ai"),),
        (TrialRegister("so", "Sổ", ("Xã A",), 3, ("01 A1",)),),
        {"a.html": b"<p>", "b.docx": b"PK"},
    )
    packed = pack_outcome(outcome)
    described = TrialOutcome(outcome.faults, outcome.forms, outcome.pages, outcome.documents, outcome.registers)
    assert unpack_outcome(packed) == described
    assert get_file(packed, "b.docx") == b"PK"
