"""Addresses of official documents."""

from django.urls import path

from sokehoach.apps.documents.views import documents, outlines

app_name = "documents"
urlpatterns = [
    path("", documents.listing, name="list"),
    path("<int:pk>/", documents.page, name="page"),
    path("<int:pk>/tep/<int:file>/", documents.download, name="file"),
    path("don-doc/<str:period>.docx", outlines.urge, name="urge"),
    path("<str:outline>/<str:period>.docx", outlines.take, name="take"),
]
