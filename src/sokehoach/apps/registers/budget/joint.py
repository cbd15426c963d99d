"""The field and option for the other programmes that an entry serves (Kế hoạch III.4): it counts for each of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind

OPTION_SET = "joint_programme"
JOINT_PROGRAMMES = FieldDefinition(
    "joint_programmes",
    _("Chương trình, kế hoạch cùng thực hiện"),
    FieldKind.MANY,
    OPTION_SET,
    required=False,
    hint=_("chọn khi làm chung; mỗi chương trình đều tính được"),
)
BY_PROGRAMME = {OPTION_SET: "joint_programmes"}  # an option of a register's measures


def is_joint(entry: Any) -> bool:
    return bool(entry.joint_programmes)
