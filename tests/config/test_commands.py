"""The commands over one demonstration, and what each says when it cannot."""

import argparse
import csv
import json
import re
import shlex
import shutil
import socket
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from tools import built_homes

from sokehoach import __version__
from sokehoach.apps.exchange.pages import export_figures
from sokehoach.config.cli import build_parser
from sokehoach.config.cli_examples import EXAMPLES
from tests.config.running import PROGRAMME, environment, make_home, sokehoach
from tests.factories.demonstration import built_once, demonstration

__all__ = ["built_once", "demonstration"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> Path:
    """A home with the demonstration, as the first start of test_serve.py left it or as built here.

    Nothing here changes it.
    """
    built = built_homes.find_home("demonstration", lambda folder: _build(make_home(folder, migrated_database)))
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("demo") / "home"))


def _build(home: Path) -> None:
    ended = sokehoach(home, "demo")
    assert (ended.code, ended.told) == (0, "")
    assert "17/19 xã đã duyệt" in ended.out
    collect = "import django; django.setup(); from sokehoach.config.cli_serve import collect_static; collect_static()"
    settings = {"DJANGO_SETTINGS_MODULE": "sokehoach.config.settings"}
    subprocess.run([sys.executable, "-c", collect], env=environment(home) | settings, check=True)


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Path:
    """A copy to be spoilt."""
    return Path(shutil.copytree(home, tmp_path / "home"))


def change(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "sokehoach.sqlite3")) as database, database:
        assert database.execute(statement).rowcount == 1


@pytest.mark.usefixtures("db", "demonstration")
def test_it_works(home: Path, tmp_path: Path) -> None:
    """The figures are those of the demonstration that the tests build from the same seed, in another process."""
    told = tmp_path / "099.json"
    assert sokehoach(home, "consolidate", "--unit", "099", "--period", "2021S1", "-o", told).code == 0
    read = json.loads(told.read_text("utf-8"))
    agencies = ("02-CA", "03-YT", "04-VHTT", "05-LDTBXH", "06-GDDT", "07-TTTH", "08-TCKH", "09-MTTQ")
    assert [(form["form"], form["received"], form["expected"]) for form in read["forms"]] == [
        ("01-XA", 17, 19),
        *((agency, 1, 1) for agency in agencies),
    ]
    assert read == json.loads(json.dumps(export_figures(unit="099", period="2021S1")))


def test_the_home_says_that_its_data_are_invented(home: Path) -> None:
    assert json.loads((home / "demonstration.json").read_text()) == {"today": "2021-06-22", "seed": 2021}


def test_a_second_demonstration_is_refused_and_changes_nothing(own: Path) -> None:
    before = (own / "demonstration.json").read_bytes()
    ended = sokehoach(own, "demo", "--seed", "7")
    assert ended.code == 2
    assert ended.told.startswith("Cơ sở dữ liệu đã có dữ liệu")
    assert (own / "demonstration.json").read_bytes() == before
    assert sokehoach(own, "verify").code == 0


def test_a_real_home_never_becomes_a_demonstration(tmp_path: Path, migrated_database: Path) -> None:
    home = make_home(tmp_path / "home", migrated_database)
    assert sokehoach(home, "load", "tuan_giao_2021").out == "Đã nạp tuan_giao_2021, phiên bản 1.\n"
    assert sokehoach(home, "demo").code == 2
    assert not (home / "demonstration.json").exists()


def test_the_server_makes_the_first_administrator(tmp_path: Path, migrated_database: Path) -> None:
    home = make_home(tmp_path / "home", migrated_database)
    who = ("account", "invite", "quy.vua", "--name", "Vừ A Quý", "--unit", "11", "--role")
    assert sokehoach(home, "load").code == 2, "which programme must be named"
    assert sokehoach(home, "load", "tuan_giao_2021").code == 0
    assert sokehoach(home, *who, "unit_admin@nowhere").told.startswith("Không có vai trò")
    assert re.fullmatch(r"\S+/tai-khoan/loi-moi/[\w-]{43}/\n", sokehoach(home, *who, "unit_admin@11").out)
    assert "link" in sokehoach(home, "account", "--help").out
    assert re.search(r"/tai-khoan/loi-moi/[\w-]{43}/", sokehoach(home, "account", "link", "quy.vua").out)


