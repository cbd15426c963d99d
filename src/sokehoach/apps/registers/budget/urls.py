"""Addresses of the register's own page."""

from django.urls import path

from sokehoach.apps.registers.budget import views

app_name = "budget"
urlpatterns = [path("", views.show_balance, name="balance")]
