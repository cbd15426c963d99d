"""Shows every UI component on one page, with Vietnamese samples: for whoever makes pages; no page links to it."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.context import MenuItem, PageContext
from sokehoach.apps.shell.vietnamese import write_in_vietnamese

MENU = ("Việc hôm nay", "Kế hoạch", "Sổ theo dõi", "Báo cáo", "Tổng hợp", "Văn bản")
COVERAGE = [("Quài Cang", "accepted")] * 17 + [("Tênh Phông", "returned"), ("Pú Xi", "not_reported")]
WORKFLOW = [
    {"name": "Nháp", "state": "done", "when": "12/6", "who": "Lò Thị Minh"},
    {"name": "Đã gửi", "state": "done", "when": "15/6", "who": "Lò Thị Minh"},
    {"name": "Trả lại", "state": "returned", "when": "21/6", "who": "2 ý kiến"},
    {"name": "Gửi lại", "state": "next", "when": "hạn 23/6"},
    {"name": "Duyệt", "state": "next"},
]
COLOURS = (
    ("paper", "Giấy", "nền", "#faf7f0", "–"),
    ("sheet", "Tờ", "ô nhập, ngăn", "#fffefb", "–"),
    ("ink", "Mực", "chữ", "#1b2321", "15,0:1"),
    ("ink-2", "Mực nhạt", "chữ phụ", "#46504c", "7,8:1"),
    ("ink-3", "Mực mờ", "chú thích", "#5d6661", "5,5:1"),
    ("teal", "Xanh cổ vịt", "nhấn, đã duyệt", "#0b5650", "8,0:1"),
    ("red", "Đỏ son", "trễ, sai", "#a3201c", "7,1:1"),
    ("amber", "Hổ phách", "cần xem", "#774b00", "7,0:1"),
    ("edge", "Viền ô", "ranh giới điều khiển", "#837c6b", "3,9:1"),
)


class SampleForm(forms.Form):
    """One field of each kind, filled in as an official might, one of them wrongly."""

    name = forms.CharField(label="Tên hoạt động")
    day = forms.DateField(label="Ngày", help_text="ngày/tháng/năm", widget=widgets.Day)
    reached = forms.IntegerField(
        label="Lượt người tham dự",
        widget=widgets.WholeNumber,
        error_messages={"invalid": "Lượt người phải là số nguyên từ 0."},
    )
    languages = forms.MultipleChoiceField(
        label="Ngôn ngữ",
        help_text="chọn nhiều",
        choices=[("viet", "Việt"), ("thai", "Thái"), ("mong", "Mông")],
        widget=widgets.Checks,
    )
    reason = forms.CharField(
        label="Lý do sửa số lấy từ sổ", help_text="bắt buộc", widget=forms.Textarea(attrs={"rows": 3})
    )
    channel = forms.ChoiceField(
        label="Hình thức", required=False, choices=[("meeting", "Họp bản"), ("loudspeaker", "Loa phát thanh")]
    )
    kind = forms.ChoiceField(
        label="Loại nhiệm vụ",
        choices=[("standing", "Thường xuyên"), ("dated", "Có hạn"), ("request", "Đề nghị")],
        widget=widgets.Segmented,
    )
    lead = forms.ChoiceField(
        label="Chủ trì",
        choices=[
            ("office", "Phòng Lao động - TB&XH"),
            ("police", "Công an tỉnh"),
            ("other", "Cơ quan khác…"),
        ],
        widget=widgets.Cards(
            details={"office": ("theo đề mục VI.1", 0.61), "police": ("đứng sau «phối hợp với»", 0.34)}
        ),
    )


SAMPLE = {
    "name": "Tuyên truyền tại họp bản Ten Hon",
    "day": "12/6/2021",
    "reached": "1,5",
    "languages": ["viet", "mong"],
    "reason": "46 hộ bản Xá Tự ký ngày 12/6, chưa vào sổ.",
    "channel": "meeting",
    "kind": "dated",
    "lead": "office",
}


@require_safe
@write_in_vietnamese
def show_gallery(request: HttpRequest) -> HttpResponse:
    page = PageContext(
        superior="UBND tỉnh Lào Cai",
        unit="Phòng Lao động - TB&XH",
        user="Cà Thị Hương",
        initials="CH",
        menu=tuple(MenuItem(label, "#", current=False) for label in MENU),
        demonstration=True,
        today=date(2021, 6, 22),
    )
    context = {
        "page": page,
        "form": SampleForm(SAMPLE),
        "coverage_sample": COVERAGE,
        "workflow_sample": WORKFLOW,
        "colours": COLOURS,
    }
    return render(request, "shell/gallery.html", context)
