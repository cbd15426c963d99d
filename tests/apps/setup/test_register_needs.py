"""The loader refuses a definition that lacks what the code of a register rests on: options, option sets, registers."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from sokehoach.adapters.programme_files.record import DefinitionError, DefinitionProblem
from sokehoach.adapters.programme_files.text_form import read_folder
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.setup.services import programmes
from tests.factories.quang_ngai import FIRST, FOLDERS
from tests.repository.order import SOURCE

# Codes of the first programme that are also words of the code: names of fields, routes and kinds of other things.
SAME_WORDS = {
    ("inspections", "kind", "article"),
    ("inspections", "team_act", "renewed"),
    ("budget", "budget_review", "settlement"),
    *(("inspections", "sanction", code) for code in ("licence", "warning", "suspension", "fine")),
}  # fmt: skip


def list_needs() -> dict[str, dict[str, tuple[tuple[str, ...], bool]]]:
    """By register and option set: the options by which its code decides, and whether the set has no others."""
    needs: dict[str, dict[str, tuple[tuple[str, ...], bool]]] = {}
    for code, register in get_product_registers().items():
        needs[code] = {option_set: (tuple(options), False) for option_set, options in register.option_sets.items()}
        for field in register.fields:
            if field.meanings:
                needs[code][field.option_set] = tuple(field.meanings), not field.has_other_options
    return needs


CASES = [
    (register, option_set, option, are_all)
    for register, sets in list_needs().items()
    for option_set, (options, are_all) in sets.items()
    for option in options
]
REFERENCES = sorted(
    {
        (code, needed)
        for code, register in get_product_registers().items()
        for needed in (*register.needs, *(field.register for field in register.fields if field.required))
        if needed
    }
)


def read_without(change: str, option_set: str, option: str) -> tuple[DefinitionProblem, ...]:
    """The problems of the first programme with this option renamed, or with one more beside it."""
    files = read_folder(FOLDERS[FIRST])
    sets = yaml.safe_load(files["option_sets.yaml"])
    (described,) = [row for row in sets["option_sets"] if row["code"] == option_set]
    described["options"] = {
        (f"{code}_too" if change == "renamed" and code == option else code): name
        for code, name in described["options"].items()
    } | ({"one_more": "Thêm"} if change == "more" else {})
    files["option_sets.yaml"] = yaml.safe_dump(sets, allow_unicode=True, sort_keys=False)
    return read_problems(files)


def read_problems(files: Mapping[str, str]) -> tuple[DefinitionProblem, ...]:
    try:
        programmes.read_programme(files)
    except DefinitionError as refused:
        return tuple(refused.problems)
    return ()


def find_line(register: str) -> int:
    lines = read_folder(FOLDERS[FIRST])["registers.yaml"].splitlines()
    return lines.index(f"  - code: {register}") + 1


@pytest.mark.parametrize(("register", "option_set", "option", "are_all"), CASES)
def test_an_option_by_which_the_code_decides_is_demanded(
    register: str, option_set: str, option: str, are_all: bool
) -> None:
    problems = read_without("renamed", option_set, option)
    (told,) = [row for row in problems if f"sổ «{register}» cần danh mục «{option_set}»" in str(row.reason)]
    assert (told.file, told.line) == ("registers.yaml", find_line(register))
    assert re.search(rf"các lựa chọn .*\b{option}\b", str(told.reason))


@pytest.mark.parametrize(("option_set", "are_all"), sorted({(case[1], case[3]) for case in CASES}))
def test_other_options_are_the_programmes_own_where_the_code_allows(option_set: str, are_all: bool) -> None:
    problems = read_without("more", option_set, "")
    assert bool([row for row in problems if f"cần danh mục «{option_set}»" in str(row.reason)]) is are_all


@pytest.mark.parametrize(("register", "needed"), REFERENCES)
def test_a_register_without_one_that_it_rests_on_is_refused(register: str, needed: str) -> None:
    files = read_folder(FOLDERS[FIRST])
    before, _, rest = files["registers.yaml"].partition(f"  - code: {needed}\n")
    files["registers.yaml"] = before + "  - code:" + rest.partition("  - code:")[2]
    (told,) = [row for row in read_problems(files) if f"sổ «{register}» cần sổ «{needed}»" in str(row.reason)]
    assert told.file == "registers.yaml"
    assert files["registers.yaml"].splitlines()[told.line - 1] == f"  - code: {register}"


def list_words(folder: Path) -> dict[str, str]:
    """The string literals of the code below a folder, each with a place."""
    return {
        node.value: f"{path.name}:{node.lineno}"
        for path in folder.rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_no_code_names_an_option_that_is_not_demanded() -> None:
    sets = yaml.safe_load(read_folder(FOLDERS[FIRST])["option_sets.yaml"])["option_sets"]
    demanded = {(option_set, option) for _register, option_set, option, _are_all in CASES}
    named = {}
    for module in {folder.rpartition("registers.")[2].partition(".")[0] for folder in settings.MODULES}:
        words = list_words(SOURCE / "apps" / "registers" / module)
        for row in sets:
            for option in row["options"]:
                if row["code"] in words and option in words and (row["code"], option) not in demanded:
                    named[module, row["code"], option] = words[option]
    assert {place: line for place, line in named.items() if place not in SAME_WORDS} == {}
    assert SAME_WORDS - named.keys() == set(), "an exception that is none any more"
