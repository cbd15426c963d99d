"""The head of a register of a draft: what it is called, and who keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.adapters.programme_files.register_files import UNSOURCED, RegisterFile, can_name_register
from sokehoach.apps.programmes.queries.policies import get_function_name, list_functions
from sokehoach.apps.setup.forms.drafts import RevisionForm
from sokehoach.apps.setup.forms.table_cells import make_code
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.pii_filter import find_text_problem
from sokehoach.domain.orgtree.level import Level

_HEAD = ("name", "row", "about", "unit_label", "title", "parent", "rows_by")
_OWNERSHIP = ("function", "levels", "agencies", "clauses", "source")


class TableForm(RevisionForm):
    """Beside a table of a register. `names`: what in the table may name a person, one a line."""

    names = ""


class OptionsForm(TableForm):
    """Beside the options of a set. `wider_sets`: those that it may break down, name by code."""

    within = forms.ChoiceField(
        label=_("Chia nhỏ danh mục"),
        required=False,
        help_text=_(
            "để trống nếu không chia nhỏ danh mục nào; lựa chọn để trống cột «Thuộc lựa chọn» đi với mọi lựa chọn"
        ),
    )

    def __init__(self, data: Any = None, *, wider_sets: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["within"].choices = [("", "–"), *wider_sets.items()]


class RegisterHeadForm(RevisionForm):
    """`fields`: those of the register as (code, label); none while it is new."""

    conflict = False  # whether somebody saved the draft in between
    name = forms.CharField(label=_("Tên sổ"), max_length=100)
    row = forms.CharField(label=_("Một dòng gọi là"), max_length=60, help_text=_("ví dụ: lớp, buổi, lần kiểm tra"))
    about = forms.CharField(label=_("Sổ ghi gì"), max_length=300, widget=forms.Textarea({"rows": 2}))
    unit_label = forms.CharField(
        label=_("Đơn vị của dòng gọi là"), max_length=60, required=False, help_text=_("để trống: đơn vị tổ chức")
    )
    title = forms.ChoiceField(label=_("Trường đặt tên cho dòng"), required=False)
    parent = forms.ChoiceField(label=_("Là dòng con, theo trường"), required=False)
    rows_by = forms.ChoiceField(
        label=_("Mỗi đơn vị một dòng, theo trường"), required=False,
        help_text=_("dòng con chỉ có số: phiếu bày sẵn một dòng cho mỗi đơn vị; đơn vị để trống thì không có dòng"),
    )  # fmt: skip
    retention_years = forms.IntegerField(
        label=_("Giữ nội dung bao nhiêu năm"), min_value=0, max_value=100, required=False,
        help_text=_("để trống: giữ mãi; hết hạn thì chỉ còn những gì báo cáo đếm"),
    )  # fmt: skip
    function = forms.ChoiceField(label=_("Chức năng"))
    levels = forms.MultipleChoiceField(label=_("Cấp ghi sổ"), required=False, widget=widgets.Checks)
    agencies = forms.CharField(
        label=_("Cơ quan ghi sổ"), max_length=2000, required=False, help_text=_("mã đơn vị, cách nhau bằng dấu «;»")
    )
    clauses = forms.CharField(
        label=_("Mục của kế hoạch"), max_length=300, required=False, help_text=_("cách nhau bằng dấu «;»")
    )
    source = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        levels: Iterable[Level],
        titles: Sequence[tuple[str, str]] = (),
        parents: Sequence[tuple[str, str]] = (),
        units: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].choices = [(code, get_function_name(code)) for code in list_functions()]
        self.fields["levels"].choices = [(level.code, level.name) for level in levels]
        for name, offered in (("title", titles), ("parent", parents), ("rows_by", units)):
            self.fields[name].choices = [("", _("Không")), *offered]
            if not offered:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("name", "row", "about", "unit_label", "source"):
            if name in cleaned and (problem := find_text_problem(cleaned[name])):
                self.add_error(name, problem)
        if "levels" in cleaned and not cleaned["levels"] and not cleaned.get("agencies"):
            self.add_error("levels", _("Chọn cấp ghi sổ, hoặc nêu cơ quan ghi sổ."))
        if cleaned.get("rows_by") and not cleaned.get("parent"):
            self.add_error("rows_by", _("Chọn trước trường mà theo đó dòng là dòng con."))
        return cleaned

    def build_head(self, code: str, stored_head: Mapping[str, Any]) -> dict[str, Any]:
        """The head of the register's file. Where each unit has one line, no two rows of an entry name one unit."""
        names = {name: " ".join(str(self.cleaned_data.get(name) or "").split()) for name in _HEAD}
        years = {"retention_years": self.cleaned_data["retention_years"] or None}
        head: dict[str, Any] = {"code": code} | names | years
        if names["rows_by"]:
            head["unique"] = [names["parent"], names["rows_by"]]
        return head | {name: value for name, value in stored_head.items() if name not in head}

    def build_ownership(self, code: str) -> dict[str, Any]:
        """The item of registers.yaml."""
        cleaned = self.cleaned_data
        return {
            "code": code,
            "function": cleaned["function"],
            "levels": cleaned["levels"],
            "agencies": _split_codes(cleaned["agencies"]),
            "clauses": _split_codes(cleaned["clauses"]),
            "source": " ".join(cleaned["source"].split()) or UNSOURCED,
        }


class NewRegisterForm(RegisterHeadForm):
    """Of a register that the draft does not have yet; `used_codes`: codes of others."""

    def __init__(self, *args: Any, used_codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.used_codes = used_codes

    @property
    def code(self) -> str:
        return make_code(self.cleaned_data["name"], self.used_codes)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not can_name_register(make_code(name, self.used_codes)):
            raise forms.ValidationError(_("Tên sổ phải có chữ."))
        return name


def get_initial(file: RegisterFile, ownership: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of a register's head shows first."""
    lists = {name: "; ".join(map(str, ownership.get(name) or [])) for name in ("agencies", "clauses")}
    return (
        {name: file.head.get(name, "") for name in (*_HEAD, "retention_years")}
        | {name: ownership.get(name, "") for name in _OWNERSHIP}
        | lists
    )


def _split_codes(text: str) -> list[str]:
    return [stripped for part in text.split(";") if (stripped := part.strip())]
