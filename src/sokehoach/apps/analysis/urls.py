from django.urls import path

from sokehoach.apps.analysis.views import ask, exports, saved_questions

app_name = "analysis"
urlpatterns = [
    path("", ask.show_question, name="ask"),
    path("o/", ask.show_cell_sources, name="cell"),
    path("so-lieu.xlsx", exports.download_workbook, name="workbook"),
    path("so-lieu.csv", exports.download_csv, name="csv"),
    path("so-lieu.png", exports.download_chart, name="picture"),
    path("luu/", saved_questions.save_question, name="keep"),
    path("cau-hoi/<uuid:pk>/", saved_questions.open_saved_question, name="kept"),
    path("cau-hoi/<uuid:pk>/bo/", saved_questions.remove_question, name="remove"),
]
