"""Addresses of the questions put to the figures."""

from django.urls import path

from sokehoach.apps.analysis.views import ask, exports, kept

app_name = "analysis"
urlpatterns = [
    path("", ask.ask, name="ask"),
    path("o/", ask.cell, name="cell"),
    path("so-lieu.xlsx", exports.workbook, name="workbook"),
    path("so-lieu.csv", exports.as_csv, name="csv"),
    path("so-lieu.png", exports.picture, name="picture"),
    path("luu/", kept.keep, name="keep"),
    path("cau-hoi/<uuid:pk>/", kept.opened, name="kept"),
    path("cau-hoi/<uuid:pk>/bo/", kept.remove, name="remove"),
]
