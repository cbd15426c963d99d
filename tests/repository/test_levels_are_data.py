"""No installation has to have districts: the names of levels and places stand in data, not in the code.

A page of a province without districts must not say «huyện», and no rule may ask for the code of a level.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.message_ids import list_messages
from tools.messages import read_po

from tests.repository.order import ROOT

SOURCE = ROOT / "src" / "sokehoach"
KINDS = {".py", ".html", ".md", ".js", ".css", ".txt", ".typ", ".po", ".json", ".yaml"}
WORDS = re.compile(r"huyện|thị trấn|tuần giáo|(?<!\w)xã, phường, thị trấn|cơ quan cấp huyện", re.IGNORECASE)
CODES = re.compile(r"""["'](?:province|district|commune|township|ward|agency)["']""")

# Where the words belong, by folder or file.
DATA = {
    "programmes/": "data of a programme",
    "adapters/programme_files/scaffold/": "data of a programme to begin with: a province of today, or of before 2025",
    "adapters/programme_files/national_units.py": "the lists of the country's units",
    "apps/setup/templates/setup/first_units.html": "offers the units since 1 July 2025",
    "apps/setup/templates/setup/first_earlier_units.html": "offers the units before 1 July 2025",
    "apps/setup/views/first_earlier_units.py": "says how many units before 1 July 2025 it loaded",
    "apps/setup/demonstration/": "the demonstration invents one district",
    "apps/setup/services/demonstration.py": "says what the demonstration makes",
}
READERS = {
    "domain/plans/": "recognises authorities and places in the text of plans of any year",
    "domain/privacy/": "recognises addresses",
    "domain/orgtree/unit_names.py": "recognises the kinds of units in written names",
    "domain/documents/external_form/": "recognises words of a superior's forms",
    "domain/documents/rules/": "recognises places in the head of a document (NĐ 30/2020)",
}
WORDS_ALLOWED = DATA | READERS
# Words of other things that happen to be codes of levels too.
CODES_ALLOWED = DATA | READERS | {
    "adapters/programme_files/definition.py": "who writes an outline: a stored code of its own",
    "apps/documents/models/outline.py": "who writes an outline: a stored code of its own",
    "apps/documents/templates/documents/_outlines.html": "who writes an outline: a stored code of its own",
    "apps/plans/templates/plans/before.html": "an aspect of an assignment: the agency that has it",
}  # fmt: skip
# Messages of the demonstration, whose code is exempt: it names the people of its one district.
CATALOGUE = "locale/en/LC_MESSAGES/django.po"
DEMONSTRATION_MESSAGES = {
    "Công an huyện",
    "Lãnh đạo UBND huyện",
    "Người ngoài huyện, không được cấp quyền",
    "Văn phòng UBND huyện, phát hành, quản trị tài khoản",
    "Ủy ban MTTQ huyện",
}
READERS_MESSAGES = {"cấp huyện"}  # domain/plans/authority.py


def list_files() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(SOURCE).as_posix()
        if path.suffix in KINDS and "/migrations/" not in name and "/vendor/" not in name:
            yield name, path.read_text("utf-8")


def find_lines(pattern: re.Pattern[str], text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if pattern.search(line)] if pattern.search(text) else []


def list_exempt_messages() -> set[str]:
    """Entries of the catalogue that only parts say in which the words belong."""
    said_there = {
        message
        for message, places in list_messages().items()
        if all(place.startswith(tuple(WORDS_ALLOWED)) for place in places)
    }
    return said_there | DEMONSTRATION_MESSAGES | READERS_MESSAGES


def test_no_name_of_a_level_or_place_outside_data_and_readers() -> None:
    exempt = list_exempt_messages()
    found = [
        f"{name}: {line}"
        for name, text in list_files()
        if not name.startswith(tuple(WORDS_ALLOWED))
        for line in find_lines(WORDS, text)
        if name != CATALOGUE or line.removeprefix('msgid "').removesuffix('"') not in exempt
    ]
    assert found == []


def test_no_rule_asks_for_the_code_of_a_level() -> None:
    found = [
        f"{name}: {line}"
        for name, text in list_files()
        if name.endswith((".py", ".html")) and not name.startswith(tuple(CODES_ALLOWED))
        for line in find_lines(CODES, text)
    ]
    assert found == []


@pytest.mark.parametrize("place", [*WORDS_ALLOWED, *CODES_ALLOWED])
def test_an_exempt_place_exists(place: str) -> None:
    assert (SOURCE / place).exists()


@pytest.mark.parametrize("place", sorted(READERS))
def test_an_exempt_reader_needs_it(place: str) -> None:
    path = SOURCE / place
    files: list[Path] = [path] if path.is_file() else sorted(path.rglob("*.py"))
    assert any(find_lines(WORDS, file.read_text("utf-8")) for file in files)


def test_the_messages_of_the_demonstration_are_its_own() -> None:
    code = "".join(text for name, text in list_files() if name.startswith("apps/setup/demonstration/"))
    assert [message for message in DEMONSTRATION_MESSAGES if f'"{message}"' not in code] == []


# What pages and help say names no level either: «xã», «phường», «tỉnh» are names of the levels of some installations.
SAID = re.compile(r"(?<!\w)(?:xã(?! hội)|phường|thị xã|quận|đặc khu|tỉnh)(?!\w)", re.IGNORECASE)
SAID_IN_ENGLISH = re.compile(r"(?<!\w)(?:communes?|wards?|districts?|townships?|provinces?)(?!\w)", re.IGNORECASE)
# The units of the country, of which a programme is made at set-up (ADR 63), and an example of the installation's name.
NATIONAL = re.compile(
    r"tỉnh, thành phố|xã, phường, đặc khu|không phải một tỉnh|của một tỉnh|UBND tỉnh|MTTQ tỉnh|tỉnh mã"
    r"|communes?, wards? (?:and|or) special zones?|choose province|not a province|province(?: or|,) city"
    r"|for the province|of the province»|of a province|no province|code of the province|%\(\w+\)[sd]",
    re.IGNORECASE,
)
HELP = SOURCE / "apps" / "home" / "guide"


def name_levels_said(pattern: re.Pattern[str], text: str) -> list[str]:
    return [line for line in text.splitlines() if pattern.search(NATIONAL.sub("", line))]


@pytest.mark.parametrize(("folder", "pattern"), [(HELP, SAID), (HELP / "en", SAID_IN_ENGLISH)], ids=["vi", "en"])
def test_help_speaks_of_no_level(folder: Path, pattern: re.Pattern[str]) -> None:
    chapters = sorted(folder.glob("*.md"))
    assert len(chapters) > 10
    assert [(path.name, line) for path in chapters for line in name_levels_said(pattern, path.read_text("utf-8"))] == []


def test_no_message_names_a_level_in_either_language() -> None:
    translations = read_po((SOURCE / CATALOGUE).read_text("utf-8"))
    demonstration = "".join(text for name, text in list_files() if name.startswith("apps/setup/demonstration/"))
    exempt = list_exempt_messages() | {message for message in translations if f'"{message}"' in demonstration}
    said = [message for message in list_messages() if message not in exempt and name_levels_said(SAID, message)]
    in_english = [
        (message, text)
        for message, text in translations.items()
        if message not in exempt and name_levels_said(SAID_IN_ENGLISH, text)
    ]
    assert (said, in_english) == ([], [])
