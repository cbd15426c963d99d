"""A superior's form on its way in; what stands in one of its places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.selectors.form_words import operand_words, role_words, side_words, unit_words
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.shell import widgets
from sokehoach.domain.documents.foreign.likeness import Proposal, Vocabulary
from sokehoach.domain.documents.foreign.places import Place
from sokehoach.domain.documents.foreign.source import EACH, Kind, Role, Side, Source

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
    """`choice` offers what is most alike, then the boxes of words, then what is no figure."""

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
    along = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        place: Place,
        proposal: Proposal,
        known: Vocabulary,
        now: Source | None,
        along: int = 0,
        **kwargs: Any,
    ) -> None:
        self.known = {str(one.operand): one.operand for one in known.figures}
        self.indicators = known.indicators
        chosen = now or proposal.first
        kwargs.setdefault("initial", _initial(chosen))
        super().__init__(*args, **kwargs)
        offered = [chosen, *(source for source, _score in proposal.choices)]
        self.measured = any(one.kind is Kind.INDICATOR for one in offered)
        said = {} if place.column else known.narratives
        self.fields["choice"].choices = [
            *dict(_offer(one, known) for one in offered if one.kind in (Kind.FIGURE, Kind.INDICATOR)).items(),
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
        past = [(code, _("%(name)s (không còn)") % {"name": name}) for code, name in known.past.items()]
        self.fields["unit"].choices = [*each, ("", _("toàn địa bàn")), *known.units.items(), *past]
        if along:
            self.fields["along"].label = _(
                "Đặt như vậy cho %(n)s ô trống cùng cột, mỗi ô đơn vị của dòng"
            ) % {"n": along}
        else:
            del self.fields["along"]

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
        return told

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