def test_the_report_is_a_word_file(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "bc.docx"
    ended = sokehoach(home, "consolidate", "--unit", "099", "--period", "2021S1", "--format", "docx", "-o", file)
    assert ended.code == 0
    with zipfile.ZipFile(file) as opened:
        text = opened.read("word/document.xml").decode()
    assert "chưa gửi: Pú Xi; trả lại: Tênh Phông" in text
    assert "giả định" in "".join(opened_part.decode() for opened_part in _parts(file, ("word/header", "word/footer")))


def _parts(file: Path, prefixes: tuple[str, ...]) -> list[bytes]:
    with zipfile.ZipFile(file) as opened:
        return [opened.read(name) for name in opened.namelist() if name.startswith(prefixes)]


def test_accepted_values_leave_as_csv(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "values.csv"
    assert sokehoach(home, "export", "--period", "2021S1", "-o", file).code == 0
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    assert rows[0] == ["form", "unit", "element", "disaggregation", "value", "source"]
    assert len(rows) > 1000
    assert {len(row) for row in rows} == {6}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("consolidate", "--unit", "999", "--period", "2021S1"), "Không có đơn vị mã 999 trong kỳ 2021S1"),
        (("consolidate", "--unit", "099", "--period", "hè"), "Không có đơn vị mã 099 trong kỳ hè"),
        (("consolidate", "--unit", "099", "--period", "2021Q1"), "không biểu nào báo cáo theo kỳ đó"),
        (("consolidate", "--unit", "03304", "--period", "2021S1"), "(tỉnh, huyện)"),
        (
            ("consolidate", "--unit", "11", "--period", "2021S1", "--format", "docx"),
            "Chưa có đề cương báo cáo",
        ),
        (("export", "--period", "hè"), "Không biểu nào báo cáo theo kỳ hè"),
    ],
)
def test_what_is_not_there_gets_a_sentence_and_no_file(
    home: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    file = tmp_path / "out"
    ended = sokehoach(home, *words, "-o", file)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.told
    assert not file.exists()


def test_a_file_that_cannot_be_written_gets_a_sentence(home: Path, tmp_path: Path) -> None:
    ended = sokehoach(home, "export", "--period", "2021S1", "-o", tmp_path / "nowhere" / "out.csv")
    assert ended.code == 2
    assert ended.told == f"Không ghi được {tmp_path}/nowhere/out.csv: không có tệp hoặc thư mục này."


def test_verify_finds_nothing_where_nothing_was_touched(home: Path) -> None:
    ended = sokehoach(home, "verify")
    assert ended.code == 0
    assert ended.out == "Khớp: mọi số tổng hợp và nhật ký đúng với báo cáo đã duyệt.\n"


def test_verify_names_a_doctored_figure(own: Path) -> None:
    change(
        own,
        "UPDATE consolidation_figure SET number = number + 1 WHERE element = 'TT01' AND disaggregation = ''"
        " AND form = '01-XA' AND period = '2021S1' AND unit_id = (SELECT id FROM orgunits_unit WHERE code = '099')",
    )
    ended = sokehoach(own, "verify")
    assert ended.code == 1
    line, total = ended.out.splitlines()
    assert line.startswith("099 01-XA 2021S1 TT01: lưu ")
    assert total == "1 chỗ lệch."


def test_verify_with_an_engine_agrees_and_names_a_falsified_value(own: Path) -> None:
    ended = sokehoach(own, "verify", "--engine", "duckdb")
    assert (ended.code, ended.out) == (0, "Khớp: mọi số tổng hợp và nhật ký đúng với báo cáo đã duyệt.\n")
    assert re.fullmatch(r"duckdb: \d+ số, \d+ phần của đơn vị, \d+ ô còn thiếu", ended.told)
    change(
        own,
        "UPDATE consolidation_figure SET number = number + 0.001 WHERE element = 'TT01' AND disaggregation = ''"
        " AND form = '01-XA' AND period = '2021S1' AND unit_id = (SELECT id FROM orgunits_unit WHERE code = '099')",
    )
    ended = sokehoach(own, "verify", "--engine", "duckdb")
    assert ended.code == 1
    line, total = ended.out.splitlines()
    assert line.startswith("099 01-XA 2021S1 TT01: lưu ")
    assert total == "1 chỗ lệch."
    assert not [*own.glob("rollup.*")], "the copied rows are removed"


def test_verify_without_the_engine_gets_a_sentence_and_shows_nothing(home: Path) -> None:
    ended = sokehoach(home, "verify", "--engine", "spark")
    assert (ended.code, ended.out) == (2, "")
    assert ended.told == "Chưa đặt SOKEHOACH_SPARK, ví dụ sc://10.0.0.5:15002: chưa biết máy chủ Spark nào."


def test_a_snapshot_is_exported_and_checked_and_a_torn_one_gets_a_sentence(own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "trich"
    ended = sokehoach(own, "export", "--format", "parquet", "--confidential", "-o", folder)
    assert ended.code == 0
    assert re.fullmatch(r"Đã ghi bản trích số liệu, mã băm [0-9a-f]{64}\n", ended.out)
    ended = sokehoach(own, "verify", "--snapshot", folder)
    assert ended.code == 0
    assert re.fullmatch(r"Khớp: \d+ số, \d+ ô còn thiếu\.\n", ended.out)
    ended = sokehoach(own, "export", "--format", "parquet", "-o", folder)
    assert (ended.code, ended.told) == (2, f"Không ghi được {folder}: đã có tệp này.")
    torn = folder / "units.parquet"
    torn.write_bytes(torn.read_bytes()[:-8])
    ended = sokehoach(own, "verify", "--snapshot", folder)
    assert (ended.code, ended.out) == (2, "")
    assert ended.told == "Tệp units.parquet không đúng mã băm trong bản kê: đã hỏng hoặc bị sửa."


def test_a_csv_without_its_period_gets_a_sentence(home: Path, tmp_path: Path) -> None:
    ended = sokehoach(home, "export", "-o", tmp_path / "out.csv")
    assert (ended.code, ended.told) == (2, "Xuất CSV phải ghi --period, ví dụ 2021S1.")


_FIRST_ACCEPTED = (
    "(SELECT id FROM reporting_submission WHERE state = 'accepted' AND period = '2021S1' AND form_id ="
    " (SELECT id FROM reporting_form WHERE code = '01-XA') ORDER BY id LIMIT 1)"
)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (
            (
                f"UPDATE reporting_datavalue SET number = 77, gap = '' WHERE submission_id = {_FIRST_ACCEPTED}"
                f" AND cell = (SELECT MIN(cell) FROM reporting_datavalue WHERE submission_id = {_FIRST_ACCEPTED})"
            ),
            "số trong các ô khác nhật ký",
        ),
        (
            (
                "UPDATE reporting_submission SET state = 'accepted' WHERE id ="
                " (SELECT id FROM reporting_submission WHERE state = 'returned' LIMIT 1)"
            ),
            "trạng thái «đã duyệt» khác nhật ký",
        ),
    ],
)
def test_verify_holds_reports_against_the_trail(own: Path, statement: str, reason: str) -> None:
    change(own, statement)
    ended = sokehoach(own, "verify")
    assert ended.code == 1
    assert reason in ended.out


