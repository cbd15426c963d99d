"""Routes of the first run of an empty installation."""

from django.urls import path

from sokehoach.apps.setup.views import first_run

app_name = "setup"
urlpatterns = [
    path("bat-dau/", first_run.show_first_run, name="first_run"),
    path("bat-dau/chuong-trinh/", first_run.load_first_programme, name="first_programme"),
    path("bat-dau/quan-tri/", first_run.invite_first_administrator, name="first_administrator"),
]
