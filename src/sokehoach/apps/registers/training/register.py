"""The definition of the register."""

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.core.joint import JOINT_PROGRAMMES
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.training import rules
from sokehoach.apps.registers.training.models import Course


def _list_links(user: User, course: Entry) -> list[tuple[str, str]]:
    return [(gettext("Cán bộ dự, theo đơn vị"), reverse("training:attendance", args=[course.pk]))]


REGISTER = RegisterDefinition(
    code="training",
    slug="tap-huan",
    name=_("Tập huấn cán bộ"),
    row=pgettext_lazy("entry", "lớp tập huấn"),
    about=_("Mỗi dòng là một lớp; mỗi lớp có bảng cán bộ được triệu tập, cử dự, tập huấn của từng đơn vị."),
    model=Course,
    fields=(
        FieldDefinition("day", _("Ngày khai giảng"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("title", _("Tên lớp"), FieldKind.TEXT),
        FieldDefinition("topic", _("Nội dung"), FieldKind.ONE, "course_topic"),
        FieldDefinition(
            "level",
            _("Cấp tổ chức"),
            FieldKind.ONE,
            "course_level",
            hint=_("lớp của cấp trên: cơ quan thường trực ghi"),
        ),
        FieldDefinition("days", _("Số ngày"), FieldKind.NUMBER, most=60),
        JOINT_PROGRAMMES,
    ),
    columns=("title", "topic", "level", "days"),
    filters=("level", "topic", "joint_programmes"),
    totals=(),
    check=rules.check_course,
    kind="topic",
    place="",
    unique_per_unit=("day", "title"),
    links=((_("Theo đơn vị"), "training:by_unit"),),
    line_links=_list_links,
)
