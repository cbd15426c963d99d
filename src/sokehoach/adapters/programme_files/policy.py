"""Read the policy of a programme: confidential groups of the installation, and where counts of persons may exist."""

from pathlib import Path

from sokehoach.adapters.programme_files.definition import PolicyDefinition
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.levels import read_level
from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.messages import say
from sokehoach.domain.orgtree.level import Levels
from sokehoach.domain.policy.groups import GENERAL, ConfidentialGroup, ConfidentialGroups, find_group_problems
from sokehoach.domain.policy.persons import LegalBasis, PersonsRule

STRICT_FOLDER, STRICT_FILE = Path(__file__).resolve().parents[2] / "programmes", "strict_policy.yaml"


def read_strict_groups() -> ConfidentialGroups:
    """Return the groups of the strict policy, which every installation has. ValueError if its file is broken."""
    folder = Folder(STRICT_FOLDER)
    groups = ConfidentialGroups(group for group, _record in _read_groups(folder.yaml(STRICT_FILE)))
    if folder.problems:
        raise ValueError(f"{STRICT_FILE}: {folder.problems}")
    return groups


def read_policy(file: Record, levels: Levels) -> PolicyDefinition:
    """Return the strict groups with those of the file, and its rule on counts of persons.

    A rule that allows a level which the levels themselves do not allow must state its legal basis.
    """
    strict_groups = read_strict_groups()
    located_groups = _read_groups(file)
    records = {group.code: record for group, record in located_groups}
    for group, reason in find_group_problems((group for group, _record in located_groups), strict_groups):
        records[group.code].refuse(reason)
    own_groups = [group for group, _record in located_groups if group.code not in strict_groups]
    persons = file.record("persons")
    rule = PersonsRule() if persons is None else _read_rule(persons, levels)
    file.finish()
    return PolicyDefinition(ConfidentialGroups((*strict_groups, *own_groups)), rule)


def read_function(record: Record, name: str, groups: ConfidentialGroups) -> str:
    """Return the function: general or the code of a confidential group; for another one add a problem."""
    return _check_function(record, name, record.text(name), groups)


def read_functions(record: Record, name: str, groups: ConfidentialGroups) -> tuple[str, ...]:
    return tuple(_check_function(record, name, code, groups) for code in record.texts(name))


def _check_function(record: Record, name: str, code: str, groups: ConfidentialGroups) -> str:
    if code and code not in groups.functions:
        record.refuse(
            say(
                "«%(name)s» là «%(code)s», phải là một trong: %(functions)s",
                name=name,
                code=code,
                functions=", ".join(groups.functions),
            ),
            name,
        )
    return code if code in groups.functions else GENERAL


def _read_groups(file: Record) -> list[tuple[ConfidentialGroup, Record]]:
    groups: dict[str, tuple[ConfidentialGroup, Record]] = {}
    for record in file.records("groups", required=False):
        group = ConfidentialGroup(
            code=record.code("code", most=20),
            name=record.text("name", most=60),
            english=record.optional("english", most=60),
            wall=record.code("wall") if "wall" in record.fields else "",
            in_trends=record.flag("in_trends", default=False),
        )
        record.finish()
        if group.code in groups:
            record.refuse(say("trùng mã nhóm «%(code)s»", code=group.code), "code")
        groups[group.code] = group, record
    return list(groups.values())


def _read_rule(record: Record, levels: Levels) -> PersonsRule:
    lowest = read_level(record, "lowest_level", record.text("lowest_level"), levels)
    valid_from = record.day("valid_from")
    basis_record = record.record("basis")
    basis = None if basis_record is None else _read_basis(basis_record)
    record.finish()
    rule = PersonsRule(lowest, valid_from, basis)
    if lowest.code in levels and not lowest.is_area:
        record.refuse(say("cấp thấp nhất có số về người phải là địa bàn"), "lowest_level")
    elif rule.is_looser(levels) and basis is None:
        record.refuse(
            say("nới so với quy định mặc định: phải ghi căn cứ «basis» gồm văn bản, điều khoản, người quyết định"),
            "lowest_level",
        )
    return rule


def _read_basis(record: Record) -> LegalBasis:
    basis = LegalBasis(
        document=record.text("document"), clause=record.text("clause", most=200),
        decided_by=record.text("decided_by", most=200),
    )  # fmt: skip
    record.finish()
    return basis