def test_verify_names_a_doctored_event(own: Path) -> None:
    change(own, "UPDATE audit_event SET actor = 'ai-do' WHERE seq = 100")
    ended = sokehoach(own, "verify")
    assert (ended.code, ended.out) == (1, "nhật ký 100: đã bị sửa hoặc mất\n1 chỗ lệch.\n")


def test_a_broken_programme_is_told_by_file_and_line(tmp_path: Path, migrated_database: Path) -> None:
    folder = Path(shutil.copytree(PROGRAMME, tmp_path / "programme"))
    form = folder / "forms" / "01-XA.yaml"
    form.write_text(form.read_text("utf-8").replace("element: CD02", "element: CD99", 1), "utf-8")
    ended = sokehoach(make_home(tmp_path / "home", migrated_database), "load", folder)
    assert ended.code == 2
    *problems, last = ended.told.splitlines()
    (line,) = (n for n, text in enumerate(form.read_text("utf-8").splitlines(), 1) if "CD99" in text)
    assert f"forms/01-XA.yaml:{line}: không có chỉ tiêu «CD99»" in problems
    assert last == "Bộ dữ liệu có lỗi, không có gì được nạp."


def test_a_person_in_a_folder_of_a_programme_is_no_unit(tmp_path: Path, migrated_database: Path) -> None:
    folder, home = shutil.copytree(PROGRAMME, tmp_path / "programme"), make_home(tmp_path / "home", migrated_database)
    agencies = Path(folder) / "agencies.csv"
    person = "ông Lò Văn Mẫu"
    agencies.write_text(agencies.read_text("utf-8").replace("Thường trực Huyện ủy", person, 1), "utf-8")
    refused = sokehoach(home, "load", folder)
    assert (refused.code, refused.out) == (2, "")
    assert "Đơn vị 099.HUYENUY: Có chỗ cho biết một người là ai" in refused.told
    assert refused.told.endswith("không có gì được nạp. Là tên một nơi thì ghi sau --allow.")
    assert sokehoach(home, "load", folder, "--allow", person[4:]).code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("check", "{home}/none"), "Không có thư mục {home}/none."),
        (("publish", PROGRAMME, "--from", "1.7.2026"), "ngày viết như 2026-07-01, không phải «1.7.2026»"),
        (("publish", PROGRAMME, "--base", 3), "chương trình đang ở phiên bản 0 (0: chưa có bản nào)"),
        (("export", "none", "-o", "{home}/new"), "Không có chương trình mã none. Các mã: chưa có chương trình nào."),
        (("draft", "put", "{home}"), "{home} không có programme.yaml."),
        (("draft", "take", "none", "-o", "{home}/new"), "Chương trình «none» không có bản nháp."),
    ],
)
def test_a_programme_command_says_what_was_wrong(
    tmp_path: Path, migrated_database: Path, words: tuple[object, ...], message: str
) -> None:
    home = make_home(tmp_path / "home", migrated_database)
    ended = sokehoach(home, "programme", *(str(word).replace("{home}", str(home)) for word in words))
    assert ended.code == 2
    assert message.replace("{home}", str(home)) in ended.told
    assert not (home / "new").exists()


