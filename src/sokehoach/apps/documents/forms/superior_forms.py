"""Forms for a superior's form: its upload, the source of one place, the meaning of one label."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.pages.superior_forms import (
    format_operand,
    format_role,
    format_scope,
    format_side,
    format_unit,
)
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.model_fields import build_form_field
from sokehoach.domain.documents.external_form.field_matching import propose_source
from sokehoach.domain.documents.external_form.form_reading import (
    OUTSIDE,
    FormQuestion,
    FormReading,
    format_role_answer,
    format_unit_answer,
)
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.documents.external_form.scopes import (
    FigureScope,
    compute_decision,
    has_measure_conflict,
    list_scopes,
)
from sokehoach.domain.documents.external_form.source import (
    EACH_UNIT,
    IndicatorAspect,
    PeriodRole,
    PlaceSource,
    SourceKind,
)
from sokehoach.domain.documents.external_form.vocabulary import Vocabulary

_OTHER_CHOICES = [
    ("unit", _("Tên đơn vị báo cáo")), ("period", _("Tên kỳ báo cáo")), ("year", _("Năm của kỳ báo cáo")),
    ("hand", _("Để điền bằng tay")), ("none", _("Không có nguồn")), ("text", _("Lời cố định, gõ ở dưới")),
    ("figures", _("Chỉ tiêu khác, hoặc tổng nhiều chỉ tiêu, chọn ở dưới")),
    ("indicator", _("Chỉ số khác, chọn ở dưới")),
]  # fmt: skip
_ROW_CHOICES = [("units", _("Tên từng đơn vị, mỗi đơn vị một dòng")), ("order", _("Số thứ tự của dòng"))]


class SuperiorFormUploadForm(forms.Form):
    name = build_form_field(SuperiorForm, "name")
    letter = build_form_field(SuperiorForm, "letter", help_text=_("số, ngày, nơi gửi"))
    valid_from = build_form_field(SuperiorForm, "valid_from")
    valid_until = build_form_field(SuperiorForm, "valid_until", help_text="")
    follows = forms.ModelChoiceField(
        SuperiorForm.objects.none(), label=_("Thay biểu năm trước"), required=False,
        help_text=_("các ô giống nhau giữ nguồn đã chọn"),
    )  # fmt: skip
    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Kế hoạch"), required=False, empty_label=_("không theo một kế hoạch"),
        help_text=_("cột «kế hoạch giao» lấy mức của kế hoạch này"),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Tệp mẫu"), help_text=_(".docx, .xlsx hoặc .xls, tối đa 10 MB"), allow_empty_file=True
    )


class PlaceForm(forms.Form):
    """Chooses the source of one place. `choice` offers the best matches, then narratives, then sources without figures.
    `scope`: the place alone, or all places that the decision sets at once.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(label=_("Ô này lấy"), widget=forms.RadioSelect)
    role = forms.ChoiceField(label=_("Kỳ"), widget=widgets.Segmented)
    unit = forms.ChoiceField(label=_("Đơn vị"), required=False)
    side = forms.ChoiceField(
        label=_("Phần nào của chỉ số"), help_text=_("chỉ dùng khi ô lấy một chỉ số"), required=False
    )
    operands = forms.MultipleChoiceField(label=_("Chỉ tiêu (chọn nhiều để cộng)"), required=False)
    indicator = forms.ChoiceField(label=_("Chỉ số"), required=False)
    text = forms.CharField(label=_("Lời"), max_length=500, required=False)
    scope = forms.ChoiceField(label=_("Áp dụng cho"), widget=forms.RadioSelect, required=False)

    def __init__(
        self,
        *args: Any,
        place: Place,
        reading: FormReading,
        settled: Mapping[str, PlaceSource],
        **kwargs: Any,
    ) -> None:
        self.place, self.reading, self.settled = place, reading, settled
        vocabulary, proposal = reading.vocabulary, propose_source(place, reading)
        self.known = {str(figure.operand): figure.operand for figure in vocabulary.figures}
        self.indicators = vocabulary.indicators
        current_source = settled.get(place.at)
        first_source = current_source or proposal.first
        scopes = [FigureScope.CELL] if place.formula else list_scopes(place, first_source, reading, settled)
        if not place.formula and place.line >= 0 and not place.repeats:
            scopes += [
                scope for scope in (FigureScope.COLUMN, FigureScope.ROW, FigureScope.TABLE) if scope not in scopes
            ]
        initial = _build_initial(first_source) | {
            "scope": (scopes[0] if current_source is None else FigureScope.CELL).value
        }
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        offered_sources = [first_source, *(source for source, _score in proposal.choices)]
        self.measured = any(source.kind is SourceKind.INDICATOR for source in offered_sources)
        narratives = vocabulary.narratives
        above_sources = compute_decision(place, first_source, FigureScope.ROW_ABOVE, reading, settled)
        self.fields["choice"].choices = [
            *dict(
                _build_offer(source, vocabulary)
                for source in offered_sources
                if source.kind in (SourceKind.FIGURE, SourceKind.INDICATOR)
            ).items(),
            *([("above", _format_row_above(len(above_sources)))] if above_sources else ()),
            *(_ROW_CHOICES if place.repeats else ()),
            *((f"n:{code}", _("Phần lời: %(title)s") % {"title": title}) for code, title in narratives.items()),
            *_OTHER_CHOICES,
        ]
        self.fields["choice"].widget.attrs["autofocus"] = True
        self.fields["role"].choices = [(role.value, format_role(role)) for role in PeriodRole]
        self.fields["side"].choices = [
            (indicator_side.value, format_side(indicator_side)) for indicator_side in IndicatorAspect
        ]
        self.fields["operands"].choices = [
            (name, format_operand(operand, vocabulary)) for name, operand in self.known.items()
        ]
        self.fields["indicator"].choices = [("", _("chọn chỉ số")), *vocabulary.indicators.items()]
        row_unit = [(EACH_UNIT, format_unit(EACH_UNIT, vocabulary))] if place.repeats else []
        self.fields["unit"].choices = [*row_unit, *_list_unit_choices(vocabulary)]
        if len(scopes) > 1:
            self.fields["scope"].choices = [(scope.value, format_scope(scope)) for scope in scopes]
        else:
            del self.fields["scope"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        required = {
            "figures": ("operands", _("Chọn ít nhất một chỉ tiêu.")),
            "indicator": ("indicator", _("Chọn một chỉ số.")),
            "text": ("text", _("Gõ lời cần in vào ô này.")),
        }.get(cleaned.get("choice", ""))
        if required and not cleaned.get(required[0]) and not self.has_error(required[0]):
            self.add_error(*required)
        head, _colon, rest = cleaned.get("choice", "").partition(":")
        missing_names = [name for name in rest.split("+") if head == "f" and name not in self.known]
        missing_names += [rest] if head == "i" and rest not in self.indicators else []
        if missing_names:
            message = _("%(name)s không còn trong bộ dữ liệu. Chọn chỉ tiêu, chỉ số khác.")
            self.add_error("choice", message % {"name": ", ".join(missing_names)})
        if not self.errors and head != "above":
            if has_measure_conflict(self.place, self.source, self.reading):
                self._refuse_measure()
            else:
                self._check_scope()
        return cleaned

    def _refuse_measure(self) -> None:
        measure, source_measure = (
            self.reading.measure(self.place),
            self.reading.vocabulary.measure_of(self.source.operands),
        )
        message = _("Ô này tính bằng «%(cell)s», nguồn đã chọn tính bằng «%(source)s»: không quy đổi được.")
        self.add_error(
            "choice",
            message
            % {
                "cell": (measure and measure.text) or _("hai đơn vị khác nhau"),
                "source": (source_measure and source_measure.text) or "%",
            },
        )

    def _check_scope(self) -> None:
        is_measured = self.source.kind in (SourceKind.FIGURE, SourceKind.INDICATOR)
        over_units = self.reading.lists_rows(self.place)
        refused_scopes = {
            FigureScope.TABLE: is_measured,
            FigureScope.COLUMN: is_measured and not over_units,
            FigureScope.ROW: is_measured and over_units,
        }
        if refused_scopes.get(self.chosen_scope, False):
            message = _(
                "Một chỉ tiêu chỉ đặt được cho cả cột của bảng liệt kê đơn vị, hoặc cả dòng của bảng liệt kê nội dung."
            )
            self.add_error("scope" if "scope" in self.fields else None, message)

    @property
    def chosen_scope(self) -> FigureScope:
        if self.cleaned_data.get("choice") == "above":
            return FigureScope.ROW_ABOVE
        return FigureScope(self.cleaned_data.get("scope") or FigureScope.CELL)

    @property
    def decided(self) -> dict[str, PlaceSource]:
        """Every source that the decision sets, by address of the place."""
        source = PlaceSource(SourceKind.NONE) if self.chosen_scope is FigureScope.ROW_ABOVE else self.source
        return compute_decision(self.place, source, self.chosen_scope, self.reading, self.settled)

    @property
    def source(self) -> PlaceSource:
        cleaned = self.cleaned_data
        head, _colon, rest = cleaned["choice"].partition(":")
        role, unit = PeriodRole(cleaned["role"]), cleaned["unit"]
        match head:
            case "f" | "figures":
                names = rest.split("+") if head == "f" else cleaned["operands"]
                return PlaceSource(SourceKind.FIGURE, tuple(self.known[name] for name in names), role, unit)
            case "i" | "indicator":
                indicator_part = IndicatorAspect(cleaned["side"] or IndicatorAspect.SHARE)
                return PlaceSource(
                    SourceKind.INDICATOR,
                    role=role,
                    unit=unit,
                    words=rest or cleaned["indicator"],
                    side=indicator_part,
                )
            case "n":
                return PlaceSource(SourceKind.NARRATIVE, words=rest, unit="" if self.place.is_narrative else unit)
        return PlaceSource(SourceKind(head), words=cleaned["text"] if head == "text" else "")


class LabelForm(forms.Form):
    """Chooses the unit or the period that a label of the form names."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    label = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    names = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, question: FormQuestion, vocabulary: Vocabulary, **kwargs: Any) -> None:
        self.question = question
        super().__init__(*args, **kwargs)
        if question.of_unit:
            self.fields["names"].label = _("«%(label)s» là đơn vị nào?") % {"label": question.label}
            nearest_units = [
                (format_unit_answer(code), format_unit(code, vocabulary))
                for code in question.nearest
                if code in vocabulary.units
            ]
            rest = [
                (format_unit_answer(code), name)
                for code, name in vocabulary.units.items()
                if code not in question.nearest
            ]
            choices = [*nearest_units, (format_unit_answer(""), _("toàn địa bàn")), *rest]
            outside_label = _("không phải một đơn vị: các ô này để điền bằng tay")
        else:
            self.fields["names"].label = _("«%(label)s» là kỳ nào?") % {"label": question.label}
            choices = [(format_role_answer(role), format_role(role)) for role in PeriodRole]
            outside_label = _("kỳ khác, phần mềm không có số: các ô này để điền bằng tay")
        self.fields["names"].choices = [*choices, (OUTSIDE, outside_label)]
        self.fields["names"].widget.attrs["autofocus"] = True
        self.initial["label"] = question.label

    @property
    def answers(self) -> dict[str, str]:
        return {self.question.label: self.cleaned_data["names"]}


def _list_unit_choices(vocabulary: Vocabulary) -> list[tuple[str, Any]]:
    past_units = [(code, _("%(name)s (không còn)") % {"name": name}) for code, name in vocabulary.former_units.items()]
    return [("", _("toàn địa bàn")), *vocabulary.units.items(), *past_units]


def _build_offer(source: PlaceSource, vocabulary: Vocabulary) -> tuple[str, str]:
    if source.kind is SourceKind.INDICATOR:
        return f"i:{source.words}", _("Chỉ số: %(name)s") % {
            "name": vocabulary.indicators.get(source.words, source.words)
        }
    return _encode_choice(source), " + ".join(format_operand(operand, vocabulary) for operand in source.operands)


def _encode_choice(source: PlaceSource) -> str:
    match source.kind:
        case SourceKind.FIGURE:
            return f"f:{'+'.join(map(str, source.operands))}"
        case SourceKind.INDICATOR:
            return f"i:{source.words}"
        case SourceKind.NARRATIVE:
            return f"n:{source.words}"
    return source.kind.value


def _build_initial(source: PlaceSource) -> dict[str, Any]:
    return {
        "choice": _encode_choice(source),
        "operands": [str(operand) for operand in source.operands],
        "role": source.role.value,
        "unit": source.unit,
        "text": source.words if source.kind is SourceKind.TEXT else "",
        "side": source.side.value,
    }


def _format_row_above(n: int) -> str:
    return ngettext("Như dòng trên, cả dòng (%(n)s ô)", "Như dòng trên, cả dòng (%(n)s ô)", n) % {"n": n}
