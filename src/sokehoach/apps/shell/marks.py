"""The words, icons and colours of every state: one table, so that a state looks the same on every page.

Colour comes last: a state is told by its word, then by its icon (WCAG 1.4.1); only late and wrong are red.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Mark:
    """`tone` is a modifier of `.mark`: plain, quiet, ink, teal, amber, red; chips: uncertain, hatched."""

    icon: str
    word: str | Promise
    tone: str = "plain"


STATES: dict[str, Mark] = {
    # reports
    "draft": Mark("pencil", _("Đang soạn")),
    "sent": Mark("send", _("Đã gửi, chờ duyệt"), "ink"),
    "returned": Mark("arrow-back-up", _("Trả lại"), "amber"),
    "accepted": Mark("check", _("Đã duyệt"), "teal"),
    "accepted_late": Mark("clock-check", _("Đã duyệt, gửi muộn"), "teal"),
    "consolidated": Mark("check", _("Đã tổng hợp"), "teal"),
    "superseded": Mark("versions", _("Đã có bản đính chính thay thế")),
    "replaced": Mark("versions", _("Đã có bản thay thế")),
    "not_reported": Mark("", _("chưa gửi"), "hatched"),
    "not_due": Mark("", _("chưa đến hạn"), "hatched"),
    "extended": Mark("calendar-event", _("Được gia hạn")),
    "blank": Mark("", _("để trống"), "hatched"),
    "late": Mark("clock-exclamation", _("Quá hạn"), "red"),
    # duties and targets
    "dated": Mark("calendar-event", _("Có hạn")),
    "periodic": Mark("calendar-event", _("Định kỳ")),
    "standing": Mark("repeat", _("Thường xuyên")),
    "request": Mark("message-2", _("Đề nghị")),
    "open": Mark("circle", _("Chưa làm")),
    "doing": Mark("circle-dashed", _("Đang thực hiện")),
    "done": Mark("check", _("Đã hoàn thành"), "teal"),
    "slow": Mark("alert-triangle", _("Chậm"), "amber"),
    "unmeasured": Mark("help-circle", _("Chưa đo")),
    # how sure the reading of a plan is
    "uncertain": Mark("alert-triangle", _("Chưa rõ"), "uncertain"),
    "confirmed": Mark("check", _("Đã xác nhận"), "teal"),
    "unassigned": Mark("", _("chưa phân công"), "hatched"),
    # a plan beside another
    "covered": Mark("check", _("đã có"), "teal"),
    "weaker": Mark("alert-triangle", _("yếu hơn"), "amber"),
    "missing": Mark("", _("còn thiếu"), "hatched"),
    "added": Mark("plus", _("thêm"), "teal"),
    "changed": Mark("pencil", _("sửa")),
    "dropped": Mark("x", _("bỏ"), "amber"),
    # a digital signature
    "good": Mark("shield-check", _("Hợp lệ"), "teal"),
    "doubt": Mark("alert-triangle", _("Cần xem"), "amber"),
    "bad": Mark("alert-circle", _("Không dùng được"), "red"),
    # an official document
    "checking": Mark("send", _("Chờ kiểm tra"), "ink"),
    "to_sign": Mark("signature", _("Trình ký"), "ink"),
    "signed": Mark("signature", _("Đã ký, chờ phát hành"), "teal"),
    "issued": Mark("send", _("Đã phát hành"), "teal"),
    "received": Mark("check", _("Nơi nhận đã tiếp nhận"), "teal"),
    "revoked": Mark("x", _("Đã thu hồi"), "amber"),
    "district_only": Mark("building-bank", _("Chỉ có ở cấp huyện")),
}

SOURCES: dict[str, Mark] = {
    "register": Mark("notebook", _("từ sổ"), "quiet"),
    "typed": Mark("pencil", _("nhập tay"), "quiet"),
    "overridden": Mark("pencil-exclamation", _("sửa số từ sổ"), "quiet"),
    "computed": Mark("sum", _("tự tính"), "quiet"),
    "shared": Mark("link", _("từ biểu khác"), "quiet"),
    "halves": Mark("sum", _("tính từ hai kỳ sáu tháng"), "quiet"),
    "zero": Mark("circle-dotted", _("không phát sinh"), "quiet"),
    "not_applicable": Mark("minus", _("không áp dụng"), "quiet"),
}

GAPS: dict[str, str | Promise] = {
    "not_reported": _("chưa báo cáo"),
    "blank": _("để trống"),  # in a report that is sent
    "no_number": _("chưa có số"),  # of a figure: no unit has given one
    "not_applicable": _("không áp dụng"),
    "not_measured": _("chưa đo"),
}

# A strip counts these as having an accepted report; the rest are named as missing.
ACCEPTED = frozenset({"accepted", "accepted_late"})
