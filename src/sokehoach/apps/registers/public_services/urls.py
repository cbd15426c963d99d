"""Addresses of the public page."""

from django.urls import path

from sokehoach.apps.registers.public_services import views

app_name = "public_services"
urlpatterns = [
    path("", views.show_services, name="page"),
    path("en/", views.show_services_in_english, name="english"),
]
