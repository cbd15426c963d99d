"""Addresses of the app."""

from django.urls import path

from sokehoach.apps.plans.views import assignments, follow_up, formats, headers, plans, reading

app_name = "plans"
urlpatterns = [
    path("", plans.index, name="list"),
    path("nhap/", plans.upload, name="import"),
    path("nhiem-vu/<uuid:pk>/", assignments.assignment, name="assignment"),
    path("nhiem-vu/<uuid:pk>/giao/", assignments.assign, name="assign"),
    path("minh-chung/<uuid:pk>/", assignments.evidence, name="evidence"),
    path("minh-chung/<uuid:pk>/go/", assignments.remove_evidence, name="remove_evidence"),
    path("<uuid:pk>/", plans.plan, name="plan"),
    path("<uuid:pk>/theo-doi/", plans.bring_into_force, name="bring_into_force"),
    path("<uuid:pk>/doc/", reading.read, name="read"),
    path("<uuid:pk>/phan-dau/", headers.header, name="header"),
    path("<uuid:pk>/them-co-quan/", headers.add_parties, name="add_parties"),
    path("<uuid:pk>/doc/xac-nhan-muc-chac/", reading.confirm_sure, name="confirm_sure"),
    path("<uuid:pk>/doc/viec-chung/", reading.tasks, name="settle_tasks"),
    path("<uuid:pk>/doc/them/", reading.add, name="add_item"),
    path("<uuid:pk>/doc/<str:code>/", reading.item, name="item"),
    path("<uuid:pk>/nhiem-vu/", assignments.board, name="board"),
    path("<uuid:pk>/the-thuc/", formats.layout, name="format"),
    path("<uuid:pk>/chu-ky/", formats.signatures, name="signatures"),
    path("<uuid:pk>/tep-goc/", formats.source, name="source"),
    path("<uuid:pk>/tep-goc/kiem-tra-lai/", formats.check_again, name="check_file"),
    path("<uuid:pk>/ke-hoach-tren/", follow_up.chain, name="chain"),
    path("<uuid:pk>/ke-hoach-tren/chon/", follow_up.choose_upper, name="choose_upper"),
    path("<uuid:pk>/ban-truoc/", follow_up.before, name="before"),
    path("<uuid:pk>/ke-hoach-don-vi/", follow_up.own_plans, name="own_plans"),
    path("<uuid:pk>/du-thao/", follow_up.draft, name="draft"),
    path("<uuid:pk>/chi-tieu/<str:code>/", follow_up.target, name="target"),
]
