"""The language of the commands: help, sentences and refusals in English where it is asked for; data stay Vietnamese."""

import argparse
import ast
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import built_homes
from tools.message_ids import VIETNAMESE
from tools.messages import LOCALE, read_po

from sokehoach.config import cli_language, cli_output
from sokehoach.config.cli import build_parser
from sokehoach.config.cli_examples import EXAMPLES
from sokehoach.config.cli_language import ENGLISH, choose_language, translate, use_language
from sokehoach.config.doctor.checks import CHECKS
from sokehoach.domain.messages import TranslatableText, say
from tests.adapters.readers.pdf.typeset import plan_pdf
from tests.config.running import PROGRAM, PROGRAMME, Ended, environment, make_home, run
from tests.config.test_commands import list_commands

WORD = re.compile(r"\w+")
NAMES = {"Sổ", "Kế", "hoạch"}  # of the product
EXPORTS = {
    "figures.json": ("consolidate", "--unit", "099", "--period", "2021S1"),
    "report.docx": ("consolidate", "--unit", "099", "--period", "2021S1", "--format", "docx"),
    "values.csv": ("export", "--period", "2021S1"),
    "metadata.json": ("dhis2", "export-metadata", "tuan_giao_2021"),
    "programme": ("programme", "export", "tuan_giao_2021"),
    "trail": ("audit", "export"),
}


def find_vietnamese(text: str) -> list[str]:
    """Its words with Vietnamese letters, but for the product's name."""
    return [word for word in WORD.findall(text) if VIETNAMESE.search(word) and word not in NAMES]


@pytest.fixture
def english() -> Iterator[None]:
    use_language(ENGLISH)
    yield
    use_language(cli_language.VIETNAMESE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, migrated_database: Path) -> Path:
    """A home with the demonstration, which nothing here changes."""

    def build(folder: Path) -> None:
        assert run(environment(make_home(folder, migrated_database)), "demo").code == 0

    built = built_homes.find_home("demonstration", build)
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("english") / "home"))


def run_in_english(home: Path, *words: object) -> Ended:
    return run(environment(home) | {"SOKEHOACH_LANGUAGE": "en"}, *words)


@pytest.mark.parametrize(
    ("words", "variables", "language"),
    [
        ([], {}, "vi"),
        ([], {"LANG": "C.UTF-8"}, "vi"),
        ([], {"LANG": "vi_VN.UTF-8"}, "vi"),
        ([], {"LANG": "fr_FR.UTF-8"}, "vi"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "vi"),
        ([], {"LC_MESSAGES": "en_GB", "LANG": "vi_VN"}, "en"),
        ([], {"SOKEHOACH_LANGUAGE": "vi", "LANG": "en_US.UTF-8"}, "vi"),
        ([], {"SOKEHOACH_LANGUAGE": "en", "LC_ALL": "vi_VN"}, "en"),
        (["--language", "en", "doctor"], {"SOKEHOACH_LANGUAGE": "vi"}, "en"),
        (["doctor", "--language=vi"], {"SOKEHOACH_LANGUAGE": "en"}, "vi"),
        (["doctor", "--lang"], {"LANG": "en_US"}, "en"),
    ],
)
def test_the_option_wins_over_the_variable_and_this_over_the_locale(
    words: list[str], variables: dict[str, str], language: str
) -> None:
    assert choose_language(words, variables) == language


@given(st.lists(st.sampled_from([*EXAMPLES, "--", "--language", "-o", "-x", "--language=", "en", "vi", "é"])))
def test_no_command_line_keeps_a_language_from_being_chosen(words: list[str]) -> None:
    assert choose_language(words, {}) in cli_language.LANGUAGES


@pytest.mark.usefixtures("english")
def test_every_help_is_english_but_for_its_example() -> None:
    parser = build_parser()
    commands = [parser, *list_commands(parser)]
    helps = {command.prog: command.format_help().partition("\nexample:")[0] for command in commands}
    assert len(helps) == len(EXAMPLES) + 1
    assert {name: found for name, text in helps.items() if (found := find_vietnamese(text))} == {}


def test_help_without_a_wish_is_vietnamese_and_names_the_english_one() -> None:
    told = build_parser().format_help()
    assert "cách dùng: sokehoach" in told
    assert "kiểm tra máy chủ" in told
    assert "options:" not in told
    assert "English: sokehoach --language en --help" in told


