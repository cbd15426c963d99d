"""Addresses of the register's own pages."""

from django.urls import path

from sokehoach.apps.registers.briefings import views

app_name = "briefings"
urlpatterns = [path("theo-don-vi/", views.show_by_unit, name="by_unit")]
