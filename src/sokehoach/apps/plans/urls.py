from django.urls import path

from sokehoach.apps.plans.views import assignments, follow_up, formats, headers, passed_days, plans, reading

app_name = "plans"
urlpatterns = [
    path("", plans.list_plans, name="list"),
    path("nhap/", plans.upload_plan, name="import"),
    path("nhiem-vu/<uuid:pk>/", assignments.show_assignment, name="assignment"),
    path("nhiem-vu/<uuid:pk>/giao/", assignments.assign_work, name="assign"),
    path("minh-chung/<uuid:pk>/", assignments.download_evidence, name="evidence"),
    path("minh-chung/<uuid:pk>/go/", assignments.remove_evidence, name="remove_evidence"),
    path("<uuid:pk>/", plans.show_plan, name="plan"),
    path("<uuid:pk>/theo-doi/", plans.bring_into_force, name="bring_into_force"),
    path("<uuid:pk>/doc/", reading.show_reading, name="read"),
    path("<uuid:pk>/phan-dau/", headers.edit_header, name="header"),
    path("<uuid:pk>/chuong-trinh/", headers.choose_programmes, name="programmes"),
    path("<uuid:pk>/them-co-quan/", headers.add_parties, name="add_parties"),
    path("<uuid:pk>/doc/xac-nhan-muc-chac/", reading.confirm_sure, name="confirm_sure"),
    path("<uuid:pk>/doc/viec-chung/", reading.settle_chosen_tasks, name="settle_tasks"),
    path("<uuid:pk>/doc/them/", reading.add_item, name="add_item"),
    path("<uuid:pk>/doc/<str:code>/", reading.show_item, name="item"),
    path("<uuid:pk>/nhiem-vu/", assignments.show_board, name="board"),
    path("<uuid:pk>/the-thuc/", formats.show_format, name="format"),
    path("<uuid:pk>/chu-ky/", formats.show_signatures, name="signatures"),
    path("<uuid:pk>/trang-quet/", formats.show_scan, name="scan"),
    path("<uuid:pk>/tep-goc/", formats.download_source, name="source"),
    path("<uuid:pk>/tep-goc/kiem-tra-lai/", formats.recheck_file, name="check_file"),
    path("<uuid:pk>/ke-hoach-tren/", follow_up.show_chain, name="chain"),
    path("<uuid:pk>/ke-hoach-tren/chon/", follow_up.choose_upper, name="choose_upper"),
    path("<uuid:pk>/ban-truoc/", follow_up.show_comparison, name="before"),
    path("<uuid:pk>/ke-hoach-don-vi/", follow_up.show_own_plans, name="own_plans"),
    path("<uuid:pk>/han-da-qua/", passed_days.show_passed_days, name="passed_days"),
    path("<uuid:pk>/du-thao/", follow_up.show_draft, name="draft"),
    path("<uuid:pk>/chi-tieu/<str:code>/", follow_up.show_target, name="target"),
]
