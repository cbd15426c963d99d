"""A superior's form on its way in; what stands in one of its places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.shell import widgets
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.likeness import Proposal, Vocabulary
from sokehoach.domain.documents.foreign.source import Kind, Role, Source

ROLES = [
    (Role.NOW.value, _("kỳ này")),
    (Role.BEFORE.value, _("cùng kỳ năm trước")),
    (Role.YEAR.value, _("lũy kế từ đầu năm")),
]
_OTHERS = [
    ("unit", _("Tên đơn vị báo cáo")), ("period", _("Tên kỳ báo cáo")), ("year", _("Năm của kỳ báo cáo")),
    ("hand", _("Để điền bằng tay")), ("none", _("Không có nguồn")), ("text", _("Lời cố định, gõ ở dưới")),
    ("figures", _("Chỉ tiêu khác, hoặc tổng nhiều chỉ tiêu, chọn ở dưới")),
]  # fmt: skip


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
    operands = forms.MultipleChoiceField(label=_("Chỉ tiêu (chọn nhiều để cộng)"), required=False)
    role = forms.ChoiceField(label=_("Kỳ"), choices=ROLES, widget=widgets.Segmented)
    unit = forms.ChoiceField(label=_("Đơn vị"), required=False)
    text = forms.CharField(label=_("Lời"), max_length=500, required=False)

    def __init__(
        self, *args: Any, proposal: Proposal, known: Vocabulary, now: Source | None, **kwargs: Any
    ) -> None:
        self.names = {
            str(one.operand): f"{one.name}{' – ' if one.part else ''}{one.part}" for one in known.figures
        }
        self.known = {str(one.operand): one.operand for one in known.figures}
        chosen = now or proposal.first
        kwargs.setdefault("initial", _initial(chosen))
        super().__init__(*args, **kwargs)
        offered = [source for source, _score in proposal.choices]
        offers = [
            (f"f:{one.operands[0]}", self.names[str(one.operands[0])]) for one in offered if one.operands
        ]
        if now is not None and len(now.operands) == 1 and f"f:{now.operands[0]}" not in dict(offers):
            offers.insert(
                0, (f"f:{now.operands[0]}", self.names.get(str(now.operands[0]), str(now.operands[0])))
            )
        words = [
            (f"n:{code}", _("Phần lời: %(title)s") % {"title": title})
            for code, title in known.narratives.items()
        ]
        self.fields["choice"].choices = [*offers, *words, *_OTHERS]
        self.fields["choice"].widget.attrs["autofocus"] = True
        self.fields["operands"].choices = list(self.names.items())
        self.fields["unit"].choices = [("", _("toàn địa bàn")), *known.units.items()]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("choice") == "figures" and not told.get("operands"):
            self.add_error("operands", _("Chọn ít nhất một chỉ tiêu."))
        if told.get("choice") == "text" and not told.get("text"):
            self.add_error("text", _("Gõ lời cần in vào ô này."))
        return told

    @property
    def source(self) -> Source:
        told = self.cleaned_data
        head, _, rest = told["choice"].partition(":")
        if head in ("f", "figures"):
            names = [rest] if head == "f" else told["operands"]
            operands: tuple[Operand, ...] = tuple(self.known[name] for name in names)
            return Source(Kind.FIGURE, operands, Role(told["role"]), told["unit"])
        if head == "n":
            return Source(Kind.NARRATIVE, words=rest)
        return Source(Kind(head), words=told["text"] if head == "text" else "")


def _initial(source: Source) -> dict[str, Any]:
    match source.kind:
        case Kind.FIGURE:
            choice = f"f:{source.operands[0]}" if len(source.operands) == 1 else "figures"
        case Kind.NARRATIVE:
            choice = f"n:{source.words}"
        case _:
            choice = source.kind.value
    return {
        "choice": choice, "operands": [str(one) for one in source.operands], "role": source.role.value,
        "unit": source.unit, "text": source.words if source.kind is Kind.TEXT else "",
    }  # fmt: skip
