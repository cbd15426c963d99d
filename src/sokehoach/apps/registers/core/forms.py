"""Forms for an entry, for the filter of a list and for an uploaded workbook."""

import json
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core import rules
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.controls import CONTROLS, LineField, list_choices
from sokehoach.apps.registers.core.fields import (
    CHOICE_KINDS,
    LIST_KINDS,
    FieldDefinition,
    FieldKind,
    Messages,
    Values,
    format_value,
)
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.entry_search import EntryFilter
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.model_fields import build_form_field
from sokehoach.domain.notation import write_day
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.window import WindowRule, compute_window
from sokehoach.domain.registers.register_type import are_met, is_blank
from sokehoach.domain.text import capitalize_first, format_number

_WIDE = (*LIST_KINDS, FieldKind.LONG)


class EntryForm(forms.Form):
    """The form of an entry, built from the register's fields.

    `units` are those that the entry may belong to; the form asks for one where there are several. `unlike` returns
    messages where another entry has the same unique fields. `options`: those of every form of Django.
    """

    def __init__(
        self,
        register: RegisterDefinition,
        *,
        choices: Choices,
        units: Sequence[Unit],
        today: date,
        data: Any = None,
        initial: Values | None = None,
        unlike: Callable[[Unit, Values], Messages] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), **options)
        self.unlike = unlike
        self.register, self.choices, self.today = register, choices, today
        self.units = {str(unit.pk): unit for unit in units}
        self.unit: Unit = units[0]
        if len(units) > 1:
            unit_choices = [(key, unit.name) for key, unit in self.units.items()]
            self.fields["unit"] = forms.ChoiceField(choices=unit_choices, label=register.unit_label)
        for field in register.fields:
            control = self._build_control(field)
            if field.visible_when and not self._is_stored_misplaced(field):
                control.widget.attrs["data-visible-when"] = self._format_conditions(field)
            self.fields[field.name] = control

    def _build_control(self, field: FieldDefinition) -> forms.Field:
        return build_control(field, self.choices)

    def _is_stored_misplaced(self, field: FieldDefinition) -> bool:
        """Whether the entry has a value that the options of another field exclude: hidden, it would be lost unseen."""
        on_options = [condition for condition in field.visible_when if condition.options]
        return not is_blank(self.initial.get(field.name)) and not are_met(tuple(on_options), self.initial)

    def _format_conditions(self, field: FieldDefinition) -> str:
        """JSON for `entry_form.js`, which hides the field where a condition is not met."""
        conditions = [
            {"field": self.add_prefix(condition.field), "test": condition.test, "options": condition.options,
             "number": condition.number}
            for condition in field.visible_when
        ]  # fmt: skip
        return json.dumps(conditions, default=float)  # a Decimal; as exact as the number that the script reads

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.unit = self.units.get(cleaned.get("unit", ""), self.unit)
        wrong = set(self.errors)
        problems = rules.find_entry_problems(
            self.register, self.values(), unit=self.unit, today=self.today, choices=self.choices
        )
        for name, sentences in problems.items():
            if name not in wrong:
                self.add_error(name or None, sentences)
        if self.unlike is not None and not self.errors:
            for name, sentences in self.unlike(self.unit, self.values()).items():
                self.add_error(name, sentences)
        return cleaned

    def check_values(self, values: Mapping[str, Any]) -> None:
        """As `full_clean` with a value for each field that its control gave, or the ValidationError that it raised."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {name: value for name, value in values.items() if not isinstance(value, ValidationError)}
        for name, value in values.items():
            if isinstance(value, ValidationError):
                self.add_error(name, value)
        self._clean_form()

    def values(self) -> Values:
        """Returns the valid values so far, by field; a field in error is missing."""
        return {
            field.name: self.cleaned_data[field.name]
            for field in self.register.fields
            if field.name in self.cleaned_data
        }

    def add_refusal(self, messages: Messages) -> None:
        """Shows what the service refused, beside its field where the form has it."""
        for name, sentences in messages.items():
            self.add_error(name if name in self.fields else None, sentences)

    def get_typed(self) -> dict[str, Any]:
        """What was sent, as it was typed."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }

    def keep_typed(self) -> "EntryForm":
        """The same form, which shows what was sent and does not judge it yet."""
        form_copy = copy(self)
        form_copy.is_bound, form_copy.initial = False, self.get_typed()
        return form_copy

    @property
    def narrow(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Returns the fields laid out two in a row, grouped under their headings («» for none)."""
        groups: list[tuple[str, list[forms.BoundField]]] = [("", [self["unit"]] if "unit" in self.fields else [])]
        for field in self.register.fields:
            if field.group:
                groups.append((str(field.group), []))
            if field.kind not in _WIDE:
                groups[-1][1].append(self[field.name])
        return [(heading, bounds) for heading, bounds in groups if bounds]

    @property
    def wide(self) -> list[forms.BoundField]:
        return [self[field.name] for field in self.register.of_kind(*_WIDE)]


def build_control(field: FieldDefinition, choices: Choices) -> forms.Field:
    """The control of a field as every form of an entry has it."""
    control = CONTROLS[field.kind](field, choices)
    control.label, control.help_text, control.required = str(field.label), str(field.hint), field.required
    control.error_messages["required"] = rules.format_missing_message(field)
    return control


class StrikeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = build_form_field(
        Revision,
        "reason",
        form_class=LineField,
        label=gettext_lazy("Lý do gạch bỏ"),
        required=True,
        help_text=gettext_lazy("ghi vào lịch sử của dòng"),
        error_messages={"required": gettext_lazy("Chưa ghi lý do gạch bỏ.")},
    )


class EntryImportForm(forms.Form):
    """Takes a sheet as a file, or its rows as they are pasted; the readers check the content."""

    MOST = 5 * 1024 * 1024
    file = forms.FileField(
        label=gettext_lazy("Tệp bảng tính"),
        required=False,
        help_text=gettext_lazy(".xlsx, .xls hoặc .csv, tối đa 5 MB và 5.000 dòng"),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}),
        error_messages={"empty": gettext_lazy("Tệp trống, không có gì để đọc.")},
    )
    text = forms.CharField(
        label=gettext_lazy("hoặc dán từ Excel"),
        required=False,
        max_length=3_000_000,
        strip=False,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false", "class": "source-text"}),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        if len(units) > 1:
            self.fields["unit"] = forms.ChoiceField(
                choices=[(key, unit.name) for key, unit in self.units.items()],
                label=gettext_lazy("Đơn vị tổ chức"),
                help_text=gettext_lazy("của dòng không ghi đơn vị"),
            )

    @property
    def unit(self) -> Unit:
        return self.units[self.cleaned_data.get("unit") or next(iter(self.units))]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > self.MOST:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB. Hãy chia thành nhiều tệp."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_text = bool((cleaned.get("text") or "").strip())
        if not self.errors and not cleaned.get("file") and not has_text:
            self.add_error("file", _("Chưa chọn tệp."))
        elif not self.errors and cleaned.get("file") and has_text:
            self.add_error("file", _("Chọn một tệp, hoặc dán các dòng vào ô dưới."))
        return cleaned


class FilterForm(forms.Form):
    """Filters the list of entries. An invalid field shows its error and does not filter."""

    tim = LineField(
        label=gettext_lazy("Tìm"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    ky = forms.ChoiceField(label=gettext_lazy("Kỳ báo cáo"), required=False)
    tu = forms.DateField(label=gettext_lazy("Từ ngày"), required=False, widget=widgets.Day)
    den = forms.DateField(label=gettext_lazy("Đến ngày"), required=False, widget=widgets.Day)

    def __init__(
        self,
        register: RegisterDefinition,
        *,
        choices: Choices,
        units: Sequence[Unit],
        today: date,
        window_rule: WindowRule,
        data: Any,
    ) -> None:
        super().__init__(data)
        self.register, self.window_rule = register, window_rule
        self.fields["tim"].help_text = _("không cần gõ dấu")
        self.fields["ky"].choices = [("", _("Mọi ngày")), *_list_period_choices(today, window_rule)]
        for name in ("tu", "den"):
            self.fields[name].error_messages["invalid"] = _("Viết theo ngày/tháng/năm, ví dụ 12/6/2021.")
        for name in register.filters:
            field = register.field(name)
            field_choices = [("", _("Tất cả")), *list_choices(field, choices)]
            self.fields[name] = forms.ChoiceField(label=field.label, required=False, choices=field_choices)
        if len(units) > 1:
            self.fields["don-vi"] = forms.ChoiceField(
                label=_("Đơn vị"),
                required=False,
                choices=[("", _("Tất cả")), *((str(unit.pk), unit.short_name) for unit in units)],
            )
        self.fields["gach-bo"] = forms.BooleanField(label=_("Dòng đã gạch bỏ"), required=False)

    def wanted(self) -> EntryFilter:
        self.is_valid()
        cleaned = self.cleaned_data
        day_ranges: list[tuple[date | None, date | None]] = []
        if cleaned.get("ky"):
            period_window = compute_window(periods.parse_period(cleaned["ky"]), self.window_rule)
            day_ranges.append((period_window.start, period_window.end))
        last = cleaned.get("den")
        day_ranges.append((cleaned.get("tu"), last + timedelta(days=1) if last else None))
        return EntryFilter(
            text=cleaned.get("tim", ""),
            day_ranges=tuple(day_ranges),
            unit=int(cleaned["don-vi"]) if cleaned.get("don-vi") else None,
            options={name: cleaned[name] for name in self.register.filters if cleaned.get(name)},
            voided=cleaned.get("gach-bo", False),
        )

    @property
    def first(self) -> list[forms.BoundField]:
        names = ["tim", "ky", *self.register.filters[:1], *(["don-vi"] if "don-vi" in self.fields else [])]
        return [self[name] for name in names]

    @property
    def rest(self) -> list[forms.BoundField]:
        first_names = {bound.name for bound in self.first}
        return [self[name] for name in self.fields if name not in first_names]

    @property
    def narrowed(self) -> bool:
        """Whether any filter outside the first row is set or in error."""
        return any(bound.errors or bound.data not in (None, "", False) for bound in self.rest)


def _list_period_choices(today: date, rule: WindowRule) -> list[tuple[str, str]]:
    """Returns the periods of this year and the last as choices: (period id, name with the dates that they cover).

    The longest types first; months only as far as they have begun, and no weeks: their days are typed.
    """
    offered = [
        period
        for kind in sorted(periods.PeriodType, key=lambda kind: -kind.months)
        for year in (today.year, today.year - 1)
        for period in periods.list_periods(kind, year, year)
        if kind is not periods.PeriodType.WEEK
        if kind is not periods.PeriodType.MONTH or compute_window(period, rule).start <= today
    ]
    choices = []
    for period in offered:
        period_window = compute_window(period, rule)
        days = " – ".join(translate(write_day(day)) for day in (period_window.start, period_window.cut_off))
        choices.append((period.id, capitalize_first(periods.name_vi(period)) + f" ({days})"))
    return choices


def format_initial_value(field: FieldDefinition, values: Values, choices: Choices) -> Any:
    """Converts a value to the initial value of its form field."""
    value = values.get(field.name)
    match value:
        case bool():
            return "yes" if value else "no"
        case date() if field.kind is FieldKind.QUARTER:
            return value.isoformat()
        case Decimal():
            return format_number(value)  # without the unit that stands beside it on pages
    return value if field.kind in (*CHOICE_KINDS, FieldKind.LONG) else format_value(field, value, choices)
