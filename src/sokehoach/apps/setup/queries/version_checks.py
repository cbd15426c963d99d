"""Checks that published versions are as they were published, and that rows and stored values follow them."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.canonical import (
    compute_digest,
    parse_definition,
    to_plain,
    to_plain_definition,
)
from sokehoach.adapters.programme_files.earlier import attach_timeline, build_closed_items
from sokehoach.adapters.programme_files.uids import replace_codes
from sokehoach.apps.accounts.permissions import INSTALLATION_WIDE
from sokehoach.apps.audit.models import Event
from sokehoach.apps.indicators.queries.elements import list_elements, list_indicators, list_option_sets
from sokehoach.apps.programmes.models import DefinitionVersion, Programme
from sokehoach.apps.programmes.queries.identities import list_uids
from sokehoach.apps.programmes.queries.versions import list_all_versions
from sokehoach.apps.reporting.queries.form_versions import find_altered_versions, find_undefined_values
from sokehoach.apps.reporting.queries.forms import list_forms
from sokehoach.apps.reporting.queries.stored_values import list_value_places
from sokehoach.apps.setup.queries.stored_definition import build_stored_definition
from sokehoach.domain.indicators.element import SHARED_OPTION_SETS, DataElement, OptionSet, format_key, parse_key
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.programmes.difference import SECTIONS_VI
from sokehoach.domain.programmes.rules import SECTIONS
from sokehoach.domain.programmes.timeline import TIMED, build_timeline, list_closed_items
from sokehoach.domain.reporting.form import Form

MIGRATED = "sokehoach migrate"  # who built version 1 of a programme that was there before: the trail has no leaf of it

_WITHOUT_ROW = {"keepings": {"source"}, "option_sets": {"source"}, "reports": {"source"}}


@dataclass(frozen=True, slots=True)
class VersionFault:
    """A fault of one version of a programme (code). `reason`: a sentence without a full stop."""

    programme: str
    version: int
    reason: str


def find_version_faults() -> Iterator[VersionFault]:
    """All faults, programme by programme."""
    leaves = _list_published_digests()
    published: dict[int, list[tuple[date, Any]]] = defaultdict(list)
    withdrawn: dict[int, list[tuple[date, Any]]] = defaultdict(list)
    altered: set[int] = set()
    current: list[tuple[Programme, int]] = []
    defined: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
    withdrawals = _list_withdrawals()
    days_by_version = _list_first_days()
    first_versions: dict[int, dict[str, int]] = defaultdict(dict)
    for version in list_all_versions():
        code = version.programme.code
        leaf_digest = leaves.pop((code, version.number), None)
        if compute_digest(version.definition) != version.digest:
            altered.add(version.programme_id)
            yield VersionFault(code, version.number, _("nội dung không khớp mã băm"))
        elif leaf_digest != version.digest and (leaf_digest is not None or version.published_by != MIGRATED):
            yield VersionFault(code, version.number, _("mã băm khác mã băm trong nhật ký"))
        definition = json.loads(version.definition)
        for form in definition["forms"]:
            first_versions[version.programme_id].setdefault(form["code"], version.number)
        is_withdrawn = version.state == DefinitionVersion.State.WITHDRAWN
        if is_withdrawn != ((code, version.number) in withdrawals):
            yield VersionFault(code, version.number, _("trạng thái rút khác nhật ký"))
        versions = withdrawn if is_withdrawn else published
        versions[version.programme_id].append((version.in_force_from, definition))
        if version.state == DefinitionVersion.State.PUBLISHED:
            current.append((version.programme, version.number))
        defined[version.programme_id] |= list_defined_cells(definition)
    for programme, number in current:
        effective, withdrawn_versions = published[programme.pk], withdrawn[programme.pk]
        places = find_row_differences(programme, _add_closed_items(effective[-1][1], [*withdrawn_versions, *effective]))
        places += [
            _("ngày bắt đầu thu của biểu %(form)s khác nhật ký") % {"form": form.code}
            for form in list_forms(programme)
            if (first_number := first_versions[programme.pk].get(form.code)) is not None
            and form.collected_from != days_by_version.get((programme.code, first_number))
        ]
        if programme.pk not in altered:
            places += _find_timeline_differences(programme, effective, withdrawn_versions)
        for place in places:
            reason = _("dữ liệu đang dùng khác phiên bản: %(place)s") % {"place": place}
            yield VersionFault(programme.code, number, reason)
    for code, number in leaves:
        yield VersionFault(code, number, _("nhật ký có, cơ sở dữ liệu không có phiên bản này"))
    for programme in Programme.objects.all():
        for place in find_undefined_places(programme, defined[programme.pk]):
            reason = _("số liệu đã lưu không có ô trong phiên bản nào: %(place)s") % {"place": place}
            yield VersionFault(programme.code, 0, reason)
    for form_version in find_altered_versions():
        reason = _("biểu %(form)s theo đó báo cáo đã gửi không khớp mã băm") % {"form": form_version.form.code}
        yield VersionFault(form_version.form.programme.code, 0, reason)
    for form_version, cell in find_undefined_values():
        reason = _("báo cáo đã gửi có số ở ô %(cell)s mà biểu %(form)s khi gửi không có")
        texts = {"cell": cell, "form": form_version.form.code}
        yield VersionFault(form_version.form.programme.code, 0, reason % texts)


def _list_published_digests() -> dict[tuple[str, int], str]:
    """(programme, number) → digest, as the audit trail has them."""
    details = Event.objects.filter(action="programme.publish").values_list("body__detail", flat=True)
    return {(detail["programme"], detail["version"]): detail["digest"] for detail in details}


def _list_first_days() -> dict[tuple[str, int], date]:
    """(programme, number) → from when the forms that the version adds are collected, as the audit trail has it."""
    details = Event.objects.filter(action="pack.keep", body__detail__has_key="collected_from").values_list(
        "subject", "body__detail"
    )
    return {
        (subject.removeprefix("pack:"), detail["version"]): date.fromisoformat(detail["collected_from"])
        for subject, detail in details
    }


def _list_withdrawals() -> set[tuple[str, int]]:
    """(programme, number) of each version that was withdrawn, as the audit trail has them."""
    details = Event.objects.filter(action="programme.withdraw").values_list("body__detail", flat=True)
    return {(detail["programme"], detail["withdrawn"]) for detail in details}


def _add_closed_items(definition: Mapping[str, Any], versions: Sequence[tuple[date, Any]]) -> dict[str, Any]:
    """The definition with the last one of each element, form and indicator that it closes: their rows stay."""
    return {**definition} | {
        section: [*definition.get(section, ()), *list_closed_items(versions, section)] for section in TIMED
    }


def find_row_differences(programme: Programme, definition: Mapping[str, Any]) -> list[str]:
    """The places of the definition whose rows are missing or differ: «forms 01-XA»."""
    rows = to_plain_definition(build_stored_definition(apps.get_model, programme))
    places = [name for name in ("name", "short_name", "unit") if rows.get(name) != definition.get(name)]
    for section, rules in SECTIONS.items():
        if section == "english":
            continue  # pages read it from the version: no row has it
        stored = {rules.get_key(item): item for item in rows.get(section, ())}
        for item in definition.get(section, ()):
            key = rules.get_key(item)
            row = stored.get(key)
            if _is_of_others(section, item, row, programme):
                continue
            if section == "option_sets" and row is not None:
                row = _leave_out_other_options(row, item)
            if _compared(section, row) != _compared(section, item):
                places.append(f"{SECTIONS_VI[section]} {key}")
    return places


def _find_timeline_differences(
    programme: Programme, versions: Sequence[tuple[date, Any]], withdrawn: Sequence[tuple[date, Any]]
) -> list[str]:
    """The places whose earlier definitions, breaks or spans, as the rows have them, do not follow from the versions."""
    timeline = build_timeline(versions, [definition for _day, definition in withdrawn])
    uids = list_uids(programme)
    current = attach_timeline(parse_definition(versions[-1][1]), timeline)
    closed_items = build_closed_items(current, [*withdrawn, *versions], timeline)
    definitions = [replace_codes(definition, uids) for definition in (current, closed_items)]
    stored_sets = list_option_sets()
    forms = {form.uid: form for form in list_forms(programme)}
    elements, indicators = list_elements(programme=programme.pk), list_indicators(programme)
    places = [
        f"{SECTIONS_VI['option_sets']} {option_set.code}"
        for definition in definitions
        for option_set in definition.option_sets
        if option_set.code not in SHARED_OPTION_SETS and option_set.uid in stored_sets
        if not _has_options(stored_sets[option_set.uid], option_set)
    ]
    places += [
        f"{SECTIONS_VI['forms']} {form.code}"
        for definition in definitions
        for form in definition.forms
        if form.uid in forms and _get_timeline(forms[form.uid]) != _get_timeline(form)
    ]
    pairs: list[tuple[str, DataElement | Indicator, DataElement | Indicator]] = []
    for definition in definitions:
        pairs += [("elements", item, elements[item.uid]) for item in definition.elements if item.uid in elements]
        pairs += [
            ("indicators", item, indicators[item.uid]) for item in definition.indicators if item.uid in indicators
        ]
    return places + [
        f"{SECTIONS_VI[section]} {item.code}"
        for section, item, row in pairs
        if _to_plain_timeline(item) != _to_plain_timeline(row)
    ]


def _has_options(row: OptionSet, expected: OptionSet) -> bool:
    """Whether the row has these options alone, in use on the same days, and the closed ones by their last names."""
    return {(option.code, option.spans) for option in row.options} == {
        (option.code, option.spans) for option in expected.options
    } and {option.name for option in expected.options if option.spans} <= {option.name for option in row.options}


def _get_timeline(form: Form) -> Any:
    return form.earlier_definitions, form.spans


def _to_plain_timeline(item: DataElement | Indicator) -> Any:
    return [(row.valid_until, to_plain(row.definition)) for row in item.earlier_definitions], item.breaks


def _compared(section: str, item: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (item or {}).items() if name not in _WITHOUT_ROW.get(section, ())}


def _is_of_others(section: str, item: Mapping[str, Any], row: Mapping[str, Any] | None, programme: Programme) -> bool:
    """Whether the item is of the installation, and another programme that brought it first says how it is.

    `row`: that of this programme.
    """
    if section == "option_sets":
        return row is None and item["code"] in SHARED_OPTION_SETS
    is_later = Programme.objects.filter(pk__lt=programme.pk).exists()
    return is_later and section == "roles" and INSTALLATION_WIDE.issuperset(item["actions"])


def _leave_out_other_options(row: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """The option set without options that the definition does not have: closed ones (`_has_options`), and
    those that later programmes added to a set of the installation.
    """
    codes = {option["code"] for option in item["options"]}
    return {**row, "options": [option for option in row["options"] if option["code"] in codes]}


def list_defined_cells(definition: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    """Form, element and disaggregation of each cell, by code."""
    return {
        (form["code"], cell["element"], cell.get("disaggregation", ""))
        for form in definition["forms"]
        for section in form["sections"]
        for cell in section["cells"]
    }


def find_undefined_places(programme: Programme, defined: set[tuple[str, str, str]]) -> Iterator[str]:
    """The form, element and disaggregation (codes) of each stored value of reports whose cell is not defined."""
    codes = {kind: {uid: code for code, uid in pairs.items()} for kind, pairs in list_uids(programme).items()}
    for form, element, key in list_value_places(programme):
        option_sets = codes.get("option_set", {})
        named_key = format_key({option_sets.get(name, name): option for name, option in (parse_key(key) or {}).items()})
        cell = codes.get("form", {}).get(form, form), codes.get("element", {}).get(element, element), named_key
        if cell not in defined:
            yield " ".join(part for part in cell if part)