def test_the_schema_of_a_programme_is_printed_or_written_for_editors(tmp_path: Path, migrated_database: Path) -> None:
    home = make_home(tmp_path / "home", migrated_database)
    ended = sokehoach(home, "programme", "schema")
    assert ended.code == 0
    assert "programme.yaml" in json.loads(ended.out)["properties"]
    assert sokehoach(home, "programme", "schema", "-o", tmp_path / "schemas").code == 0
    settings = json.loads((tmp_path / "schemas/settings.json").read_text("utf-8"))
    assert settings["yaml.schemas"]["./.vscode/forms-files.schema.json"] == "forms/*.yaml"


def test_a_programme_of_a_commune_is_written_with_its_agencies(tmp_path: Path, migrated_database: Path) -> None:
    home = make_home(tmp_path / "home", migrated_database)
    words = ["programme", "new", "Y tế xã năm 2026", "--short-name", "Y tế", "--province", "11", "--from", "2026-01-01"]
    ended = sokehoach(home, *words, "--commune", "03253", "--office", "TYT", "-o", tmp_path / "new")
    assert ended.code == 0, ended.told
    assert "03253.TYT,Trạm Y tế" in (tmp_path / "new" / "agencies.csv").read_text("utf-8")
    written = yaml.safe_load((tmp_path / "new" / "programme.yaml").read_text("utf-8"))
    assert (written["unit"], written["standing_office"]) == ("03253", "03253.TYT")
    assert sokehoach(home, "programme", "check", tmp_path / "new").code == 0
    wrong = sokehoach(home, *words, "--commune", "00004", "-o", tmp_path / "other")
    assert (wrong.code, "«00004» trong Tỉnh Điện Biên" in wrong.told) == (2, True)


