"""The agencies of an area as a template has them: left out, renamed or added to before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.adapters.programme_files.scaffold import AgencyTemplate, NamedArea
from sokehoach.apps.shell.pii_filter import find_text_problem
from sokehoach.domain.orgtree.unit import make_agency_suffix
from sokehoach.domain.text import fold_accents

NEW_ROWS = 3  # empty ones, for agencies that the template does not have
_MOST_NAMED = 5
_LONGEST_NAME, _LONGEST_SHORT_NAME = 200, 100  # as in units.py of the programme's files


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """`key`: suffix of the agency in the template, «moi1» for a new one."""

    key: str
    is_new: bool
    keep: Any
    name: Any
    short_name: Any


def choose_area[Area: NamedArea](typed: str, areas: Sequence[Area]) -> Area:
    """Returns the area with that code or name. Raises ValidationError, with similar names, for none or two."""
    folded = fold_accents(" ".join(typed.split()))
    names = {area.code: (area.code, fold_accents(area.name), fold_accents(area.short_name)) for area in areas}
    matches = [area for area in areas if folded in names[area.code][:2]]
    matches = matches or [area for area in areas if folded == names[area.code][2]]
    if len(matches) == 1:
        return matches[0]
    if matches:
        listed = ", ".join(f"{area.name} ({area.code})" for area in matches)
        raise forms.ValidationError(_("Có nhiều đơn vị tên như vậy: %(names)s. Hãy gõ mã.") % {"names": listed})
    similar_names = get_close_matches(
        folded, {name: "" for row in names.values() for name in row[1:]}, _MOST_NAMED, 0.6
    )
    listed = ", ".join(area.name for area in areas if {*names[area.code]} & {*similar_names})
    if not listed:
        raise forms.ValidationError(_("Không có đơn vị tên hoặc mã như vậy."))
    raise forms.ValidationError(_("Không có đơn vị tên hoặc mã như vậy. Tên gần giống: %(names)s.") % {"names": listed})


class AgencyTableForm(forms.Form):
    """A row for each agency of the template. `needs_office`: one of them is chosen as the standing office.

    `agencies`, `office_suffix`: the agencies as they were typed and which is the office, once the form is valid.
    """

    agencies_of = forms.CharField(widget=forms.HiddenInput)  # code of the area whose template is shown
    agencies: list[AgencyTemplate]
    office_suffix = ""

    def __init__(
        self,
        typed: Mapping[str, Any] | None,
        *,
        area: NamedArea,
        templates: Sequence[AgencyTemplate],
        needs_office: bool,
    ) -> None:
        super().__init__(typed, initial={"agencies_of": area.code})
        self._templates, self._needs_office = {row.suffix: row for row in templates}, needs_office
        self._new_keys = [f"moi{number}" for number in range(1, NEW_ROWS + 1)]
        for key in (*self._templates, *self._new_keys):
            template = self._templates.get(key)
            self._add_row(key, template)
        if needs_office:
            choices = [(key, "") for key in (*self._templates, *self._new_keys)]
            error = gettext_lazy("Chọn cơ quan thường trực.")
            self.fields["office"] = forms.ChoiceField(
                choices=choices, error_messages={"required": error, "invalid_choice": error}
            )

    def _add_row(self, key: str, template: AgencyTemplate | None) -> None:
        self.fields[f"keep-{key}"] = forms.BooleanField(required=False, initial=template is not None)
        for part, longest in (("name", _LONGEST_NAME), ("short_name", _LONGEST_SHORT_NAME)):
            value = getattr(template, part, "")
            self.fields[f"{part}-{key}"] = forms.CharField(required=False, max_length=longest, initial=value)

    @property
    def rows(self) -> list[AgencyRow]:
        return [
            AgencyRow(key, key in self._new_keys, self[f"keep-{key}"], self[f"name-{key}"], self[f"short_name-{key}"])
            for key in (*self._templates, *self._new_keys)
        ]

    @property
    def chosen_key(self) -> str:
        return str(self["office"].value() or "") if self._needs_office else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        suffixes: dict[str, str] = {}
        self.agencies, first_keys = [], dict[str, str]()
        for row in self.rows:
            name, short_name = (
                " ".join(cleaned.get(f"{part}-{row.key}", "").split()) for part in ("name", "short_name")
            )
            if not (name if row.is_new else cleaned.get(f"keep-{row.key}")):
                continue
            self._check_names(row.key, name, short_name, first_keys)
            agency = self._build_agency(row.key, name, short_name, suffixes)
            suffixes[row.key] = agency.suffix
            self.agencies.append(agency)
        if not self.agencies and not self.errors:
            self.add_error(None, _("Phải có ít nhất một cơ quan."))
        if self._needs_office and (key := cleaned.get("office")):
            self.office_suffix = suffixes.get(key, "")
            if not self.office_suffix:
                self.add_error("office", _("Cơ quan thường trực phải là một cơ quan được giữ lại."))
        return cleaned

    def _check_names(self, key: str, name: str, short_name: str, first_keys: dict[str, str]) -> None:
        if not name:
            self.add_error(f"name-{key}", _("Ghi tên, hoặc bỏ dấu ở đầu dòng."))
        elif fold_accents(name) in first_keys:
            self.add_error(f"name-{key}", _("Trùng tên với một dòng ở trên."))
        first_keys.setdefault(fold_accents(name), key)
        for part, text in (("name", name), ("short_name", short_name)):
            if problem := find_text_problem(text):
                self.add_error(f"{part}-{key}", problem)

    def _build_agency(self, key: str, name: str, short_name: str, suffixes: Mapping[str, str]) -> AgencyTemplate:
        if template := self._templates.get(key):
            return replace(template, name=name, short_name=short_name or name[:_LONGEST_SHORT_NAME])
        suffix = make_agency_suffix(name, {*self._templates, *suffixes.values()})
        return AgencyTemplate(suffix, name, short_name or name[:_LONGEST_SHORT_NAME], "no")
