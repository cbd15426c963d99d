"""Addresses of reports."""

from django.urls import path

from sokehoach.apps.reporting.views import cells, life, lists, obligations, pastes, phone, sheets, sources

app_name = "reporting"
urlpatterns = [
    path("", lists.show, name="list"),
    path("nguon-so-lieu/", sources.show, name="sources"),
    path("nghe-dien-thoai/", phone.take, name="phone"),
    path("han-nop/", obligations.show, name="dates"),
    path("han-nop/xin-lui/", obligations.ask, name="ask_extension"),
    path("han-nop/<int:pk>/tra-loi/", obligations.answer, name="answer_extension"),
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