def test_an_unknown_language_is_refused() -> None:
    done = subprocess.run([PROGRAM, "--language", "fr", "doctor"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--language" in done.stderr


# What argparse says to whoever writes the program, and what the commands say by themselves.
OF_THE_PROGRAM = (
    "not callable", "cannot merge", "invalid option string", "dest=", "conflict", "multiple subparser",
    "unknown parser",
    "__call__", "invalid argument for positionals", "mutually exclusive arguments must", "unexpected option string",
    'argument "-"', "usage: ", "version number", "positional arguments", "options", "subcommands", "help message",
    "(default", "%(heading)s",
)  # fmt: skip


def list_reasons() -> set[str]:
    """The messages of the argparse that runs, but for those above."""
    tree = ast.parse(Path(argparse.__file__).read_text("utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    said = (call.args[0] for call in calls if ast.unparse(call.func) in ("_", "ngettext"))
    texts = {argument.value for argument in said if isinstance(argument, ast.Constant)}
    return {str(text) for text in texts if not any(words in str(text) for words in OF_THE_PROGRAM)}


def test_every_reason_of_argparse_has_its_vietnamese() -> None:
    reasons = list_reasons()
    assert {"expected one argument", "the following arguments are required: %s"} <= reasons
    known = {key.partition("\0")[0] for key in read_po((LOCALE / "vi/LC_MESSAGES/django.po").read_text("utf-8"))}
    assert reasons - known == set()


@pytest.mark.parametrize(
    ("words", "vietnamese", "english"),
    [
        ((), "còn thiếu: lệnh", "the following arguments are required: command"),
        (("audit",), "còn thiếu: việc", "the following arguments are required: action"),
        (("nothing",), "không có lựa chọn 'nothing' (chọn một trong: read,", "invalid choice: 'nothing' (choose from"),
        (("doctor", "--nothing"), "đối số không có: --nothing", "unrecognized arguments: --nothing"),
        (("consolidate", "--unit"), "phải ghi một giá trị", "expected one argument"),
        (("serve", "--port", "x"), "giá trị không đúng: 'x'", "invalid int value: 'x'"),
    ],
)  # fmt: skip
def test_a_command_line_is_refused_in_the_language_of_the_command(
    words: tuple[str, ...], vietnamese: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, told in (("vi", vietnamese), ("en", english)):
        use_language(language)
        with pytest.raises(SystemExit) as ended:
            build_parser().parse_args(list(words))
        use_language(cli_language.VIETNAMESE)
        assert ended.value.code == 2
        said = capsys.readouterr().err
        assert told in said
        assert bool(find_vietnamese(said)) == (language == "vi")
    with pytest.raises(SystemExit):  # other programs of this process keep their own
        argparse.ArgumentParser().parse_args(["--nothing"])
    assert "error: unrecognized arguments" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("consolidate", "--unit", "999", "--period", "2021S1", "-o", "x"), "There is no unit with the code 999"),
        (("consolidate", "--unit", "11", "--period", "2021S1", "--format", "docx", "-o", "x"), "no report outline"),
        (("export", "-o", "x"), "give --period"),
        (("account", "link", "nobody"), "There is no account nobody."),
        (("account", "approve", "999"), "There is no request number 999."),
        (("account", "invite", "a", "--name", "A", "--unit", "99", "--role", "x"), "There is no role"),
        (("audit", "verify", "--head", "1"), "--head 1: write number of events"),
        (("audit", "verify", "--manifest", "/dev/null"), "--manifest /dev/null: This is not the manifest of a backup."),
        (("programme", "check", "nowhere"), "There is no folder nowhere."),
        (("programme", "export", "nowhere", "-o", "x"), "There is no programme with the code nowhere. Codes: "),
        (("programme", "draft", "take", "nowhere", "-o", "x"), "has no draft."),
        (("dhis2", "export-values", "x", "--period", "2021", "--by", "nobody", "-o", "x"), "There is no account"),
        (("dhis2", "read-metadata", "/dev/null", "-o", "x"), "Cannot read the metadata: The file is not JSON"),
        (("roots", "add", "/nowhere"), "Cannot open /nowhere: no such file or folder."),
        (("roots", "remove", "1"), "Give at least the first 6 digits"),
        (("read", "/nowhere"), "Cannot open /nowhere: no such file or folder."),
        (("lint", "/dev/null"), "/dev/null: "),
        (("backup", "--to", "x", "-o", "x"), "--to: "),
        (("restore", "--identity", "/nowhere", "/nowhere"), "Cannot restore: no such file or folder."),
        (("programme", "publish", "x", "--from", "tomorrow"), "write a day as 2026-07-01"),
        (("demo",), "database"),
    ],
)
def test_what_a_command_refuses_is_said_in_english(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run_in_english(home, *words)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.told
    assert find_vietnamese(ended.told) == []
    assert list(tmp_path.iterdir()) == []


def test_settings_that_cannot_be_read_are_refused_in_english(tmp_path: Path) -> None:
    variables = environment(tmp_path) | {"LANG": "en_US.UTF-8", "DATABASE_URL": "mysql://host/name"}
    done = subprocess.run([PROGRAM, "doctor"], env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "DATABASE_URL must begin with postgresql://, not mysql://\n")


def test_checks_of_the_server_and_of_the_figures_are_in_english(home: Path) -> None:
    ended = run_in_english(home, "doctor")
    assert ended.code == 1
    assert len({line[10:].partition(":")[0] for line in ended.out.splitlines()} - {""}) >= len(CHECKS)
    assert "this folder holds the demonstration" in ended.out
    assert find_vietnamese(ended.out) == []
    verified = run_in_english(home, "verify")
    assert verified.code == 0
    assert verified.out.startswith("All match")
    assert find_vietnamese(verified.told) == []
    trail = run_in_english(home, "audit", "verify")
    assert trail.code == 2
    assert trail.out.startswith("PROOF INCOMPLETE: events: ")
    assert find_vietnamese(trail.out) == []


def test_departures_from_the_decree_are_printed_in_english(home: Path, tmp_path: Path) -> None:
    """But for what the document itself says, in «»."""
    file = tmp_path / "plan.pdf"
    file.write_bytes(plan_pdf(left="25mm"))
    ended = run_in_english(home, "lint", file)
    assert re.search(
        r"^(WRONG|ADVICE)\tpage 1: left margin 25 mm \(and 1 more place\); required: from 30 to 35 mm \[",
        ended.out,
        re.MULTILINE,
    )
    assert find_vietnamese(re.sub("«[^»]*»", "", ended.out).replace("NĐ-CP", "")) == []


def test_timers_print_english_and_write_vietnamese(home: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(home, tmp_path / "home"))
    ended = run_in_english(own, "tick")
    assert ended.code == 0
    assert ended.out.startswith("reminders: reminded persons: ")
    assert find_vietnamese(ended.out) == []


def test_what_is_written_is_the_same_in_either_language(home: Path, tmp_path: Path) -> None:
    """Figures, reports, programmes and the trail are data: Vietnamese whoever exports them."""
    for number, (name, words) in enumerate(EXPORTS.items()):
        for language in cli_language.LANGUAGES:
            place = tmp_path / language / name
            place.parent.mkdir(exist_ok=True)
            ended = run(environment(home) | {"SOKEHOACH_LANGUAGE": language}, *words, "-o", place)
            assert (ended.code, number, ended.told) == (0, number, "")
        assert _read(tmp_path / "en" / name) == _read(tmp_path / "vi" / name), name


def _read(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as opened:
            return {name: opened.read(name) for name in opened.namelist() if name.startswith("word/document")}
    return {path.name: path.read_bytes()}


def test_problems_of_a_programme_are_in_english_with_their_place(home: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PROGRAMME, tmp_path / "own"))
    head = (folder / "programme.yaml").read_text("utf-8")
    (folder / "programme.yaml").write_text(re.sub(r"(?m)^valid_from: .*$", "valid_from: ngày mai", head), "utf-8")
    ended = run_in_english(home, "programme", "check", folder)
    assert ended.code == 2
    assert re.search(r"(?m)^programme\.yaml:\d+: «valid_from» must be a day", ended.told)
    assert ended.told.endswith("The folder has errors, nothing was loaded.")
    assert set(find_vietnamese(ended.told)) <= {"ngày"}


@pytest.mark.usefixtures("english")
def test_one_and_several_are_said_by_number(capsys: pytest.CaptureFixture[str]) -> None:
    from sokehoach.domain.messages import say_count

    cli_output.print_text(say_count("%(count)s lỗi.", 1, count=1), say_count("%(count)s lỗi.", 2, count=2))
    assert capsys.readouterr().out == "1 error.\n2 errors.\n"


@pytest.mark.usefixtures("english")
def test_joined_places_and_full_stops_are_translated_with_their_sentences() -> None:
    reason = cli_output.end_sentence(cli_output.locate("a.csv", FileNotFoundError(say("không được phép"))))
    assert (str.__str__(reason), translate(reason)) == ("a.csv: không được phép.", "a.csv: not permitted.")
    assert isinstance(reason, TranslatableText)
    assert cli_output.end_sentence("Xong.") == "Xong."


def test_json_that_commands_print_is_the_same_in_either_language(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Ông Lò Văn Ánh, sinh năm 1980, số CMND 040123456.", "utf-8")
    both = [
        run(environment(tmp_path) | {"SOKEHOACH_LANGUAGE": language}, "scan", note)
        for language in cli_language.LANGUAGES
    ]
    assert both[0] == both[1]
    assert [json.loads(line)["kind"] for line in both[0].out.splitlines()]
