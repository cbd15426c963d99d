"""Addresses of official documents."""

from django.urls import path

from sokehoach.apps.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.documents, name="list"),
    path("don-doc/<str:period>.docx", views.urge, name="urge"),
    path("<str:outline>/<str:period>.docx", views.take, name="take"),
]
