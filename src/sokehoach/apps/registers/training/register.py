"""What the shelf is told of the register."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.shelf.joint import JOINT_PROGRAMMES
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.training import rules
from sokehoach.apps.registers.training.models import Course


def _links(user: User, course: Entry) -> list[tuple[str, str]]:
    return [(gettext("Cán bộ dự, theo đơn vị"), reverse("training:attendance", args=[course.pk]))]


REGISTER = Register(
    code="training",
    slug="tap-huan",
    name=_("Tập huấn cán bộ"),
    row=_("lớp tập huấn"),
    about=_("Mỗi dòng là một lớp; mỗi lớp có bảng cán bộ được triệu tập, cử dự, tập huấn của từng đơn vị."),
    model=Course,
    fields=(
        Field("day", _("Ngày khai giảng"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("title", _("Tên lớp"), Kind.TEXT),
        Field("topic", _("Nội dung"), Kind.ONE, "course_topic"),
        Field(
            "level",
            _("Cấp tổ chức"),
            Kind.ONE,
            "course_level",
            hint=_("lớp cấp tỉnh: cơ quan thường trực ghi"),
        ),
        Field("days", _("Số ngày"), Kind.NUMBER, most=60),
        JOINT_PROGRAMMES,
    ),
    columns=("title", "topic", "level", "days"),
    filters=("level", "topic", "joint_programmes"),
    totals=(),
    check=rules.check,
    kind="topic",
    place="",
    once=("day", "title"),
    links=((_("Theo đơn vị"), "training:by_unit"),),
    line_links=_links,
)
