"""Addresses of the register's own pages."""

from django.urls import path

from sokehoach.apps.registers.training import views

app_name = "training"
urlpatterns = [
    path("theo-don-vi/", views.show_by_unit, name="by_unit"),
    path("<uuid:entry>/can-bo/", views.show_attendance, name="attendance"),
]
