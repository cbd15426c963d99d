"""Addresses of reports."""

from django.urls import path

from sokehoach.apps.reporting.views import (
    ad_hoc,
    cells,
    life,
    lists,
    obligations,
    pastes,
    phone,
    sheets,
    sources,
)

app_name = "reporting"
urlpatterns = [
    path("", lists.show, name="list"),
    path("nguon-so-lieu/", sources.show, name="sources"),
    path("nghe-dien-thoai/", phone.take, name="phone"),
    path("han-nop/", obligations.show, name="dates"),
    path("han-nop/xin-lui/", obligations.ask, name="ask_extension"),
    path("han-nop/<int:pk>/tra-loi/", obligations.answer, name="answer_extension"),
    path("nhanh/", ad_hoc.show_all, name="ad_hocs"),
    path("nhanh/hoi/", ad_hoc.ask, name="ad_hoc_ask"),
    path("nhanh/<uuid:pk>/", ad_hoc.show, name="ad_hoc"),
    path("nhanh/<uuid:pk>/dong/", ad_hoc.close, name="ad_hoc_close"),
    path("nhanh/<uuid:pk>/bang.csv", ad_hoc.as_csv, name="ad_hoc_csv"),
    path("nhanh/<uuid:pk>/bang.xlsx", ad_hoc.workbook, name="ad_hoc_workbook"),
    path("nhanh/<uuid:pk>/tra-loi/<str:unit>/", ad_hoc.answer, name="ad_hoc_answer"),
    path("lap/", lists.open_report, name="open"),
    path("<uuid:pk>/", sheets.show, name="submission"),
    path("<uuid:pk>/luu/", sheets.save, name="save"),
    path("<uuid:pk>/gui/", sheets.send, name="send"),
    path("<uuid:pk>/tra-lai/", sheets.send_back, name="return"),
    path("<uuid:pk>/dinh-chinh/", life.correct, name="correct"),
    path("<uuid:pk>/giai-trinh/", life.excuse, name="excuse"),
    path("<uuid:pk>/xac-nhan/", life.confirm, name="confirm"),
    path("<uuid:pk>/dan/", pastes.paste, name="paste"),
    path("<uuid:pk>/doi/", cells.since, name="since"),
    path("<uuid:pk>/o/<str:code>/", cells.cell, name="cell"),
    path("<uuid:pk>/o/<str:code>/nguon/", cells.lineage, name="lineage"),
    path("<uuid:pk>/loi/<str:heading>/", cells.words, name="words"),
]
