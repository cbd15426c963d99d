from django.urls import path

from sokehoach.apps.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.show_jobs, name="list"),
    path("<int:pk>/", views.show_job, name="page"),
    path("<int:pk>/dung/", views.stop_job, name="stop"),
    path("<int:pk>/ket-qua/", views.download_result, name="result"),
]
