"""Addresses of reports."""

from django.urls import path

from sokehoach.apps.reporting.views import cells, lists, sheets, sources

app_name = "reporting"
urlpatterns = [
    path("", lists.show, name="list"),
    path("nguon-so-lieu/", sources.show, name="sources"),
    path("lap/", lists.open_report, name="open"),
    path("<uuid:pk>/", sheets.show, name="submission"),
    path("<uuid:pk>/luu/", sheets.save, name="save"),
    path("<uuid:pk>/gui/", sheets.send, name="send"),
    path("<uuid:pk>/tra-lai/", sheets.send_back, name="return"),
    path("<uuid:pk>/o/<str:code>/", cells.cell, name="cell"),
    path("<uuid:pk>/o/<str:code>/nguon/", cells.lineage, name="lineage"),
    path("<uuid:pk>/loi/<str:heading>/", cells.words, name="words"),
]
