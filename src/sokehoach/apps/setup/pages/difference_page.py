"""The page of a difference: what changes, by how much it asks of reports, with what each group touches."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.adapters.programme_files.renamed_definition import rename_definition
from sokehoach.apps.programmes.models import DefinitionVersion
from sokehoach.apps.programmes.queries.versions import find_version_before
from sokehoach.apps.setup.pages.columns import name_field
from sokehoach.apps.setup.pages.differences import render_values, tell_renamed
from sokehoach.apps.setup.queries.definition_check import CheckedDefinition, Touched
from sokehoach.apps.setup.queries.shared_changes import SharedChanges, find_shared_changes
from sokehoach.domain.policy.groups import is_confidential
from sokehoach.domain.programmes.difference import DefinitionChange, Difference, Weight, compare_definitions
from sokehoach.domain.programmes.renaming import is_renaming, tell_renamings

_NOTHING = Touched(0, 0, 0)
_HEADINGS: dict[Weight, tuple[Promise, Promise]] = {
    Weight.REFUSED: (
        gettext_lazy("Không được đổi"),
        gettext_lazy("Loại số, chức năng, việc đếm người không đổi được: đóng cái cũ, lập cái mới với mã khác."),
    ),
    Weight.BREAKING: (
        gettext_lazy("Số liệu trước và sau không còn so được"),
        gettext_lazy("Phải ghi lý do và ngày áp dụng; có hiệu lực từ kỳ bắt đầu vào ngày ấy hoặc sau đó."),
    ),
    Weight.NARROWING: (
        gettext_lazy("Yêu cầu thêm"),
        gettext_lazy("Có hiệu lực từ kỳ bắt đầu vào ngày áp dụng hoặc sau đó; kỳ trước như cũ."),
    ),
    Weight.WIDENING: (
        gettext_lazy("Nới rộng"),
        gettext_lazy("Có ngay trong mọi báo cáo chưa gửi: ô, chỉ tiêu, lựa chọn mới không bắt buộc."),
    ),
    Weight.WORDING: (
        gettext_lazy("Câu chữ"),
        gettext_lazy("Có ngay trong mọi báo cáo chưa gửi; không đổi số nào."),
    ),
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`place`: «biểu 01-XA, ô A8, nhãn (label)»; `values`: as `render_values`. `touched`: None where nothing is."""

    place: str
    values: str
    touched: Touched | None = None


@dataclass(frozen=True, slots=True)
class WeightGroup:
    """The changes of one weight. `touched` is None where nothing was checked."""

    weight: Weight
    heading: str
    note: str
    lines: tuple[ChangeLine, ...]
    touched: Touched | None = None


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """`shared`: what changes beside the version. `needs_reason`: whether a reason and a day are asked for.

    `is_untouched`: no report or figure is touched, which the page says once.
    """

    groups: tuple[WeightGroup, ...]
    shared: SharedChanges = field(default_factory=SharedChanges)
    base: int = 0
    is_untouched: bool = False

    @property
    def count(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def is_empty(self) -> bool:
        return not self.groups and self.shared.is_empty

    @property
    def is_refused(self) -> bool:
        return any(group.weight is Weight.REFUSED for group in self.groups)

    @property
    def needs_reason(self) -> bool:
        return any(group.weight is Weight.BREAKING for group in self.groups)


def load_difference_page(programme: ProgrammeDefinition, checked: CheckedDefinition) -> DifferencePage:
    """That of a definition and the version in force. Reports and figures of confidential groups are not checked."""
    checked = _leave_out_confidential(checked)
    groups = _build_groups(tell_renamed(checked), checked if checked.base else None)
    shared = find_shared_changes(programme, checked.difference)
    return DifferencePage(groups, shared, checked.base, bool(groups and checked.base) and _is_untouched(checked))


def load_version_page(version: DefinitionVersion) -> DifferencePage:
    """What a published version changed in the one before it; nothing for the first one."""
    old_version = find_version_before(version)
    if old_version is None:
        return DifferencePage(())
    old, new = json.loads(old_version.definition), json.loads(version.definition)
    difference = tell_renamings(compare_definitions(old, new), old, new, rename_definition)
    return DifferencePage(_build_groups(difference, None), base=old_version.number)


def _build_groups(difference: Difference, checked: CheckedDefinition | None) -> tuple[WeightGroup, ...]:
    is_untouched = checked is not None and _is_untouched(checked)
    groups = []
    for weight, (heading, note) in _HEADINGS.items():
        changes = difference.list_by_weight(weight)
        if changes:
            line_check = checked if len(changes) > 1 else None  # of a single one the group says it
            lines = tuple(_build_line(change, line_check) for change in changes)
            touched = checked.count_touched(changes) if checked and not is_untouched else None
            groups.append(WeightGroup(weight, str(heading), str(note), lines, touched))
    return tuple(groups)


def _is_untouched(checked: CheckedDefinition) -> bool:
    return checked.count_touched(checked.difference.changes) == _NOTHING


def _build_line(change: DefinitionChange, checked: CheckedDefinition | None) -> ChangeLine:
    place = replace(change, field="").place
    if change.field and not is_renaming(change):
        label = name_field(change.field)
        place += f", {label} ({change.field})" if label != change.field else f", {label}"
    touched = checked.count_touched([change]) if checked and change.weight >= Weight.NARROWING else None
    return ChangeLine(place, render_values(change), None if touched == _NOTHING else touched)


def _leave_out_confidential(checked: CheckedDefinition) -> CheckedDefinition:
    """Whoever administers accounts holds no confidential group: how many reports these have is not shown to them."""
    definitions: list[Mapping[str, Any]] = [json.loads(checked.canonical.text)]
    definitions += [definition for _day, definition in checked.versions]
    confidential = {
        (section, item["code"])
        for definition in definitions
        for section in ("forms", "elements")
        for item in definition[section]
        if is_confidential(item["function"])
    }
    return replace(
        checked,
        reports={code: count for code, count in checked.reports.items() if ("forms", code) not in confidential},
        figures={code: count for code, count in checked.figures.items() if ("elements", code) not in confidential},
    )


def describe_shared(changes: SharedChanges) -> list[str]:
    """A sentence for each kind of change beside the version."""
    sentences = []
    if changes.new_units:
        names = ", ".join(unit.name for unit in changes.new_units)
        sentences.append(_("Thêm đơn vị: %(names)s.") % {"names": names})
    if changes.changed_units:
        names = ", ".join(unit.name for unit in changes.changed_units)
        sentences.append(_("Đổi đơn vị: %(names)s.") % {"names": names})
    if changes.levels:
        sentences.append(_("Đổi cấp đơn vị: %(codes)s.") % {"codes": ", ".join(changes.levels)})
    if changes.groups:
        sentences.append(_("Đổi nhóm bảo mật: %(codes)s.") % {"codes": ", ".join(changes.groups)})
    if changes.persons:
        sentences.append(_("Đổi quy định về nơi được đếm người."))
    if changes.roles:
        sentences.append(_("Thêm quyền cho vai trò: %(codes)s.") % {"codes": ", ".join(changes.roles)})
    return sentences
