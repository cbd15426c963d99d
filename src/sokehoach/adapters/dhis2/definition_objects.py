"""The definitions of programmes as the objects of DHIS2's metadata.

What DHIS2 cannot say of an element, a form or an indicator stands in one metadata attribute as JSON, so that a
programme comes back as it went.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sokehoach.adapters.dhis2 import uids
from sokehoach.adapters.dhis2.attributes import ATTRIBUTE_UID, build_attribute, build_attribute_values
from sokehoach.adapters.dhis2.catalogue import (
    DataSet,
    ElementPart,
    ObjectCatalogue,
    OptionCombo,
    index_cells,
    list_option_combos,
    make_element_uid,
    make_option_combo_uid,
)
from sokehoach.adapters.dhis2.element_types import get_aggregation_type, get_value_type
from sokehoach.adapters.dhis2.indicator_objects import build_indicator_objects
from sokehoach.adapters.dhis2.object_fields import ObjectReference
from sokehoach.adapters.dhis2.period_codes import PERIOD_TYPES
from sokehoach.adapters.dhis2.unit_objects import Objects, UnitKey, make_unit_uid
from sokehoach.adapters.programme_files.canonical import to_plain
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.reporting.form import FormSection

# References go by UID; where a number comes from is a matter of the installation.
_LEFT_OUT_OF_CELLS = frozenset({"element", "element_code", "disaggregation", "source", "same_as"})


def build_definition_objects(catalogue: ObjectCatalogue, reporters: Mapping[str, tuple[UnitKey, ...]]) -> Objects:
    """The objects by list and UID. `reporters`: the units that report each form (uid) today."""
    return {
        "dataElements": _build_elements(catalogue),
        "dataSets": {row.uid: _build_data_set(row, catalogue, reporters) for row in catalogue.data_sets.values()},
        "sections": {
            section["id"]: section for row in catalogue.data_sets.values() for section in _build_sections(row)
        },
        **_build_categories(catalogue),
        **_build_option_sets(catalogue),
        **build_indicator_objects(catalogue),
        "attributes": {ATTRIBUTE_UID: build_attribute()},
        "programIndicators": {},
        "programs": {},
    }


def make_section_uid(form: str, kind: str, section: str) -> str:
    return uids.make_uid("section", form, kind, section)


def name_object(uid: str, code: str, name: str) -> dict[str, Any]:
    """The columns that nearly every object has."""
    short_name = name if len(name) <= 50 else f"{code} {name}"[:50]
    return {
        "id": uid, "code": code, "name": name, "displayName": name, "shortName": short_name,
        "displayShortName": short_name,
    }  # fmt: skip


def _build_elements(catalogue: ObjectCatalogue) -> dict[str, dict[str, Any]]:
    data_sets: dict[str, list[str]] = defaultdict(list)
    for row in catalogue.data_sets.values():
        for element_uid in dict.fromkeys(element for element, _combo in index_cells(row.form)):
            data_sets[element_uid].append(row.uid)
    return {uid: _build_element(part, data_sets[uid], catalogue) for uid, part in catalogue.parts.items()}


def _build_element(part: ElementPart, data_sets: list[str], catalogue: ObjectCatalogue) -> dict[str, Any]:
    element = part.element
    form = catalogue.form_codes.get(element.form, "")
    return name_object(part.uid, part.code, part.name) | {
        "formName": element.name,
        "description": element.source,
        "domainType": "AGGREGATE",
        "valueType": get_value_type(element),
        "aggregationType": get_aggregation_type(element),
        "zeroIsSignificant": True,
        "categoryCombo": ObjectReference("categoryCombos", part.combo_uid),
        "dataSetElements": [
            {"dataSet": ObjectReference("dataSets", uid), "dataElement": ObjectReference("dataElements", part.uid)}
            for uid in data_sets
        ],
        "attributeValues": build_attribute_values(
            {
                "element": element.code, "kind": element.kind, "unit": element.unit, "nature": element.nature,
                "over_time": element.over_time, "over_place": element.over_place, "function": element.function,
                "counts_persons": element.counts_persons, "decimals": element.decimals, "clauses": element.clauses,
                "form": form,
            }
        ),
    }  # fmt: skip


def _build_data_set(
    row: DataSet, catalogue: ObjectCatalogue, reporters: Mapping[str, tuple[UnitKey, ...]]
) -> dict[str, Any]:
    element_uids = dict.fromkeys(element for element, _combo in index_cells(row.form))
    return name_object(row.uid, row.code, row.name) | {
        "description": row.form.source,
        "formType": "SECTION",
        "periodType": PERIOD_TYPES[row.period_type],
        "openFuturePeriods": 1,  # a period is counted from before its first day
        "expiryDays": 0,
        "timelyDays": 0,
        "categoryCombo": ObjectReference("categoryCombos", uids.DEFAULT_CATEGORY_COMBO),
        "dataSetElements": [
            {
                "dataSet": ObjectReference("dataSets", row.uid),
                "dataElement": ObjectReference("dataElements", uid),
                "categoryCombo": ObjectReference("categoryCombos", catalogue.parts[uid].combo_uid),
            }
            for uid in element_uids
        ],
        "organisationUnits": [
            ObjectReference("organisationUnits", make_unit_uid(key)) for key in reporters.get(row.form.uid, ())
        ],
        "sections": [
            ObjectReference("sections", make_section_uid(row.form.uid, row.period_type, section.code))
            for section in row.form.sections
        ],
        "indicators": [],
        "attributeValues": build_attribute_values(
            {
                "form": to_plain(replace(row.form, sections=()), leave_out=frozenset({"uid"})),
                "programme": dict(catalogue.heads[row.programme]),
            }
        ),
    }  # fmt: skip


def _build_sections(row: DataSet) -> list[dict[str, Any]]:
    return [_build_section(row, section, position) for position, section in enumerate(row.form.sections, 1)]


def _build_section(row: DataSet, section: FormSection, position: int) -> dict[str, Any]:
    cells = [
        (make_element_uid(cell.element, cell.disaggregation), make_option_combo_uid(cell.disaggregation), cell)
        for cell in section.cells
    ]
    uid = make_section_uid(row.form.uid, row.period_type, section.code)
    return {
        "id": uid,
        "code": f"{row.code}.{section.code}",
        "name": section.title,
        "displayName": section.title,
        "sortOrder": position,
        "dataSet": ObjectReference("dataSets", row.uid),
        "dataElements": [
            ObjectReference("dataElements", uid) for uid in dict.fromkeys(element for element, _combo, _cell in cells)
        ],
        "attributeValues": build_attribute_values(
            {
                "section": section.code, "clauses": section.clauses,
                "cells": [
                    to_plain(cell, leave_out=_LEFT_OUT_OF_CELLS)
                    | {"dataElement": element, "categoryOptionCombo": combo}
                    for element, combo, cell in cells
                ],
            }
        ),
    }  # fmt: skip


def _build_categories(catalogue: ObjectCatalogue) -> Objects:
    option_sets = {option_set.uid: option_set for sets in catalogue.set_lists.values() for option_set in sets}
    default_combo = name_object(uids.DEFAULT_CATEGORY_COMBO, "default", "default") | {
        "isDefault": True, "dataDimensionType": "DISAGGREGATION", "skipTotal": False,
        "categories": [ObjectReference("categories", uids.DEFAULT_CATEGORY)],
        "categoryOptionCombos": [ObjectReference("categoryOptionCombos", uids.DEFAULT_CATEGORY_OPTION_COMBO)],
    }  # fmt: skip
    default_category = name_object(uids.DEFAULT_CATEGORY, "default", "default") | {
        "dataDimensionType": "DISAGGREGATION",
        "categoryOptions": [ObjectReference("categoryOptions", uids.DEFAULT_CATEGORY_OPTION)],
    }
    combos = {uid: _build_combo(uid, sets) for uid, sets in catalogue.set_lists.items()}
    return {
        "categoryCombos": {uids.DEFAULT_CATEGORY_COMBO: default_combo} | combos,
        "categories": {uids.DEFAULT_CATEGORY: default_category}
        | {_make_category_uid(row): _build_category(row) for row in option_sets.values()},
        "categoryOptions": {
            uids.DEFAULT_CATEGORY_OPTION: name_object(uids.DEFAULT_CATEGORY_OPTION, "default", "default")
        }
        | {
            uid: name_object(uid, f"{row.code}.{option.code}", option.name)
            for row in option_sets.values()
            for option in row.options
            for uid in (_make_category_option_uid(row, option.code),)
        },
        "categoryOptionCombos": {
            combo.uid: _build_option_combo(combo, combo_uid, sets)
            for combo_uid, sets in [(uids.DEFAULT_CATEGORY_COMBO, ()), *catalogue.set_lists.items()]
            for combo in list_option_combos(sets)
        },
    }


def _build_combo(uid: str, sets: tuple[OptionSet, ...]) -> dict[str, Any]:
    name, code = ", ".join(row.name for row in sets), ".".join(row.code for row in sets)
    return name_object(uid, code, name) | {
        "isDefault": False, "dataDimensionType": "DISAGGREGATION", "skipTotal": False,
        "categories": [ObjectReference("categories", _make_category_uid(row)) for row in sets],
        "categoryOptionCombos": [
            ObjectReference("categoryOptionCombos", combo.uid) for combo in list_option_combos(sets)
        ],
    }  # fmt: skip


def _build_category(row: OptionSet) -> dict[str, Any]:
    return name_object(_make_category_uid(row), row.code, row.name) | {
        "dataDimensionType": "DISAGGREGATION",
        "categoryOptions": [
            ObjectReference("categoryOptions", _make_category_option_uid(row, option.code)) for option in row.options
        ],
    }


def _build_option_combo(combo: OptionCombo, combo_uid: str, sets: tuple[OptionSet, ...]) -> dict[str, Any]:
    options = dict(part.split("=", 1) for part in combo.key.split(";")) if combo.key else {}
    option_uids = [_make_category_option_uid(row, options[row.uid]) for row in sets] or [uids.DEFAULT_CATEGORY_OPTION]
    return name_object(combo.uid, combo.code, combo.name) | {
        "ignoreApproval": False,
        "categoryCombo": ObjectReference("categoryCombos", combo_uid),
        "categoryOptions": [ObjectReference("categoryOptions", uid) for uid in option_uids],
    }


def _build_option_sets(catalogue: ObjectCatalogue) -> Objects:
    rows = {row.uid: row for programme in catalogue.programmes for row in programme.option_sets.values()}
    options = {
        uid: {
            "id": uid, "code": option.code, "name": option.name, "displayName": option.name, "sortOrder": position,
            "optionSet": ObjectReference("optionSets", uids.make_uid("optionSet", row.uid)),
        }
        for row in rows.values()
        for position, option in enumerate(row.options, 1)
        for uid in (uids.make_uid("option", row.uid, option.code),)
    }  # fmt: skip
    sets = {
        uid: name_object(uid, row.code, row.name)
        | {
            "valueType": "TEXT",
            "options": [
                ObjectReference("options", uids.make_uid("option", row.uid, option.code)) for option in row.options
            ],
        }
        for row in rows.values()
        for uid in (uids.make_uid("optionSet", row.uid),)
    }
    return {"optionSets": sets, "options": options}


def _make_category_uid(row: OptionSet) -> str:
    return uids.make_uid("category", row.uid)


def _make_category_option_uid(row: OptionSet, option: str) -> str:
    return uids.make_uid("categoryOption", row.uid, option)
