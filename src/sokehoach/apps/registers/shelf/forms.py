"""Typed text into values of a line, of a filter, of an uploaded sheet."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf import rules
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.controls import CONTROLS, LineField, offered
from sokehoach.apps.registers.shelf.fields import CHOSEN, SEVERAL, Field, Kind, Messages, Values, show
from sokehoach.apps.registers.shelf.selectors.choices import Choices
from sokehoach.apps.registers.shelf.selectors.found import Wanted
from sokehoach.apps.shell import widgets
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.window import window

_WIDE = (*SEVERAL, Kind.LONG)


class EntryForm(forms.Form):
    """The form of a line, made from the register's fields.

    `units`: whose it may be; asked where several. `unlike` says whether another line tells the same.
    """

    def __init__(
        self,
        register: Register,
        *,
        choices: Choices,
        units: Sequence[Unit],
        today: date,
        data: Any = None,
        initial: Values | None = None,
        unlike: Callable[[Unit, Values], Messages] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.unlike = unlike
        self.register, self.choices, self.today = register, choices, today
        self.units = {str(unit.pk): unit for unit in units}
        self.unit: Unit = units[0]
        if len(units) > 1:
            whose = [(key, unit.name) for key, unit in self.units.items()]
            self.fields["unit"] = forms.ChoiceField(choices=whose, label=register.unit_label)
        for each in register.fields:
            made = CONTROLS[each.kind](each, choices)
            made.label, made.help_text, made.required = str(each.label), str(each.hint), each.required
            made.error_messages["required"] = rules.say_missing(each)
            self.fields[each.name] = made

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.unit = self.units.get(cleaned.get("unit", ""), self.unit)
        wrong = set(self.errors)
        said = rules.check(
            self.register, self.values(), unit=self.unit, today=self.today, choices=self.choices
        )
        for name, sentences in said.items():
            if name not in wrong:
                self.add_error(name or None, sentences)
        if self.unlike is not None and not self.errors:
            for name, sentences in self.unlike(self.unit, self.values()).items():
                self.add_error(name, sentences)
        return cleaned

    def values(self) -> Values:
        """What was understood so far, by field; a field in error is missing."""
        return {
            each.name: self.cleaned_data[each.name]
            for each in self.register.fields
            if each.name in self.cleaned_data
        }

    @property
    def narrow(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields that stand two in a row, under their headings («» where there is none)."""
        groups: list[tuple[str, list[forms.BoundField]]] = [
            ("", [self["unit"]] if "unit" in self.fields else [])
        ]
        for each in self.register.fields:
            if each.group:
                groups.append((str(each.group), []))
            if each.kind not in _WIDE:
                groups[-1][1].append(self[each.name])
        return [(heading, bounds) for heading, bounds in groups if bounds]

    @property
    def wide(self) -> list[forms.BoundField]:
        return [self[each.name] for each in self.register.of_kind(*_WIDE)]


class StrikeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = LineField(
        label=gettext_lazy("Lý do gạch bỏ"),
        max_length=300,
        help_text=gettext_lazy("ghi vào lịch sử của dòng"),
        error_messages={"required": gettext_lazy("Chưa ghi lý do gạch bỏ.")},
    )


class BringInForm(forms.Form):
    """A workbook. What it may hold is settled by adapters.xlsx."""

    MOST = 5 * 1024 * 1024
    file = forms.FileField(
        label=gettext_lazy("Tệp Excel"),
        help_text=gettext_lazy(".xlsx, tối đa 5 MB và 5.000 dòng"),
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp."),
            "empty": gettext_lazy("Tệp trống, không có gì để đọc."),
        },
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
        if file.size > self.MOST:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB. Hãy chia thành nhiều tệp."))
        return file


class FilterForm(forms.Form):
    """What is looked for. A part that cannot be read is said beside its field and left out of the search."""

    tim = LineField(
        label=gettext_lazy("Tìm"), required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    ky = forms.ChoiceField(label=gettext_lazy("Kỳ báo cáo"), required=False)
    tu = forms.DateField(label=gettext_lazy("Từ ngày"), required=False, widget=widgets.Day)
    den = forms.DateField(label=gettext_lazy("Đến ngày"), required=False, widget=widgets.Day)

    def __init__(
        self, register: Register, *, choices: Choices, units: Sequence[Unit], today: date, data: Any
    ) -> None:
        super().__init__(data)
        self.register = register
        self.fields["tim"].help_text = _("không cần gõ dấu")
        self.fields["ky"].choices = [("", _("Mọi ngày")), *_periods(today)]
        for name in ("tu", "den"):
            self.fields[name].error_messages["invalid"] = _("Viết theo ngày/tháng/năm, ví dụ 12/6/2021.")
        for name in register.filters:
            each = register.field(name)
            wanted = [("", _("Tất cả")), *offered(each, choices)]
            self.fields[name] = forms.ChoiceField(label=each.label, required=False, choices=wanted)
        if len(units) > 1:
            self.fields["don-vi"] = forms.ChoiceField(
                label=_("Đơn vị"),
                required=False,
                choices=[("", _("Tất cả")), *((str(unit.pk), unit.short_name) for unit in units)],
            )
        self.fields["gach-bo"] = forms.BooleanField(label=_("Dòng đã gạch bỏ"), required=False)

    def wanted(self) -> Wanted:
        self.is_valid()
        told = self.cleaned_data
        stretches: list[tuple[date | None, date | None]] = []
        if told.get("ky"):
            counted = window(periods.parse(told["ky"]))
            stretches.append((counted.start, counted.end))
        last = told.get("den")
        stretches.append((told.get("tu"), last + timedelta(days=1) if last else None))
        return Wanted(
            words=told.get("tim", ""),
            stretches=tuple(stretches),
            unit=int(told["don-vi"]) if told.get("don-vi") else None,
            chosen={name: told[name] for name in self.register.filters if told.get(name)},
            struck=told.get("gach-bo", False),
        )

    @property
    def first(self) -> list[forms.BoundField]:
        names = ["tim", "ky", *self.register.filters[:1], *(["don-vi"] if "don-vi" in self.fields else [])]
        return [self[name] for name in names]

    @property
    def rest(self) -> list[forms.BoundField]:
        shown = {bound.name for bound in self.first}
        return [self[name] for name in self.fields if name not in shown]

    @property
    def narrowed(self) -> bool:
        """Whether anything beyond what stands in the first row is asked, or wrong."""
        return any(bound.errors or bound.data not in (None, "", False) for bound in self.rest)


def _periods(today: date) -> list[tuple[str, str]]:
    """This year and the one before, by the days that their reports count."""
    ids = [f"{year}{part}" for year in (today.year, today.year - 1) for part in ("S1", "S2", "")]
    choices = []
    for told in ids:
        period = periods.parse(told)
        counted = window(period)
        days = f"{counted.start:%d/%m/%Y} – {counted.cut_off:%d/%m/%Y}"
        name = periods.name_vi(period)
        choices.append((told, f"{name[:1].upper()}{name[1:]} ({days})"))
    return choices


def as_typed(field: Field, values: Values, choices: Choices) -> Any:
    """A value as its form field takes it back."""
    value = values.get(field.name)
    match value:
        case bool():
            return "yes" if value else "no"
        case date() if field.kind is Kind.QUARTER:
            return value.isoformat()
    return value if field.kind in (*CHOSEN, Kind.LONG) else show(field, value, choices)
