"""Addresses of the register's own pages."""

from django.urls import path

from sokehoach.apps.registers.assessment import views

app_name = "assessment"
urlpatterns = [
    path("nam/", views.show_year, name="year"),
    path("thang-diem/", views.show_scheme, name="scheme"),
    path("<uuid:entry>/", views.show_sheet, name="sheet"),
    path("<uuid:entry>/bien-ban/", views.show_record, name="record"),
]
