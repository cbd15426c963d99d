"""URLs of reports."""

from django.urls import path

from sokehoach.apps.reporting.views import (
    ad_hoc,
    cells,
    lists,
    obligations,
    pastes,
    plan_schedules,
    sheets,
    workflow,
    zeros,
)

app_name = "reporting"
urlpatterns = [
    path("", lists.show_list, name="list"),
    path("nguon-so-lieu/", lists.show_sources, name="sources"),
    path("nghe-dien-thoai/", lists.take_call, name="phone"),
    path("han-nop/", obligations.show_due_dates, name="dates"),
    path("han-nop/xin-lui/", obligations.ask_extension, name="ask_extension"),
    path("han-nop/<int:pk>/tra-loi/", obligations.answer_extension, name="answer_extension"),
    path("theo-ke-hoach/<uuid:pk>/", plan_schedules.show_rules, name="plan_rules"),
    path("theo-ke-hoach/<uuid:pk>/<str:code>/chap-nhan/", plan_schedules.accept_rule, name="accept_rule"),
    path("theo-ke-hoach/<uuid:pk>/<str:code>/bo/", plan_schedules.drop_rule, name="drop_rule"),
    path("nhanh/", ad_hoc.show_all, name="ad_hocs"),
    path("nhanh/hoi/", ad_hoc.ask_units, name="ad_hoc_ask"),
    path("nhanh/<uuid:pk>/", ad_hoc.show_board, name="ad_hoc"),
    path("nhanh/<uuid:pk>/dong/", ad_hoc.close_ad_hoc, name="ad_hoc_close"),
    path("nhanh/<uuid:pk>/bang.csv", ad_hoc.download_csv, name="ad_hoc_csv"),
    path("nhanh/<uuid:pk>/bang.xlsx", ad_hoc.download_workbook, name="ad_hoc_workbook"),
    path("nhanh/<uuid:pk>/tra-loi/<str:unit>/", ad_hoc.answer_ad_hoc, name="ad_hoc_answer"),
    path("lap/", lists.open_report, name="open"),
    path("<uuid:pk>/", sheets.show_report, name="submission"),
    path("<uuid:pk>/luu/", sheets.save_report, name="save"),
    path("<uuid:pk>/gui/", sheets.send_report, name="send"),
    path("<uuid:pk>/trinh-duyet/", sheets.submit_report, name="submit"),
    path("<uuid:pk>/duyet-gui/", sheets.approve_report, name="approve"),
    path("<uuid:pk>/can-sua/", sheets.decline_report, name="decline"),
    path("<uuid:pk>/tra-lai/", sheets.send_back, name="return"),
    path("<uuid:pk>/dinh-chinh/", workflow.correct_report, name="correct"),
    path("<uuid:pk>/giai-trinh/", workflow.grant_waiver, name="waive"),
    path("<uuid:pk>/xac-nhan/", workflow.confirm_report, name="confirm"),
    path("<uuid:pk>/dan/", pastes.paste_block, name="paste"),
    path("<uuid:pk>/dien-0/", zeros.fill_zeros, name="zeros"),
    path("<uuid:pk>/doi/", cells.poll_updates, name="since"),
    path("<uuid:pk>/o/<str:code>/", cells.edit_cell, name="cell"),
    path("<uuid:pk>/o/<str:code>/nguon/", cells.show_lineage, name="lineage"),
    path("<uuid:pk>/loi/<str:heading>/", cells.edit_narrative, name="words"),
]
