"""The label, icon and colour of every state, in one table, so that a state looks the same on every page.

Colour comes last: a state is recognized by its label, then by its icon (WCAG 1.4.1); only late and wrong are red.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class StatusBadge:
    """How a state looks. `tone` modifies `.mark`: plain, quiet, ink, teal, amber, red; chips: uncertain, hatched."""

    icon: str
    label: str | Promise
    tone: str = "plain"


STATES: dict[str, StatusBadge] = {
    # reports
    "draft": StatusBadge("pencil", _("Đang soạn")),
    "sent": StatusBadge("send", _("Đã gửi, chờ duyệt"), "ink"),
    "returned": StatusBadge("arrow-back-up", _("Trả lại"), "amber"),
    "accepted": StatusBadge("check", _("Đã duyệt"), "teal"),
    "accepted_late": StatusBadge("clock-check", _("Đã duyệt, gửi muộn"), "teal"),
    "consolidated": StatusBadge("check", _("Đã tổng hợp"), "teal"),
    "superseded": StatusBadge("versions", _("Đã có bản đính chính thay thế")),
    "replaced": StatusBadge("versions", _("Đã có bản thay thế")),
    "not_reported": StatusBadge("", _("chưa gửi"), "hatched"),
    "not_due": StatusBadge("", _("chưa đến hạn"), "hatched"),
    "extended": StatusBadge("calendar-event", _("Được gia hạn")),
    "blank": StatusBadge("", _("để trống"), "hatched"),
    "late": StatusBadge("clock-exclamation", _("Quá hạn"), "red"),
    # duties and targets
    "dated": StatusBadge("calendar-event", _("Có hạn")),
    "periodic": StatusBadge("calendar-event", _("Định kỳ")),
    "standing": StatusBadge("repeat", _("Thường xuyên")),
    "request": StatusBadge("message-2", _("Đề nghị")),
    "open": StatusBadge("circle", _("Chưa làm")),
    "doing": StatusBadge("circle-dashed", _("Đang thực hiện")),
    "done": StatusBadge("check", _("Đã hoàn thành"), "teal"),
    "slow": StatusBadge("alert-triangle", _("Chậm"), "amber"),
    "unmeasured": StatusBadge("help-circle", _("Chưa đo")),
    # confidence in the reading of a plan
    "uncertain": StatusBadge("alert-triangle", _("Chưa rõ"), "uncertain"),
    "confirmed": StatusBadge("check", _("Đã xác nhận"), "teal"),
    "unassigned": StatusBadge("", _("chưa phân công"), "hatched"),
    # comparison of two plans
    "covered": StatusBadge("check", _("đã có"), "teal"),
    "weaker": StatusBadge("alert-triangle", _("yếu hơn"), "amber"),
    "missing": StatusBadge("", _("còn thiếu"), "hatched"),
    "added": StatusBadge("plus", _("thêm"), "teal"),
    "changed": StatusBadge("pencil", _("sửa")),
    "dropped": StatusBadge("x", _("bỏ"), "amber"),
    # a digital signature
    "good": StatusBadge("shield-check", _("Hợp lệ"), "teal"),
    "doubt": StatusBadge("alert-triangle", _("Cần xem"), "amber"),
    "bad": StatusBadge("alert-circle", _("Không dùng được"), "red"),
    # an official document
    "checking": StatusBadge("send", _("Chờ kiểm tra"), "ink"),
    "to_sign": StatusBadge("signature", _("Trình ký"), "ink"),
    "signed": StatusBadge("signature", _("Đã ký, chờ phát hành"), "teal"),
    "issued": StatusBadge("send", _("Đã phát hành"), "teal"),
    "received": StatusBadge("check", _("Nơi nhận đã tiếp nhận"), "teal"),
    "revoked": StatusBadge("x", _("Đã thu hồi"), "amber"),
    "district_only": StatusBadge("building-bank", _("Chỉ có ở cấp tổng hợp")),
}

SOURCES: dict[str, StatusBadge] = {
    "register": StatusBadge("notebook", _("từ sổ"), "quiet"),
    "typed": StatusBadge("pencil", _("nhập tay"), "quiet"),
    "overridden": StatusBadge("pencil-exclamation", _("sửa số từ sổ"), "quiet"),
    "computed": StatusBadge("sum", _("tự tính"), "quiet"),
    "shared": StatusBadge("link", _("từ biểu khác"), "quiet"),
    "halves": StatusBadge("sum", _("tính từ các kỳ ngắn hơn"), "quiet"),
    "zero": StatusBadge("circle-dotted", _("không phát sinh"), "quiet"),
    "not_applicable": StatusBadge("minus", _("không áp dụng"), "quiet"),
}

GAPS: dict[str, str | Promise] = {
    "not_reported": _("chưa báo cáo"),
    "blank": _("để trống"),  # in a submitted report
    "no_number": _("chưa có số"),  # of a figure that no unit has reported
    "not_applicable": _("không áp dụng"),
    "not_measured": _("chưa đo"),
}

# A strip counts these as having an accepted report and lists the rest as missing.
ACCEPTED = frozenset({"accepted", "accepted_late"})
