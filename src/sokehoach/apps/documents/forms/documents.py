"""Forms of the steps of an official document: number, certificate, upload, recipients, address."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.documents.models import Correspondent, Delivery, OfficialDocument
from sokehoach.apps.documents.queries.dispatches import list_ways
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_list_order, is_base
from sokehoach.apps.shell.model_fields import build_form_field


class NumberForm(forms.Form):
    number = build_form_field(OfficialDocument, "number", help_text=_("để trống: lấy số tiếp theo"), min_value=1)
    day = build_form_field(OfficialDocument, "day", required=True)
    same_number = build_form_field(OfficialDocument, "same_number")


class KeyForm(forms.Form):
    """A certificate file and its password. Both are used once and never stored."""

    key_file = forms.FileField(label=_("Tệp chứng thư số"), help_text=_(".p12 hoặc .pfx; dùng một lần, không lưu"))
    password = forms.CharField(
        label=_("Mật khẩu"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )
    png = forms.FileField(label=_("Hình chữ ký, con dấu"), help_text=_("PNG nền trong suốt, nếu có"), required=False)


class ManyForm(KeyForm):
    """The certificate and the documents to sign with it, each chosen as «row id:version» of the page shown."""

    MOST = 30
    chosen = forms.MultipleChoiceField(
        label=_("Văn bản"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Chọn ít nhất một văn bản."),
            "invalid_choice": _("Có văn bản vừa được người khác xử lý. Hãy mở lại trang rồi chọn."),
        },
    )

    def __init__(self, *args: Any, among: Sequence[OfficialDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = {f"{row.pk}:{row.version}": row for row in among[: self.MOST]}
        choices = [(key, row.kind_name + f": {row.subject}") for key, row in self.among.items()]
        self.fields["chosen"].choices = choices

    @property
    def waiting(self) -> list[dict[str, Any]]:
        """The documents of the page, with `chosen` true for those that were ticked."""
        selected_keys = self["chosen"].value() or []
        return [{"key": key, "row": row, "chosen": key in selected_keys} for key, row in self.among.items()]

    @property
    def documents(self) -> list[tuple[OfficialDocument, int]]:
        selected_keys = set(self.cleaned_data["chosen"])
        return [(row, row.version) for key, row in self.among.items() if key in selected_keys]


class DocumentUploadForm(forms.Form):
    file = forms.FileField(label=_("Tệp PDF đã ký"), help_text=_("ký từ bản in của phần mềm"))
    explanation = forms.CharField(
        label=_("Giải trình chỗ khác"),
        help_text=_("chỉ khi tệp khác bản trình ký"),
        required=False,
        max_length=500,
    )


class WordFileForm(forms.Form):
    file = forms.FileField(label=_("Tệp Word đã sửa lời"), help_text=_(".docx, sửa từ bản tải ở trang này"))


class RecipientsForm(forms.Form):
    """One choice for each correspondent: a way of sending, or none.

    `first`: the correspondents that the document names. `receiving_units`: row ids of units where somebody accepts
    documents in the product.
    """

    MOST_LISTED = 8  # base areas that are listed among the others; more are folded
    due_on = build_form_field(Delivery, "due_on", help_text=_("ngày/tháng/năm, nếu có"))
    all_base_areas = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        among: Sequence[Correspondent],
        first: Sequence[Correspondent],
        function: str,
        receiving_units: Collection[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.among, self.first = among, first
        base_areas = [row for row in among if row.unit is not None and is_base(row.unit)]
        self.folded = base_areas if len(base_areas) > self.MOST_LISTED else []
        self.first_ways: dict[int, str] = {}
        labels = dict(Delivery.Way.choices)
        for correspondent in among:
            ways = list_ways(correspondent, receiving_units, function)
            self.first_ways[correspondent.pk] = ways[0]
            choices = [("", _("không gửi")), *((way, labels[Delivery.Way(way)]) for way in ways)]
            self.fields[f"to_{correspondent.pk}"] = forms.ChoiceField(
                label=correspondent.name, choices=choices, required=False
            )

    @property
    def named(self) -> list[forms.BoundField]:
        """Correspondents that the document names, but for the base areas that are folded."""
        return [self._get_choice(correspondent) for correspondent in self.first if correspondent not in self.folded]

    @property
    def others(self) -> list[forms.BoundField]:
        """Correspondents that the document does not name. Those already chosen come first."""
        listed = {*self.first, *self.folded}
        fields = [self._get_choice(correspondent) for correspondent in self.among if correspondent not in listed]
        return sorted(fields, key=lambda field: not field.value())

    @property
    def base_areas(self) -> list[forms.BoundField]:
        """The folded base areas, in the order of the national list of codes."""
        rows = sorted(self.folded, key=lambda row: get_list_order(row.unit) if row.unit else (False, 0, ""))
        return [self._get_choice(correspondent) for correspondent in rows]

    @property
    def base_units(self) -> list[Unit]:
        return [row.unit for row in self.folded if row.unit is not None]

    @property
    def chosen_base_areas(self) -> int:
        return sum(bool(field.value()) for field in self.base_areas)

    def _get_choice(self, correspondent: Correspondent) -> forms.BoundField:
        return self[f"to_{correspondent.pk}"]

    @property
    def to(self) -> list[tuple[int, str]]:
        """The chosen correspondents (row ids) with their way; all base areas by their most direct way where asked."""
        ways = {row.pk: self.cleaned_data[f"to_{row.pk}"] for row in self.among}
        if self.cleaned_data["all_base_areas"]:
            ways |= {row.pk: ways[row.pk] or self.first_ways[row.pk] for row in self.folded}
        return [(pk, way) for pk, way in ways.items() if way]


class AddressForm(forms.Form):
    name = build_form_field(Correspondent, "name")
    code = build_form_field(Correspondent, "code", help_text=_("QĐ 20/2020, như H18.30.02"))
    legacy_code = build_form_field(Correspondent, "legacy_code", help_text=_("13 ký tự, như 000.30.02.H18"))
    email = build_form_field(Correspondent, "email")
