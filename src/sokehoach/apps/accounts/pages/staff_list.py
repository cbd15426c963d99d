"""The preview of a list of staff: the columns, what each line would make, and what is wrong with it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import SheetColumn, WorkbookSheet
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.pages.offers import RolePart, list_administered_units, list_parts
from sokehoach.apps.accounts.pages.signing_roles import (
    drafts_figures,
    find_reading_part,
    list_figure_offices,
    needs_figures,
)
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.queries.invitations import InvitationState
from sokehoach.apps.accounts.queries.users import list_known_accounts
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.orgunits.queries.units import KnownUnits
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.post_params import parse_count
from sokehoach.domain.delimited_text import join_rows
from sokehoach.domain.policy.groups import is_confidential
from sokehoach.domain.staff.staff_list import (
    ProblemKind,
    StaffColumn,
    StaffLine,
    StaffLookup,
    StaffMember,
    Table,
    guess_columns,
    has_headings,
    read_members,
)
from sokehoach.domain.text import fold_accents

LABELS = {
    StaffColumn.UNIT: gettext_lazy("Đơn vị"),
    StaffColumn.FULL_NAME: gettext_lazy("Họ và tên"),
    StaffColumn.TITLE: gettext_lazy("Chức vụ"),
    StaffColumn.USERNAME: gettext_lazy("Tên đăng nhập"),
    StaffColumn.ROLE: gettext_lazy("Vai trò"),
}
STATE_LABELS = {
    InvitationState.WAITING: gettext_lazy("chờ nhận"),
    InvitationState.EXPIRED: gettext_lazy("hết hạn"),
    InvitationState.WITHOUT_LINK: gettext_lazy("chưa có liên kết"),
    InvitationState.APPROVAL: gettext_lazy("chờ duyệt"),
    InvitationState.ACCEPTED: gettext_lazy("đã nhận"),
}
REQUIRED = (StaffColumn.UNIT, StaffColumn.FULL_NAME)
MAX_PROBLEMS = 200  # that are shown
_MESSAGES = {
    ProblemKind.UNIT_MISSING: gettext_lazy("Ghi tên hoặc mã đơn vị."),
    ProblemKind.UNIT_UNKNOWN: gettext_lazy(
        "Không có một đơn vị duy nhất tên này trong phạm vi bạn quản trị. Ghi mã hoặc tên đủ."
    ),
    ProblemKind.NAME_MISSING: gettext_lazy("Ghi họ và tên."),
    ProblemKind.NAME_WRONG: gettext_lazy("Họ và tên gồm ít nhất hai chữ, không có số, không quá 150 ký tự."),
    ProblemKind.NAME_OF_OFFICE: gettext_lazy(
        "Giống tên một bộ phận. Mỗi tài khoản là của một người: ghi tên người, hoặc đánh dấu ở dưới."
    ),
    ProblemKind.NAME_REPEATED: gettext_lazy("Trùng với dòng %(other)s của danh sách."),
    ProblemKind.NAME_KNOWN: gettext_lazy("Người này đã có tài khoản ở đơn vị: %(other)s. Bỏ dòng này."),
    ProblemKind.TITLE_WRONG: gettext_lazy("Chức vụ không quá 150 ký tự, không có số điện thoại hay số giấy tờ."),
    ProblemKind.USERNAME_WRONG: gettext_lazy(
        "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, số, dấu chấm, gạch. Để trống thì phần mềm đặt."
    ),
    ProblemKind.USERNAME_REPEATED: gettext_lazy("Trùng tên đăng nhập với dòng %(other)s của danh sách."),
    ProblemKind.USERNAME_TAKEN: gettext_lazy("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."),
    ProblemKind.ROLE_MISSING: gettext_lazy("Ghi vai trò, hoặc chọn vai trò cho các dòng để trống."),
    ProblemKind.ROLE_UNKNOWN: gettext_lazy(
        "Cấp của đơn vị không có vai trò «%(other)s», hoặc bạn không giữ vai trò ấy."
    ),
}


@dataclass(frozen=True, slots=True)
class ListProblem:
    """For shell/import_problems.html."""

    address: str
    column: str
    typed: str
    message: str


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """`options`: place from 0, heading, whether it is places."""

    name: str
    label: str
    is_required: bool
    options: list[tuple[int, str, bool]]


class StaffDirectory:
    """The units of an administrator, and the roles that may be given in them, by the names in a list. Few queries."""

    def __init__(self, scope: Scope) -> None:
        self.units = {str(unit.pk): unit for unit in list_administered_units(scope)}
        self._known_units = KnownUnits(list(self.units.values()))
        self.parts = list_parts(scope, list(self.units.values()))
        programmes = {role.programme_id for role, _function, _unit in self.parts.values()} - {None}
        self._has_several_programmes = len(programmes) > 1
        self._accounts = {
            (str(unit), full_name): username
            for (unit, full_name), username in list_known_accounts({int(pk) for pk in self.units}).items()
        }
        self._usernames = set(User.objects.values_list("username", flat=True))

    def name_role(self, key: str) -> str:
        return self._name_part(self.parts[key])

    def list_role_names(self) -> list[str]:
        """Returns the names of the roles that may be given anywhere, as a list may write them."""
        return list(dict.fromkeys(self._name_part(part) for part in self.parts.values()))

    def build_lookup(self) -> StaffLookup:
        """The names of a role over a unit mean the role there, else over the area to which its agency belongs."""
        roles: dict[tuple[str, str], str] = {}
        for (unit, name), keys in self._list_named_parts().items():
            if len(keys) == 1:
                roles[unit, name] = keys[0]
        for pk, place in self.units.items():
            if place.parent_id is not None and is_attached(place):
                for (area, name), key in list(roles.items()):
                    if area == str(place.parent_id):
                        roles.setdefault((pk, name), key)
        return StaffLookup(cache(self._find_unit), roles, self._accounts, self._usernames)

    def _find_unit(self, text: str) -> str:
        unit = self._known_units.find(text)
        return str(unit.pk) if unit else ""

    def _list_named_parts(self) -> dict[tuple[str, str], list[str]]:
        """By unit and name: by the full name with programme and group, and by the bare name and code."""
        keys: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, part in self.parts.items():
            role, _function, unit = part
            for name in dict.fromkeys(fold_accents(name) for name in (self._name_part(part), role.name, role.code)):
                keys[str(unit.pk), name].append(key)
        return keys

    def _name_part(self, part: RolePart) -> str:
        role, function, _unit = part
        group = f" ({policies.get_function_name(function)})" if is_confidential(function) else ""
        programme = f" · {role.programme.short_name}" if self._has_several_programmes and role.programme else ""
        return role.name + group + programme


@dataclass(frozen=True)
class StaffListPreview:
    """`table` with the user names that would be used, to be sent again; `lines` as they were read."""

    table: Table
    columns: Mapping[StaffColumn, int]
    lines: list[StaffLine]
    directory: StaffDirectory

    @property
    def is_complete(self) -> bool:
        return bool(self.lines) and all(line.member is not None for line in self.lines)

    @property
    def text(self) -> str:
        return join_rows(self.table)

    def list_problems(self) -> list[ListProblem]:
        return [
            ListProblem(
                _("dòng %(n)s") % {"n": line.number},
                str(LABELS[problem.column]),
                problem.typed,
                str(_MESSAGES[problem.kind]) % {"other": problem.other},
            )
            for line in self.lines
            for problem in line.problems
        ]

    def list_people(self) -> list[tuple[StaffMember, Unit, list[str]]]:
        """Returns each member, with the unit and the names of the roles."""
        return [(member, unit, [part[0].name for part in parts]) for member, unit, parts in self.list_members()]

    def list_members(self) -> list[tuple[StaffMember, Unit, list[RolePart]]]:
        """Returns each member, with the unit and the roles. Who signs for an office that puts the area's figures into
        documents has the role that opens them, too.
        """
        return [
            (member, unit, parts + [part for part in [reading_part] if part is not None])
            for member, unit, parts, reading_part in self._list_signers_too()
        ]

    def list_unable_signers(self) -> list[str]:
        """Returns who would sign such documents and cannot open them: the administrator may not give that role."""
        return [
            member.full_name
            for member, unit, parts, reading_part in self._list_signers_too()
            if reading_part is None and self._needs_figures(unit, parts)
        ]

    def _list_signers_too(self) -> list[tuple[StaffMember, Unit, list[RolePart], RolePart | None]]:
        return [
            (member, unit, parts, self._find_reading_part(unit, parts)) for member, unit, parts in self._typed_members
        ]

    def _find_reading_part(self, unit: Unit, parts: list[RolePart]) -> RolePart | None:
        if unit.parent_id is None or not self._needs_figures(unit, parts):
            return None
        return find_reading_part(parts, self.directory.parts.values(), unit.parent_id)

    def _needs_figures(self, unit: Unit, parts: list[RolePart]) -> bool:
        return is_attached(unit) and (unit.pk, unit.parent_id) in self._figure_offices and needs_figures(parts)

    @cached_property
    def _typed_members(self) -> list[tuple[StaffMember, Unit, list[RolePart]]]:
        directory = self.directory
        return [
            (line.member, directory.units[line.member.unit], [directory.parts[key] for key in line.member.roles])
            for line in self.lines
            if line.member is not None
        ]

    @cached_property
    def _figure_offices(self) -> set[tuple[int, int | None]]:
        """The units whose staff, invited earlier or with this list, put figures of an area into documents."""
        if not any(needs_figures(parts) for _member, _unit, parts in self._typed_members):
            return set()
        listed = {(unit.pk, unit.parent_id) for _member, unit, parts in self._typed_members if drafts_figures(parts)}
        return listed | list_figure_offices(clock.today())

    def list_columns(self) -> list[ColumnChoice]:
        headings = self.table[0] if self.table else ()
        is_named = has_headings(self.table)
        titles = [
            heading if is_named and heading else _("cột %(n)s") % {"n": place}
            for place, heading in enumerate(headings, start=1)
        ]
        return [
            ColumnChoice(
                f"c-{column}", str(LABELS[column]), column in REQUIRED,
                [(place, title, self.columns.get(column) == place) for place, title in enumerate(titles)],
            )
            for column in StaffColumn
        ]  # fmt: skip

    @translation.override(settings.LANGUAGE_CODE)  # what is read again is Vietnamese, as a file is
    def format_complete_table(self) -> str:
        """The table of what would be made, with all user names, whatever columns the list had."""
        rows: list[Sequence[str]] = [[str(LABELS[column]) for column in StaffColumn]]
        for member, unit, _parts in self.list_members():
            names = "; ".join(self.directory.name_role(key) for key in member.roles)
            rows.append([unit.code, member.full_name, member.title, member.username, names])
        return join_rows(rows)


def build_preview(
    staff_directory: StaffDirectory,
    table: Table,
    *,
    places: Mapping[str, str] | None = None,
    default_role: str = "",
    allows_offices: bool = False,
) -> StaffListPreview:
    """`places`: the typed places of columns by field name («c-unit»: «2»); without any they are guessed."""
    lookup = staff_directory.build_lookup()
    columns = guess_columns(table, lookup) if places is None else _parse_columns(places)
    lines = read_members(table, columns, lookup, default_role=default_role, allows_offices=allows_offices)
    return StaffListPreview(table, columns, lines, staff_directory)


@translation.override(settings.LANGUAGE_CODE)
def build_template(scope: Scope) -> bytes:
    """A workbook with a line for each unit that the administrator is in charge of, to be filled in."""
    directory = StaffDirectory(scope)
    columns = (
        SheetColumn(str(LABELS[StaffColumn.UNIT]), width=14, note=_("mã hoặc tên đơn vị")),
        SheetColumn(_("Tên đơn vị"), width=32, note=_("để dễ tìm; không được đọc khi đã có mã")),
        SheetColumn(str(LABELS[StaffColumn.FULL_NAME]), width=28),
        SheetColumn(str(LABELS[StaffColumn.TITLE]), width=22, note=_("nếu có")),
        SheetColumn(str(LABELS[StaffColumn.USERNAME]), width=18, note=_("để trống thì phần mềm đặt: «lan.lt»")),
        SheetColumn(
            str(LABELS[StaffColumn.ROLE]), width=34, note=_("nhiều vai trò thì cách nhau bằng dấu chấm phẩy (;)"),
            choices=tuple(directory.list_role_names()), several=True,
        ),
    )  # fmt: skip
    rows = ((unit.code, unit.name, None, None, None, None) for unit in directory.units.values())
    return writer.write_workbook(WorkbookSheet(_("Danh sách"), columns, rows), template=True)


def _parse_columns(places: Mapping[str, str]) -> dict[StaffColumn, int]:
    texts = {column: places.get(f"c-{column}", "") for column in StaffColumn}
    return {column: parse_count(text) for column, text in texts.items() if text}
