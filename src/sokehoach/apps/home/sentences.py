"""Words of the audit trail: one sentence for each action of a service, one label for each detail.

A test compares the table with every `@write(…)` of the source.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from sokehoach.apps.registers.core.catalogue import get_product_registers, get_registers
from sokehoach.apps.shell import periods
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.notation import write_day
from sokehoach.domain.periods.period import parse_period

ACTIONS: dict[str, str | Promise] = {
    "plan.import": pgettext_lazy("trail", "Nhập kế hoạch"),
    "plan.bring_into_force": pgettext_lazy("trail", "Đưa kế hoạch vào theo dõi"),
    "plan.check_file": gettext_lazy("Kiểm tra lại thể thức, chữ ký của tệp kế hoạch"),
    "plan.replaces": gettext_lazy("Chọn kế hoạch được thay thế, sửa đổi"),
    "plan.correct_header": gettext_lazy("Sửa phần đầu của kế hoạch"),
    "plan.serve": gettext_lazy("Chọn chương trình mà kế hoạch phục vụ"),
    "plan.choose_upper": pgettext_lazy("trail", "Chọn kế hoạch cấp trên"),
    "plan.add_parties": gettext_lazy("Thêm cơ quan mà kế hoạch giao việc"),
    "plan.ask_own_plans": gettext_lazy("Đặt hạn các đơn vị lập kế hoạch"),
    "demand.answer": gettext_lazy("Xác nhận nội dung kế hoạch trên được trả lời ở đâu"),
    "target.assign": gettext_lazy("Phân công chủ chỉ tiêu"),
    "target.link": gettext_lazy("Gắn chỉ tiêu của kế hoạch với chỉ số"),
    "plan_item.confirm": gettext_lazy("Xác nhận nội dung kế hoạch"),
    "plan_item.confirm_sure": gettext_lazy("Xác nhận các nội dung đã chắc"),
    "duty.assign": gettext_lazy("Phân công việc kế hoạch không nêu cơ quan"),
    "plan_item.settle_tasks": gettext_lazy("Xử lý các việc kế hoạch không nêu cơ quan"),
    "plan_item.dismiss": gettext_lazy("Bỏ đoạn không phải nội dung giao việc"),
    "plan_item.add": gettext_lazy("Thêm nội dung kế hoạch"),
    "assignment.work": gettext_lazy("Ghi kết quả nhiệm vụ"),
    "duty.decide_passed_day": gettext_lazy("Quyết định về hạn đã qua trước khi nhập kế hoạch"),
    "assignment.assign": gettext_lazy("Phân công nhiệm vụ"),
    "evidence.remove": gettext_lazy("Gỡ tài liệu chứng minh"),
    "entry.add": gettext_lazy("Ghi một dòng sổ"),
    "entry.bring_in": gettext_lazy("Nhập sổ từ Excel"),
    "entry.change": gettext_lazy("Sửa dòng sổ"),
    "entry.strike": gettext_lazy("Gạch bỏ dòng sổ"),
    "entry.restore": gettext_lazy("Khôi phục dòng sổ"),
    "attendance.keep": gettext_lazy("Ghi cán bộ dự lớp tập huấn"),
    "programme.add": pgettext_lazy("trail", "Lập chương trình kiểm tra"),
    "programme.change": gettext_lazy("Sửa chương trình kiểm tra"),
    "audit.name_witness": gettext_lazy("Công bố khóa của cơ quan chứng kiến"),
    "audit.countersign": gettext_lazy("Nhận chữ ký chứng kiến bản niêm phong"),
    "visit.plan": gettext_lazy("Lập lịch kiểm tra cơ sở"),
    "visit.invite": gettext_lazy("Phát giấy mời kiểm tra"),
    "visit.hold": pgettext_lazy("trail", "Ghi kết quả kiểm tra"),
    "visit.remedy": gettext_lazy("Ghi kết quả khắc phục sau kiểm tra"),
    "visit.call_off": pgettext_lazy("trail", "Hủy lượt kiểm tra"),
    "sanction.add": pgettext_lazy("trail", "Ghi quyết định xử lý cơ sở"),
    "sanction.remove": gettext_lazy("Bỏ quyết định xử lý ghi nhầm"),
    "frame.add": gettext_lazy("Bổ sung khung phạt"),
    "frames.keep": gettext_lazy("Nạp khung phạt"),
    "checklists.keep": gettext_lazy("Nạp danh mục kiểm tra"),
    "conclusion.follow": gettext_lazy("Giao kết luận cuộc họp thành nhiệm vụ"),
    "schemes.keep": gettext_lazy("Nạp thang điểm"),
    "scheme.add": pgettext_lazy("trail", "Thêm thang điểm"),
    "assessment.score": gettext_lazy("Ghi điểm tự chấm"),
    "assessment.decide": gettext_lazy("Ghi quyết định công nhận"),
    "supervision.reply": gettext_lazy("Trả lời kiến nghị giám sát"),
    "question.keep": gettext_lazy("Lưu câu hỏi số liệu"),
    "question.keep_ready": gettext_lazy("Nạp câu hỏi soạn sẵn"),
    "question.remove": gettext_lazy("Bỏ câu hỏi số liệu"),
    "report.open": pgettext_lazy("trail", "Lập báo cáo"),
    "report.fill": gettext_lazy("Nhập số liệu báo cáo"),
    "report.tell": gettext_lazy("Viết phần lời của báo cáo"),
    "report.save": gettext_lazy("Lưu bản nháp báo cáo"),
    "report.submit": gettext_lazy("Trình lãnh đạo đơn vị duyệt báo cáo"),
    "report.approve": gettext_lazy("Lãnh đạo đơn vị duyệt, gửi báo cáo"),
    "report.decline": gettext_lazy("Lãnh đạo đơn vị yêu cầu sửa báo cáo trước khi gửi"),
    "report.send": pgettext_lazy("trail", "Gửi báo cáo"),
    "report.return": gettext_lazy("Trả lại báo cáo"),
    "report.accept": gettext_lazy("Duyệt báo cáo"),
    "report.explain": gettext_lazy("Giải trình chỗ lệch của báo cáo"),
    "report.excuse": gettext_lazy("Chấp nhận giải trình của báo cáo"),
    "report.correct": gettext_lazy("Lập bản đính chính báo cáo"),
    "report.take": gettext_lazy("Nhận số liệu báo cáo thay đơn vị"),
    "report.receive": pgettext_lazy("trail", "Nhận số liệu báo cáo qua API"),
    "report.import": pgettext_lazy("trail", "Nhận số liệu nhiều báo cáo trong một lần"),
    "report.confirm": gettext_lazy("Xác nhận số liệu nhập thay"),
    "job.start": gettext_lazy("Bắt đầu một việc dài"),
    "job.stop": gettext_lazy("Dừng một việc dài"),
    "notices.post": gettext_lazy("Lập lời nhắc trong ngày"),
    "notices.see": gettext_lazy("Xem lời nhắc"),
    "notices.claim": gettext_lazy("Bắt đầu gửi thư nhắc"),
    "notices.mark": gettext_lazy("Ghi kết quả gửi thư nhắc"),
    "notices.address": gettext_lazy("Đổi thư điện tử nhận lời nhắc"),
    "notices.confirm_address": gettext_lazy("Xác nhận thư điện tử"),
    "notices.claim_security": gettext_lazy("Bắt đầu gửi thư về an toàn tài khoản"),
    "notices.mark_security": gettext_lazy("Ghi kết quả gửi thư về an toàn tài khoản"),
    "notices.feed": gettext_lazy("Mở, đổi hoặc đóng lịch hạn nộp"),
    "report.ask_extension": gettext_lazy("Xin lùi hạn nộp báo cáo"),
    "report.answer_extension": gettext_lazy("Trả lời đề nghị lùi hạn"),
    "schedule.accept": pgettext_lazy("trail", "Đặt hạn báo cáo theo kế hoạch"),
    "schedule.drop": gettext_lazy("Không đặt hạn theo một quy định báo cáo của kế hoạch"),
    "schedule.carry_over": gettext_lazy("Chuyển hạn báo cáo sang kế hoạch thay thế"),
    "ad_hoc.ask": gettext_lazy("Hỏi báo cáo nhanh"),
    "ad_hoc.answer": gettext_lazy("Trả lời báo cáo nhanh"),
    "ad_hoc.submit": gettext_lazy("Trình lãnh đạo đơn vị duyệt trả lời báo cáo nhanh"),
    "ad_hoc.approve": gettext_lazy("Duyệt và gửi trả lời báo cáo nhanh"),
    "ad_hoc.decline": gettext_lazy("Lãnh đạo đơn vị yêu cầu sửa trả lời báo cáo nhanh trước khi gửi"),
    "ad_hoc.close": gettext_lazy("Đóng báo cáo nhanh"),
    "regime.keep": gettext_lazy("Nạp chế độ báo cáo"),
    "figures.snapshot": gettext_lazy("Xuất bản trích số liệu"),
    "report.bring": pgettext_lazy("trail", "Ghi biểu Excel vào báo cáo"),
    "report.paste": gettext_lazy("Dán số liệu báo cáo từ Excel"),
    "figures.accept": gettext_lazy("Duyệt báo cáo, số tổng hợp cập nhật"),
    "figures.accept_many": pgettext_lazy("trail", "Duyệt nhiều báo cáo"),
    "figures.accept_period": gettext_lazy("Duyệt báo cáo của nhiều biểu"),
    "figures.close_period": gettext_lazy("Chốt nhiều biểu của một kỳ"),
    "figures.close": pgettext_lazy("trail", "Chốt số tổng hợp"),
    "user.add": gettext_lazy("Thêm tài khoản"),
    "user.invite": gettext_lazy("Mời người dùng tài khoản"),
    "user.accept": gettext_lazy("Nhận lời mời"),
    "user.renew_link": gettext_lazy("Lập liên kết mới cho tài khoản"),
    "user.invite_list": gettext_lazy("Mời nhiều người theo danh sách"),
    "user.renew_links": gettext_lazy("Lập lại giấy mời cho nhiều người"),
    "user.withdraw_links": gettext_lazy("Rút lời mời"),
    "user.mail_link": gettext_lazy("Gửi liên kết mới tới địa chỉ thư của người dùng"),
    "user.ask_sheet": gettext_lazy("Đề nghị lập phiếu đặt lại mật khẩu"),
    "user.print_sheet": gettext_lazy("In phiếu đặt lại mật khẩu"),
    "user.wrong_code": gettext_lazy("Gõ sai mã của phiếu đặt lại mật khẩu"),
    "request.approve": gettext_lazy("Người quản trị thứ hai duyệt"),
    "request.refuse": gettext_lazy("Không duyệt, hoặc rút đề nghị"),
    "grant.ask": gettext_lazy("Đề nghị giao vai trò"),
    "user.set_password": pgettext_lazy("trail", "Đặt mật khẩu"),
    "user.choose_language": gettext_lazy("Chọn ngôn ngữ của trang"),
    "user.close_sessions": gettext_lazy("Kết thúc mọi phiên của tài khoản"),
    "token.create": pgettext_lazy("trail", "Tạo mã truy cập"),
    "token.end": pgettext_lazy("trail", "Chấm dứt mã truy cập"),
    "token.end_all": pgettext_lazy("trail", "Chấm dứt mọi mã truy cập của tài khoản"),
    "token.use": pgettext_lazy("trail", "Dùng mã truy cập lần đầu trong ngày"),
    "user.bind": gettext_lazy("Liên kết tài khoản với nhà cung cấp danh tính"),
    "user.leave": gettext_lazy("Ghi thôi việc, bàn giao"),
    "user.move": gettext_lazy("Chuyển tài khoản sang đơn vị khác"),
    "assignment.pass_on": gettext_lazy("Chuyển nhiệm vụ phụ trách cho người nhận bàn giao"),
    "grant.hand_out": gettext_lazy("Quản trị đơn vị giao quyền"),
    "grant.take": gettext_lazy("Thu hồi quyền"),
    "session.begin": pgettext_lazy("trail", "Đăng nhập"),
    "session.end": gettext_lazy("Kết thúc một phiên"),
    "session.end_others": gettext_lazy("Kết thúc các phiên khác"),
    "sign_in.fail": gettext_lazy("Đăng nhập không thành công"),
    "factor.add_totp": pgettext_lazy("trail", "Đặt ứng dụng xác thực"),
    "factor.add_passkey": pgettext_lazy("trail", "Tạo khóa truy cập"),
    "factor.remove": gettext_lazy("Gỡ cách xác thực"),
    "factor.renew_codes": pgettext_lazy("trail", "Lấy mã dự phòng"),
    "factor.reset": gettext_lazy("Gỡ mọi cách xác thực của tài khoản"),
    "grant.give": gettext_lazy("Giao quyền cho tài khoản"),
    "roles.keep": gettext_lazy("Nạp danh mục vai trò"),
    "registers.keep": gettext_lazy("Nạp phân công giữ sổ"),
    "registers.define": gettext_lazy("Nạp cấu trúc sổ của chương trình"),
    "registers.rewrite": gettext_lazy("Ghi lại cột tìm của sổ"),
    "registers.remove_content": gettext_lazy("Xóa nội dung hết hạn lưu của sổ"),
    "levels.keep": gettext_lazy("Nạp các cấp của đơn vị"),
    "units.keep": gettext_lazy("Nạp danh mục đơn vị"),
    "groups.keep": gettext_lazy("Nạp tên gọi chung của các đơn vị"),
    "option_sets.keep": gettext_lazy("Nạp danh mục lựa chọn"),
    "denominators.keep": gettext_lazy("Ghi mẫu số"),
    "earlier_figures.keep": gettext_lazy("Nhập số liệu cũ"),
    "elements.keep": gettext_lazy("Nạp chỉ tiêu thống kê"),
    "indicators.keep": gettext_lazy("Nạp chỉ số"),
    "direction.give": gettext_lazy("Giao ý kiến chỉ đạo"),
    "form.keep": gettext_lazy("Nạp biểu mẫu"),
    "forms.close": gettext_lazy("Đóng biểu mẫu"),
    "document.draft": gettext_lazy("Lập dự thảo văn bản"),
    "document.submit": gettext_lazy("Trình kiểm tra văn bản"),
    "document.check": gettext_lazy("Kiểm tra văn bản, trình ký"),
    "document.return": gettext_lazy("Trả lại dự thảo văn bản"),
    "document.number": pgettext_lazy("trail", "Lấy số văn bản"),
    "document.attach": gettext_lazy("Kèm tệp vào văn bản"),
    "document.sign": gettext_lazy("Ký số văn bản"),
    "document.seal": gettext_lazy("Đóng dấu số của cơ quan"),
    "document.upload": gettext_lazy("Tải lên văn bản ký bên ngoài"),
    "document.sign_on_paper": gettext_lazy("Ghi văn bản đã ký trên giấy"),
    "document.address": gettext_lazy("Chọn nơi nhận văn bản"),
    "document.issue": gettext_lazy("Phát hành văn bản"),
    "document.receive": gettext_lazy("Tiếp nhận văn bản đến"),
    "document.refuse": gettext_lazy("Từ chối tiếp nhận văn bản"),
    "document.tell_receipt": gettext_lazy("Ghi trả lời của nơi nhận"),
    "document.mail_claim": gettext_lazy("Bắt đầu gửi văn bản qua thư"),
    "document.mail_mark": gettext_lazy("Ghi kết quả gửi văn bản qua thư"),
    "address.fill": gettext_lazy("Đưa các đơn vị vào sổ địa chỉ"),
    "address.keep": gettext_lazy("Ghi sổ địa chỉ nơi nhận"),
    "document.write": gettext_lazy("Sửa dự thảo văn bản"),
    "outline.keep": gettext_lazy("Nạp đề cương báo cáo"),
    "outline.rewrite": gettext_lazy("Sửa mẫu văn bản"),
    "superior_form.keep": gettext_lazy("Nhận biểu mẫu của cấp trên"),
    "superior_form.settle": gettext_lazy("Chọn nguồn cho ô của biểu cấp trên"),
    "superior_form.look": gettext_lazy("Xem thay đổi của biểu cấp trên"),
    "boundaries.keep": gettext_lazy("Nạp đường ranh các đơn vị"),
    "pack.keep": gettext_lazy("Nạp bộ dữ liệu chương trình"),
    "confidential_groups.keep": gettext_lazy("Nạp các nhóm bảo mật"),
    "policy.keep": gettext_lazy("Đổi quy định về số liệu về người"),
    "installation.name": gettext_lazy("Đặt tên hệ thống"),
    "programme.keep": gettext_lazy("Lập, sửa chương trình"),
    "regime.remove": gettext_lazy("Bỏ chế độ báo cáo của chương trình"),
    "programme.publish": gettext_lazy("Công bố phiên bản của chương trình"),
    "programme.withdraw": gettext_lazy("Rút phiên bản của chương trình"),
    "pack.withdraw": gettext_lazy("Rút phiên bản chưa áp dụng của chương trình"),
    "draft.begin": gettext_lazy("Lập bản nháp của chương trình"),
    "proposal.decide": gettext_lazy("Quyết định một đề xuất từ kế hoạch"),
    "proposal.accept_sure": gettext_lazy("Nhận các đề xuất rõ từ kế hoạch"),
    "draft.save": gettext_lazy("Sửa bản nháp của chương trình"),
    "draft.discard": gettext_lazy("Bỏ bản nháp của chương trình"),
    "draft.publish": gettext_lazy("Công bố bản nháp của chương trình"),
    "programme.identify": gettext_lazy("Cấp định danh cho nội dung của chương trình"),
}


def _format_moment(at: datetime) -> str:
    return f"{at:%H:%M} {translate(write_day(at))}"


def format_period(code: str) -> str:
    try:
        return periods.period_name(parse_period(code))
    except ValueError:
        return code


_ENTRY = gettext_lazy("dòng sổ")
# Labels of subjects by the word before the colon; a register's code stands for one of its entries.
SUBJECTS: dict[str, str | Promise] = {
    "plan": gettext_lazy("kế hoạch"),
    "assignment": gettext_lazy("nhiệm vụ"),
    "submission": gettext_lazy("báo cáo"),
    "ad_hoc": gettext_lazy("báo cáo nhanh"),
    "question": gettext_lazy("câu hỏi số liệu"),
    "register": gettext_lazy("sổ"),
    "user": gettext_lazy("tài khoản"),
    "grant": gettext_lazy("quyền"),
    "form": gettext_lazy("biểu mẫu"),
    "outline": gettext_lazy("đề cương"),
    "superior_form": gettext_lazy("biểu của cấp trên"),
    "pack": gettext_lazy("bộ dữ liệu"),
    "confidential_groups": gettext_lazy("nhóm bảo mật"),
    "programme": gettext_lazy("chương trình kiểm tra"),
    "frame": gettext_lazy("khung phạt"),
    "witness": gettext_lazy("cơ quan chứng kiến"),
    "checkpoint": gettext_lazy("bản niêm phong"),
    **dict.fromkeys(get_product_registers(), _ENTRY),
}

MAX_CODES = 6  # codes listed in one line
# Steps within a larger action, and autosaves: in the trail, not on the first page.
SMALL_ACTIONS = frozenset(
    {"report.accept", "report.paste", "report.fill", "report.tell", "report.save", "session.begin"}
)

# The details shown, in this order; the rest stays in the event's body.
DETAILS: dict[str, Callable[[Any], str]] = {
    "form": lambda code: _("biểu %(code)s") % {"code": code},
    "period": format_period,
    "code": str,
    "codes": lambda codes: ", ".join(codes[:MAX_CODES]) + (" …" if len(codes) > MAX_CODES else ""),
    "user": str,
    "asked_by": lambda name: _("%(name)s đề nghị") % {"name": name},
    "approved_by": lambda name: _("%(name)s duyệt") % {"name": name},
    "closed_until": lambda at: (
        _("số liệu bảo mật đóng đến %(at)s") % {"at": _format_moment(timezone.localtime(datetime.fromisoformat(at)))}
    ),
    "name": lambda name: f"«{name}»",
    "written": lambda n: ngettext("%(n)s dòng mới", "%(n)s dòng mới", n) % {"n": n},
    "fields": lambda labels: ", ".join(labels),
    "reason": lambda reason: f"«{reason}»",
    "waved_through": lambda n: (
        ngettext("%(n)s chỗ giống tên người, nơi ở được giữ", "%(n)s chỗ giống tên người, nơi ở được giữ", n) % {"n": n}
    ),
}


def format_action(action: str) -> str:
    """Returns the label of an action; an unknown one, of an older release, is shown as recorded."""
    return str(ACTIONS.get(action, action))


def format_subject_kind(subject: str) -> str:
    code = subject.partition(":")[0]
    return str(_ENTRY if code not in SUBJECTS and code in get_registers() else SUBJECTS.get(code, code))


def format_details(detail: Mapping[str, Any]) -> str:
    """Formats «biểu 01/XÃ · 6 tháng đầu năm 2021»; «» where no detail is shown."""
    return " · ".join(DETAILS[name](detail[name]) for name in DETAILS if detail.get(name))
