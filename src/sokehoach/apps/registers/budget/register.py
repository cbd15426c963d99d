"""What the shelf is told of the three registers."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.budget import rules
from sokehoach.apps.registers.budget.models import BudgetLine, BudgetReview, Spending
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.shelf.joint import JOINT_PROGRAMMES

REGISTER = Register(
    code="budget",
    slug="du-toan",
    name=_("Dự toán, phân bổ, quyết toán"),
    row=_("dòng dự toán"),
    about=_(
        "Mỗi dòng là tiền của một nguồn cho một mục của kế hoạch trong một năm: dự toán, phân bổ, quyết toán."
    ),
    model=BudgetLine,
    unit_label=_("Đơn vị sử dụng"),
    fields=(
        Field("day", _("Ngày dự toán"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("title", _("Số văn bản dự toán"), Kind.TEXT, hint=_("ví dụ 12/DT-UBND"), most=60),
        Field("year", _("Năm ngân sách"), Kind.YEAR),
        Field("source", _("Nguồn"), Kind.ONE, "budget_source"),
        Field("clause", _("Mục của kế hoạch"), Kind.TEXT, hint=_("ví dụ III.2"), most=20),
        JOINT_PROGRAMMES,
        Field("estimated", _("Dự toán"), Kind.MONEY, hint=_("đồng")),
        Field(
            "allocated",
            _("Phân bổ"),
            Kind.MONEY,
            required=False,
            hint=_("đồng; để trống khi chưa có"),
            group=_("Phân bổ"),
        ),
        Field("allocated_on", _("Ngày phân bổ"), Kind.DAY, required=False),
        Field("allocation", _("Số quyết định phân bổ"), Kind.TEXT, required=False, most=60),
        Field(
            "settled",
            _("Quyết toán"),
            Kind.MONEY,
            required=False,
            hint=_("đồng; để trống khi chưa có"),
            group=_("Quyết toán"),
        ),
        Field("settled_on", _("Ngày quyết toán"), Kind.DAY, required=False),
        Field("settlement", _("Số văn bản quyết toán"), Kind.TEXT, required=False, most=60),
    ),
    columns=("title", "year", "source", "clause", "estimated", "allocated", "settled"),
    filters=("source", "joint_programmes"),
    totals=("estimated", "allocated"),
    check=rules.check_line,
    kept=rules.keep_line,
    read_by_keepers_of="budget_reviews",
    links=((_("Cân đối theo nguồn"), "budget:balance"),),
    kind="source",
    place="clause",
)

SPENDINGS = Register(
    code="spendings",
    slug="chi-tieu-kinh-phi",
    name=_("Chi kinh phí"),
    row=_("khoản chi"),
    about=_(
        "Mỗi dòng là một khoản chi từ một dòng dự toán đã phân bổ, theo chứng từ; chi vượt phân bổ bị từ chối."
    ),
    model=Spending,
    unit_label=_("Đơn vị sử dụng"),
    fields=(
        Field("day", _("Ngày chi"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("line", _("Từ dòng dự toán"), Kind.LINE, register="budget"),
        Field("title", _("Số chứng từ"), Kind.TEXT, most=60),
        Field("amount", _("Số tiền"), Kind.MONEY, hint=_("đồng")),
        Field("purpose", _("Nội dung chi"), Kind.TEXT, most=200),
    ),
    columns=("title", "line", "amount", "purpose"),
    filters=(),
    totals=("amount",),
    check=rules.check_spending,
    kept=rules.keep_spent,
    read_by_keepers_of="budget_reviews",
    kind="line",
    place="",
)

REVIEWS = Register(
    code="budget_reviews",
    slug="kiem-tra-kinh-phi",
    name=_("Hướng dẫn, kiểm tra kinh phí"),
    row=_("lượt hướng dẫn, kiểm tra"),
    about=_(
        "Mỗi dòng là một lượt cơ quan tài chính hướng dẫn hoặc kiểm tra việc phân bổ, sử dụng, quyết toán."
    ),
    model=BudgetReview,
    unit_label=_("Cơ quan tài chính"),
    fields=(
        Field("day", _("Ngày"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("reviewed", _("Đơn vị"), Kind.UNIT, levels=("commune", "township", "agency")),
        Field("kind", _("Việc"), Kind.ONE, "budget_review"),
        Field("result", _("Kết quả"), Kind.ONE, "budget_result"),
        Field(
            "remark",
            _("Nhận xét"),
            Kind.TEXT,
            required=False,
            hint=_("về kinh phí, không về người"),
            most=500,
        ),
        Field("remedy_by", _("Hạn chỉnh"), Kind.DAY, required=False, hint=_("khi có nội dung cần chỉnh")),
        Field(
            "remedied_on", _("Ngày chỉnh xong"), Kind.DAY, required=False, hint=_("để trống khi chưa xong")
        ),
    ),
    columns=("reviewed", "kind", "result", "remedy_by", "remedied_on"),
    filters=("kind", "result"),
    totals=(),
    check=rules.check_review,
    title="reviewed",
    place="",
)
