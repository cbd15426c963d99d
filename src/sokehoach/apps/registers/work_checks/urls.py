"""Addresses of the register's own pages."""

from django.urls import path

from sokehoach.apps.registers.work_checks import views

app_name = "work_checks"
urlpatterns = [path("con-khac-phuc/", views.show_unmended, name="unmended")]
