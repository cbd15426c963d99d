"""Money (kinh phí): what was estimated, allocated, spent and settled, by source and clause; finance's review."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class BudgetLine(Entry):
    """Money of one source for one clause in one year, in whole đồng. `day` is the day of the estimate.

    `spent` is the sum of the spendings that count, kept with them, so that the database itself refuses to spend
    more than was allocated.
    """

    title = models.CharField(_("Số văn bản dự toán"), max_length=60)
    year = models.PositiveSmallIntegerField(_("Năm ngân sách"))
    source = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Nguồn"))
    clause = models.CharField(_("Mục của kế hoạch"), max_length=20)
    joint_programmes = models.ManyToManyField(
        Option, related_name="+", blank=True, verbose_name=_("chương trình, kế hoạch cùng thực hiện")
    )
    estimated = models.PositiveBigIntegerField(_("Dự toán"))
    allocated = models.PositiveBigIntegerField(_("Phân bổ"), null=True, blank=True)
    allocated_on = models.DateField(_("Ngày phân bổ"), null=True, blank=True)
    allocation = models.CharField(_("Số quyết định phân bổ"), max_length=60, blank=True)
    settled = models.PositiveBigIntegerField(_("Quyết toán"), null=True, blank=True)
    settled_on = models.DateField(_("Ngày quyết toán"), null=True, blank=True)
    settlement = models.CharField(_("Số văn bản quyết toán"), max_length=60, blank=True)
    spent = models.PositiveBigIntegerField(_("đã chi"), default=0, editable=False)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(allocated__isnull=True, allocated_on__isnull=True)
                | Q(allocated__isnull=False, allocated_on__isnull=False),
                name="budget_allocated_how_much_and_when",
            ),
            models.CheckConstraint(
                condition=Q(settled__isnull=True, settled_on__isnull=True)
                | Q(settled__isnull=False, settled_on__isnull=False),
                name="budget_settled_how_much_and_when",
            ),
            models.CheckConstraint(
                condition=Q(spent=0) | Q(allocated__isnull=False, spent__lte=F("allocated")),
                name="budget_spent_within_allocated",
            ),
            models.CheckConstraint(
                condition=Q(settled__isnull=True) | Q(settled__lte=F("spent")),
                name="budget_settled_within_spent",
            ),
        )

    def __str__(self) -> str:
        return gettext("%(title)s, mục %(clause)s, %(source)s") % {
            "title": self.title, "clause": self.clause, "source": self.source
        }  # fmt: skip


class Spending(Entry):
    """Money paid out of a line, by a document."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="spendings", verbose_name=_("Từ dòng dự toán"))
    title = models.CharField(_("Số chứng từ"), max_length=60)
    amount = models.PositiveBigIntegerField(_("Số tiền"))
    purpose = FreeLine(_("Nội dung chi"), max_length=200)

    class Meta(Entry.Meta):
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="budget_spending_of_something"),)

    def __str__(self) -> str:
        return self.title


class BudgetReview(Entry):
    """Finance guides or checks how a unit allocates, uses and settles (Kế hoạch VI.4)."""

    reviewed = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    kind = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Việc"))
    result = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Kết quả"))
    remark = FreeLine(_("Nhận xét"), max_length=500, blank=True)
    remedy_by = models.DateField(_("Hạn chỉnh"), null=True, blank=True)
    remedied_on = models.DateField(_("Ngày chỉnh xong"), null=True, blank=True)

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(remedied_on__isnull=True) | Q(remedied_on__gte=F("day")),
                name="budget_review_remedied_after_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}, {self.reviewed.short_name}"
