"""The definition of the three registers."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.budget import rules
from sokehoach.apps.registers.budget.joint import JOINT_PROGRAMMES
from sokehoach.apps.registers.budget.models import BudgetLine, BudgetReview, Spending
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.domain.orgtree.level import LevelKind
from sokehoach.domain.registers.register_type import Condition, ConditionTest

_WITH_REMARK = (Condition("result", ConditionTest.ONE_OF, (rules.REMARK,)),)


def _require_amount(amount: str) -> tuple[Condition, ...]:
    """Once that amount is typed."""
    return (Condition(amount, ConditionTest.PRESENT),)


REGISTER = RegisterDefinition(
    code="budget",
    slug="du-toan",
    name=_("Dự toán, phân bổ, quyết toán"),
    row=pgettext_lazy("entry", "dòng dự toán"),
    about=_("Mỗi dòng là tiền của một nguồn cho một mục của kế hoạch trong một năm: dự toán, phân bổ, quyết toán."),
    model=BudgetLine,
    reference_name=attrgetter("title"),
    unit_label=_("Đơn vị sử dụng"),
    fields=(
        FieldDefinition("day", _("Ngày dự toán"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("title", _("Số văn bản dự toán"), FieldKind.TEXT, hint=_("ví dụ 12/DT-UBND"), most=60),
        FieldDefinition("year", _("Năm ngân sách"), FieldKind.YEAR),
        FieldDefinition("source", _("Nguồn"), FieldKind.ONE, "budget_source"),
        FieldDefinition("clause", _("Mục của kế hoạch"), FieldKind.TEXT, hint=_("ví dụ III.2"), most=20),
        JOINT_PROGRAMMES,
        FieldDefinition("estimated", _("Dự toán"), FieldKind.MONEY, hint=_("đồng")),
        FieldDefinition(
            "allocated",
            _("Phân bổ"),
            FieldKind.MONEY,
            required=False,
            hint=_("đồng; để trống khi chưa có"),
            group=_("Phân bổ"),
        ),
        FieldDefinition(
            "allocated_on", _("Ngày phân bổ"), FieldKind.DAY, required=False, visible_when=_require_amount("allocated")
        ),
        FieldDefinition(
            "allocation",
            _("Số quyết định phân bổ"),
            FieldKind.TEXT,
            required=False,
            most=60,
            visible_when=_require_amount("allocated"),
        ),
        FieldDefinition(
            "settled",
            _("Quyết toán"),
            FieldKind.MONEY,
            required=False,
            hint=_("đồng; để trống khi chưa có"),
            group=_("Quyết toán"),
        ),
        FieldDefinition(
            "settled_on", _("Ngày quyết toán"), FieldKind.DAY, required=False, visible_when=_require_amount("settled")
        ),
        FieldDefinition(
            "settlement",
            _("Số văn bản quyết toán"),
            FieldKind.TEXT,
            required=False,
            most=60,
            visible_when=_require_amount("settled"),
        ),
    ),
    columns=("title", "year", "source", "clause", "estimated", "allocated", "settled"),
    filters=("source", "joint_programmes"),
    totals=("estimated", "allocated"),
    check=rules.check_line,
    validate_batch=rules.validate_budget_lines,
    read_by_owners_of="budget_reviews",
    links=((_("Cân đối theo nguồn"), "budget:balance"),),
    kind="source",
    place="clause",
    measure_names={
        "joint_allocated": _("kinh phí phân bổ dùng chung, của cả địa bàn"),
    },
)

SPENDINGS = RegisterDefinition(
    code="spendings",
    slug="chi-tieu-kinh-phi",
    name=_("Chi kinh phí"),
    row=pgettext_lazy("entry", "khoản chi"),
    about=_("Mỗi dòng là một khoản chi từ một dòng dự toán đã phân bổ, theo chứng từ; chi vượt phân bổ bị từ chối."),
    model=Spending,
    unit_label=_("Đơn vị sử dụng"),
    fields=(
        FieldDefinition("day", _("Ngày chi"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("line", _("Từ dòng dự toán"), FieldKind.LINE, register="budget"),
        FieldDefinition("title", _("Số chứng từ"), FieldKind.TEXT, most=60),
        FieldDefinition("amount", _("Số tiền"), FieldKind.MONEY, hint=_("đồng")),
        FieldDefinition("purpose", _("Nội dung chi"), FieldKind.TEXT, most=200),
    ),
    columns=("title", "line", "amount", "purpose"),
    filters=(),
    totals=("amount",),
    check=rules.check_spending,
    validate_batch=rules.validate_spendings,
    read_by_owners_of="budget_reviews",
    kind="line",
    place="",
    measure_names={
        "spent": _("tiền đã chi"),
        "spendings": _("khoản chi"),
    },
)

REVIEWS = RegisterDefinition(
    code="budget_reviews",
    slug="kiem-tra-kinh-phi",
    name=_("Hướng dẫn, kiểm tra kinh phí"),
    row=pgettext_lazy("entry", "lượt hướng dẫn, kiểm tra"),
    about=_("Mỗi dòng là một lượt cơ quan tài chính hướng dẫn hoặc kiểm tra việc phân bổ, sử dụng, quyết toán."),
    model=BudgetReview,
    unit_label=_("Cơ quan tài chính"),
    fields=(
        FieldDefinition("day", _("Ngày"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("reviewed", _("Đơn vị"), FieldKind.UNIT, level_kinds=(LevelKind.BASE, LevelKind.ATTACHED)),
        FieldDefinition("kind", _("Việc"), FieldKind.ONE, "budget_review"),
        FieldDefinition(
            "result", _("Kết quả"), FieldKind.ONE, "budget_result", meanings=(rules.REMARK,), has_other_options=True
        ),
        FieldDefinition(
            "remark",
            _("Nhận xét"),
            FieldKind.TEXT,
            required=False,
            hint=_("về kinh phí, không về người"),
            most=500,
        ),
        FieldDefinition(
            "remedy_by",
            _("Hạn chỉnh"),
            FieldKind.DAY,
            required=False,
            hint=_("khi có nội dung cần chỉnh"),
            visible_when=_WITH_REMARK,
        ),
        FieldDefinition(
            "remedied_on",
            _("Ngày chỉnh xong"),
            FieldKind.DAY,
            required=False,
            hint=_("để trống khi chưa xong"),
            visible_when=_WITH_REMARK,
        ),
    ),
    columns=("reviewed", "kind", "result", "remedy_by", "remedied_on"),
    filters=("kind", "result"),
    totals=(),
    check=rules.check_review,
    title="reviewed",
    place="",
    measure_names={
        "reviews": _("lượt hướng dẫn, kiểm tra"),
        "unmended": _("lượt còn nội dung chưa chỉnh xong đến ngày chốt"),
    },
)
