"""Addresses of inspections."""

from django.urls import path

from sokehoach.apps.registers.inspections.views import papers, programmes, visits

app_name = "inspections"
urlpatterns = [
    path("", programmes.show_board, name="board"),
    path("lich/", visits.show_week, name="week"),
    path("lap/", visits.plan_visit, name="plan"),
    path("khung-phat/", programmes.show_frames, name="frames"),
    path("chuong-trinh/them/", programmes.add_programme, name="add_programme"),
    path("chuong-trinh/<uuid:programme>/", programmes.show_programme, name="programme"),
    path("chuong-trinh/<uuid:programme>/sua/", programmes.change_programme, name="change_programme"),
    path("<uuid:visit>/", visits.show_visit, name="visit"),
    path("<uuid:visit>/moi/", visits.issue_invitation, name="invite"),
    path("<uuid:visit>/giay-moi/", papers.show_invitation, name="invitation"),
    path("<uuid:visit>/bien-ban/", papers.show_record, name="record"),
    path("<uuid:visit>/ket-qua/", visits.record_visit, name="record_visit"),
    path("<uuid:visit>/xu-ly/", visits.add_sanction, name="sanction"),
    path("<uuid:visit>/xu-ly/<uuid:sanction>/bo/", visits.remove_sanction, name="remove_sanction"),
    path("<uuid:visit>/khac-phuc/", visits.close_follow_up, name="close"),
    path("<uuid:visit>/huy/", visits.call_off, name="call_off"),
]
