"""Address of the public page."""

from django.urls import path

from sokehoach.apps.registers.public_services import views

app_name = "public_services"
urlpatterns = [path("", views.show_services, name="page")]
