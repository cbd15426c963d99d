"""A superior's form on its way in; what stands in one of its places."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.selectors.form_words import (
    operand_words,
    role_words,
    scope_words,
    side_words,
    unit_words,
)
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.shell import widgets
from sokehoach.domain.documents.foreign.likeness import propose
from sokehoach.domain.documents.foreign.place import Place
from sokehoach.domain.documents.foreign.reading import (
    OUTSIDE,
    FormReading,
    Question,
    role_answer,
    unit_answer,
)
from sokehoach.domain.documents.foreign.scopes import Scope, conflict, decide, scopes_for
from sokehoach.domain.documents.foreign.source import EACH, Kind, Role, Side, Source
from sokehoach.domain.documents.foreign.vocabulary import Vocabulary

_OTHERS = [
    ("unit", _("Tên đơn vị báo cáo")), ("period", _("Tên kỳ báo cáo")), ("year", _("Năm của kỳ báo cáo")),
    ("hand", _("Để điền bằng tay")), ("none", _("Không có nguồn")), ("text", _("Lời cố định, gõ ở dưới")),
    ("figures", _("Chỉ tiêu khác, hoặc tổng nhiều chỉ tiêu, chọn ở dưới")),
    ("indicator", _("Chỉ số khác, chọn ở dưới")),
]  # fmt: skip
_OF_ROWS = [("units", _("Tên từng đơn vị, mỗi đơn vị một dòng")), ("order", _("Số thứ tự của dòng"))]


class UploadForm(forms.Form):
    name = forms.CharField(label=_("Tên biểu"), max_length=300)
    letter = forms.CharField(
        label=_("Theo công văn"), help_text=_("số, ngày, nơi gửi"), max_length=300, required=False
    )
    valid_from = forms.DateField(label=_("Dùng từ ngày"), help_text=_("ngày/tháng/năm"), widget=widgets.Day)
    valid_until = forms.DateField(label=_("Đến trước ngày"), required=False, widget=widgets.Day)
    follows = forms.ModelChoiceField(
        SuperiorForm.objects.none(), label=_("Thay biểu năm trước"), required=False,
        help_text=_("các ô giống nhau giữ nguồn đã chọn"),
    )  # fmt: skip
    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Kế hoạch"), required=False, empty_label=_("không theo một kế hoạch"),
        help_text=_("cột «kế hoạch giao» lấy mức của kế hoạch này"),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Tệp mẫu"), help_text=_(".docx hoặc .xlsx, tối đa 10 MB"), allow_empty_file=True
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("valid_from"), told.get("valid_until")
        if first and last and last <= first:
            self.add_error("valid_until", _("Ngày này phải sau ngày bắt đầu dùng."))
        return told


class PlaceForm(forms.Form):
    """`choice` offers what is most alike, then the boxes of words, then what is no figure. `scope`: the place alone, or
    all that is decided at once.
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
        self, *args: Any, place: Place, reading: FormReading, settled: Mapping[str, Source], **kwargs: Any
    ) -> None:
        self.place, self.reading, self.settled = place, reading, settled
        known, proposal = reading.vocabulary, propose(place, reading)
        self.known = {str(one.operand): one.operand for one in known.figures}
        self.indicators = known.indicators
        now = settled.get(place.at)
        chosen = now or proposal.first
        scopes = [Scope.CELL] if place.formula else scopes_for(place, chosen, reading, settled)
        if not place.formula and place.line >= 0 and not place.each:
            scopes += [one for one in (Scope.COLUMN, Scope.ROW, Scope.TABLE) if one not in scopes]
        initial = _initial(chosen) | {"scope": (scopes[0] if now is None else Scope.CELL).value}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        offered = [chosen, *(source for source, _score in proposal.choices)]
        self.measured = any(one.kind is Kind.INDICATOR for one in offered)
        said = {} if place.column else known.narratives
        above = decide(place, chosen, Scope.ABOVE, reading, settled)
        self.fields["choice"].choices = [
            *dict(_offer(one, known) for one in offered if one.kind in (Kind.FIGURE, Kind.INDICATOR)).items(),
            *([("above", _("Như dòng trên, cả dòng (%(n)s ô)") % {"n": len(above)})] if above else ()),
            *(_OF_ROWS if place.each else ()),
            *((f"n:{code}", _("Phần lời: %(title)s") % {"title": title}) for code, title in said.items()),
            *_OTHERS,
        ]
        self.fields["choice"].widget.attrs["autofocus"] = True
        self.fields["role"].choices = [(one.value, role_words(one)) for one in Role]
        self.fields["side"].choices = [(one.value, side_words(one)) for one in Side]
        self.fields["operands"].choices = [
            (name, operand_words(operand, known)) for name, operand in self.known.items()
        ]
        self.fields["indicator"].choices = [("", _("chọn chỉ số")), *known.indicators.items()]
        each = [(EACH, unit_words(EACH, known))] if place.each else []
        self.fields["unit"].choices = [*each, *_units(known)]
        if len(scopes) > 1:
            self.fields["scope"].choices = [(one.value, scope_words(one)) for one in scopes]
        else:
            del self.fields["scope"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        asked = {
            "figures": ("operands", _("Chọn ít nhất một chỉ tiêu.")),
            "indicator": ("indicator", _("Chọn một chỉ số.")),
            "text": ("text", _("Gõ lời cần in vào ô này.")),
        }.get(told.get("choice", ""))
        if asked and not told.get(asked[0]) and not self.has_error(asked[0]):
            self.add_error(*asked)
        head, _colon, rest = told.get("choice", "").partition(":")
        gone = [one for one in rest.split("+") if head == "f" and one not in self.known]
        gone += [rest] if head == "i" and rest not in self.indicators else []
        if gone:
            said = _("%(name)s không còn trong bộ dữ liệu. Chọn chỉ tiêu, chỉ số khác.")
            self.add_error("choice", said % {"name": ", ".join(gone)})
        if not self.errors and head != "above":
            if conflict(self.place, self.source, self.reading):
                self._refuse_measure()
            else:
                self._check_scope()
        return told

    def _refuse_measure(self) -> None:
        measure, kept = (
            self.reading.measure(self.place),
            self.reading.vocabulary.measure_of(self.source.operands),
        )
        said = _("Ô này tính bằng «%(cell)s», nguồn đã chọn tính bằng «%(source)s»: không quy đổi được.")
        self.add_error(
            "choice",
            said
            % {
                "cell": (measure and measure.text) or _("hai đơn vị khác nhau"),
                "source": (kept and kept.text) or "%",
            },
        )

    def _check_scope(self) -> None:
        measured = self.source.kind in (Kind.FIGURE, Kind.INDICATOR)
        over_units = self.reading.lists_rows(self.place)
        refused = {
            Scope.TABLE: measured,
            Scope.COLUMN: measured and not over_units,
            Scope.ROW: measured and over_units,
        }
        if refused.get(self.chosen_scope, False):
            said = _(
                "Một chỉ tiêu chỉ đặt được cho cả cột của bảng liệt kê đơn vị, hoặc cả dòng của bảng liệt kê nội dung."
            )
            self.add_error("scope" if "scope" in self.fields else None, said)

    @property
    def chosen_scope(self) -> Scope:
        if self.cleaned_data.get("choice") == "above":
            return Scope.ABOVE
        return Scope(self.cleaned_data.get("scope") or Scope.CELL)

    @property
    def decided(self) -> dict[str, Source]:
        """All that the decision sets, by address."""
        source = Source(Kind.NONE) if self.chosen_scope is Scope.ABOVE else self.source
        return decide(self.place, source, self.chosen_scope, self.reading, self.settled)

    @property
    def source(self) -> Source:
        told = self.cleaned_data
        head, _colon, rest = told["choice"].partition(":")
        role, unit = Role(told["role"]), told["unit"]
        match head:
            case "f" | "figures":
                names = rest.split("+") if head == "f" else told["operands"]
                return Source(Kind.FIGURE, tuple(self.known[name] for name in names), role, unit)
            case "i" | "indicator":
                side = Side(told["side"] or Side.SHARE)
                return Source(
                    Kind.INDICATOR, role=role, unit=unit, words=rest or told["indicator"], side=side
                )
            case "n":
                return Source(Kind.NARRATIVE, words=rest)
        return Source(Kind(head), words=told["text"] if head == "text" else "")


class LabelForm(forms.Form):
    """Which unit, or which period, a label of the form names."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    label = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    names = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, question: Question, known: Vocabulary, **kwargs: Any) -> None:
        self.question = question
        super().__init__(*args, **kwargs)
        if question.of_unit:
            self.fields["names"].label = _("«%(label)s» là đơn vị nào?") % {"label": question.label}
            near = [
                (unit_answer(code), unit_words(code, known))
                for code in question.nearest
                if code in known.units
            ]
            rest = [
                (unit_answer(code), name)
                for code, name in known.units.items()
                if code not in question.nearest
            ]
            offered = [*near, (unit_answer(""), _("toàn địa bàn")), *rest]
            left = _("không phải một đơn vị: các ô này để điền bằng tay")
        else:
            self.fields["names"].label = _("«%(label)s» là kỳ nào?") % {"label": question.label}
            offered = [(role_answer(role), role_words(role)) for role in Role]
            left = _("kỳ khác, phần mềm không có số: các ô này để điền bằng tay")
        self.fields["names"].choices = [*offered, (OUTSIDE, left)]
        self.fields["names"].widget.attrs["autofocus"] = True
        self.initial["label"] = question.label

    @property
    def answers(self) -> dict[str, str]:
        return {self.question.label: self.cleaned_data["names"]}


def _units(known: Vocabulary) -> list[tuple[str, Any]]:
    past = [(code, _("%(name)s (không còn)") % {"name": name}) for code, name in known.past.items()]
    return [("", _("toàn địa bàn")), *known.units.items(), *past]


def _offer(source: Source, known: Vocabulary) -> tuple[str, str]:
    if source.kind is Kind.INDICATOR:
        return f"i:{source.words}", _("Chỉ số: %(name)s") % {
            "name": known.indicators.get(source.words, source.words)
        }
    return _choice(source), " + ".join(operand_words(one, known) for one in source.operands)


def _choice(source: Source) -> str:
    match source.kind:
        case Kind.FIGURE:
            return f"f:{'+'.join(map(str, source.operands))}"
        case Kind.INDICATOR:
            return f"i:{source.words}"
        case Kind.NARRATIVE:
            return f"n:{source.words}"
    return source.kind.value


def _initial(source: Source) -> dict[str, Any]:
    return {
        "choice": _choice(source), "operands": [str(one) for one in source.operands], "role": source.role.value,
        "unit": source.unit, "text": source.words if source.kind is Kind.TEXT else "", "side": source.side.value,
    }  # fmt: skip
