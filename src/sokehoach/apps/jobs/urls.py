"""Addresses of long work."""

from django.urls import path

from sokehoach.apps.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/dung/", views.stop, name="stop"),
    path("<int:pk>/ket-qua/", views.result, name="result"),
]
