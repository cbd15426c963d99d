"""A register that is code stands in a folder that settings.MODULES names, and nothing else names the folder."""

import configparser
import re
from collections.abc import Iterator

from django.conf import settings

from sokehoach.apps.registers.core.modules import list_modules
from tests.repository.order import ROOT, SOURCE

REGISTERS = SOURCE / "apps" / "registers"
ENGINE = {"core", "data_registers"}
FOLDERS = {folder.removeprefix("sokehoach.apps.registers.") for folder in settings.MODULES}
MODULES = {folder.partition(".")[0] for folder in FOLDERS}
CONTRACT = "*.apps.registers."
# The demonstration invents entries of the first programme. The public page is offered before anybody has signed in.
NAMED = {
    "config/settings.py": {*FOLDERS},
    "apps/accounts/templates/accounts/sign_in.html": {"public_services"},
}
# The subject of the first programme, in words that no other plan needs.
SUBJECT_WORDS = re.compile(
    r"mại dâm|bán dâm|mua dâm|chủ chứa|karaoke|massage|vũ trường|xông hơi|tiếp viên|prostitut", re.I
)
# Where they stand, and why. What stands in a module is to become data of the programme (docs/adr/0105).
SUBJECT_FILES = {
    "domain/privacy/": "words beside which a name is a person's, in any register",
    "domain/plans/proposals/": "fields of work of agencies, and what plans count, in all plans",
    "domain/documents/external_form/": "how superiors' forms abbreviate",
}


def list_module_files() -> Iterator[tuple[str, str]]:
    for path in SOURCE.rglob("*"):
        if path.suffix in {".py", ".html", ".js", ".sql"} and "migrations" not in path.parts:
            name = path.relative_to(SOURCE).as_posix()
            if not name.startswith(("apps/setup/demonstration/", "programmes/")):
                yield name, path.read_text("utf-8")


def test_the_table_names_each_folder_with_models() -> None:
    with_models = {path.parent for path in REGISTERS.rglob("models.py")}
    with_models |= {path.parent for path in REGISTERS.rglob("models") if path.is_dir()}
    names = {".".join(path.relative_to(REGISTERS).parts) for path in with_models}
    assert names - ENGINE == FOLDERS
    assert len(list_modules()) == len(settings.MODULES)


def test_every_folder_of_a_module_is_in_the_contract_that_nobody_imports_it() -> None:
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter", "utf-8")
    contract = rules["importlinter:contract:modules"]
    assert contract["type"] == "protected"
    protected = {line.removeprefix(CONTRACT) for line in contract["protected_modules"].split()}
    assert protected == MODULES
    assert contract["allowed_importers"].split() == ["*.apps.setup.demonstration"]


def test_no_other_file_names_a_module() -> None:
    """Neither its folder nor a route of it, in code and templates."""
    namespaces = "|".join(sorted(folder.rpartition(".")[2] for folder in FOLDERS))
    named = re.compile(rf"apps\.registers\.({'|'.join(sorted(FOLDERS, reverse=True))})\b|\"({namespaces}):[a-z_]+\"")
    elsewhere = {
        (name, match.group(1) or match.group(2))
        for name, text in list_module_files()
        if not name.startswith(tuple(f"apps/registers/{module}/" for module in MODULES))
        for match in named.finditer(text)
    }
    assert {(name, word) for name, word in elsewhere if word not in NAMED.get(name, set())} == set()
    assert {name for name, _word in elsewhere} == {*NAMED}, "an exception that is none any more"


def test_words_of_the_first_programme_stand_in_its_definition() -> None:
    places = {name for name, text in list_module_files() if SUBJECT_WORDS.search(text)}
    assert {name for name in places if not name.startswith(tuple(SUBJECT_FILES))} == set()
    left = {place for place in SUBJECT_FILES if not any(name.startswith(place) for name in places)}
    assert left == set(), "a reason without its words"
