"""Addresses of the register's own pages."""

from django.urls import path

from sokehoach.apps.registers.assessment import views

app_name = "assessment"
urlpatterns = [
    path("nam/", views.year, name="year"),
    path("thang-diem/", views.scheme, name="scheme"),
    path("<uuid:entry>/", views.sheet, name="sheet"),
    path("<uuid:entry>/bien-ban/", views.record, name="record"),
]
