"""Addresses of the shell."""

from django.urls import path

from sokehoach.apps.shell import views

app_name = "shell"
urlpatterns = [path("", views.gallery, name="gallery")]
