"""Addresses of the register's own pages."""

from django.urls import path

from sokehoach.apps.registers.activities import views

app_name = "activities"
urlpatterns = [path("theo-noi-dung/", views.show_by_content, name="by_content")]