def test_a_draft_is_put_in_from_a_folder_and_taken_out(tmp_path: Path, migrated_database: Path) -> None:
    home = make_home(tmp_path / "home", migrated_database)
    assert sokehoach(home, "load", PROGRAMME).code == 0
    folder = Path(shutil.copytree(PROGRAMME, tmp_path / "programme"))
    roles = (folder / "roles.yaml").read_text("utf-8")
    (folder / "roles.yaml").write_text(roles.replace("name: Lãnh đạo", "name: Người lãnh đạo"), "utf-8")
    places = [word for place in ("xa_lanh_manh", "Quàng Văn Thái") for word in ("--allow", place)]
    put = sokehoach(home, "programme", "draft", "put", folder, *places)
    assert (put.code, put.out) == (0, "Đã lưu bản nháp của tuan_giao_2021, lần lưu 2, 0 lỗi.\n")
    (folder / "roles.yaml").write_text(roles.replace("plan.view,", "plan.look,", 1), "utf-8")
    late = sokehoach(home, "programme", "draft", "put", folder, "--revision", 1)
    assert (late.code, "đã lưu bản nháp này" in late.told) == (2, True)
    faulty = sokehoach(home, "programme", "draft", "put", folder)
    assert (faulty.code, "roles.yaml:" in faulty.told, "plan.look" in faulty.told) == (0, True, True)
    assert "tuan_giao_2021: sửa từ phiên bản 1, lần lưu 3 của" in sokehoach(home, "programme", "draft", "list").out
    assert sokehoach(home, "programme", "draft", "take", "tuan_giao_2021", "-o", tmp_path / "new").code == 0
    assert "plan.look" in (tmp_path / "new" / "roles.yaml").read_text("utf-8")


def test_a_port_that_is_taken_gets_a_sentence_before_anything_is_built(tmp_path: Path, migrated_database: Path) -> None:
    home = make_home(tmp_path / "home", migrated_database)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = sokehoach(home, "serve", "--demo-if-empty", "--port", port)
    assert (ended.code, ended.out) == (2, "")
    assert ended.told == f"Không mở được cổng {port}: đã có phần mềm khác dùng, hoặc không được phép."
    assert not (home / "demonstration.json").exists()


def test_without_a_command_it_says_which_there_are(tmp_path: Path) -> None:
    ended = sokehoach(tmp_path / "home")
    assert ended.code == 2
    shown = sokehoach(tmp_path / "home", "--help").out
    assert all(word in shown for word in ("read", "demo", "load", "serve", "consolidate", "export", "verify"))


def test_the_version_is_printed(tmp_path: Path) -> None:
    ended = sokehoach(tmp_path / "home", "--version")
    assert (ended.code, ended.out.strip()) == (0, f"sokehoach {__version__}")


def list_commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """The commands that run something, with those below another command."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield parser
    for group in groups:
        for below in group.choices.values():
            yield from list_commands(below)


def test_each_command_shows_an_example_that_it_accepts() -> None:
    parser = build_parser()
    commands = {command.prog.partition(" ")[2]: command for command in list_commands(parser)}
    assert commands.keys() == EXAMPLES.keys()
    for name, example in EXAMPLES.items():
        assert f"  sokehoach {example}\n" in commands[name].format_help()
        assert callable(parser.parse_args(shlex.split(example)).run)
