"""Courses (lớp tập huấn), and who of each unit was summoned, sent, trained: numbers of staff, by unit."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.free_text import FreeLine


class Course(Entry):
    """`unit` organised it, or, where it is the province's, looked after the district's staff in it."""

    title = FreeLine(_("Tên lớp"), max_length=300)
    topic = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Nội dung"))
    level = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("Cấp tổ chức"))
    days = models.PositiveSmallIntegerField(_("Số ngày"))
    joint_programmes = models.ManyToManyField(
        Option, related_name="+", blank=True, verbose_name=_("chương trình, kế hoạch cùng thực hiện")
    )

    class Meta(Entry.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(days__gte=1), name="training_course_takes_a_day"),
            models.UniqueConstraint(
                fields=("unit", "title", "day"), condition=Q(voided=False), name="training_course_told_once"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """The staff of one unit in a course. A unit that was not summoned has no row."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="attendances")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    summoned = models.PositiveIntegerField(_("triệu tập"))
    sent = models.PositiveIntegerField(_("cử dự"))
    trained = models.PositiveIntegerField(_("đã tập huấn"))
    # Staff in charge who had not been trained before in this year: so that the year's sum counts each once.
    in_charge = models.PositiveIntegerField(_("cán bộ trực tiếp"))

    class Meta:
        ordering = ("unit__level", "unit__code")
        constraints = (
            models.UniqueConstraint(fields=("course", "unit"), name="training_unit_once"),
            models.CheckConstraint(condition=Q(trained__lte=F("sent")), name="training_trained_within_sent"),
            models.CheckConstraint(condition=Q(in_charge__lte=F("trained")), name="training_in_charge_within_trained"),
        )

    def __str__(self) -> str:
        return f"{self.course}, {self.unit.short_name}"
