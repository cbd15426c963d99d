from django.urls import path

from sokehoach.apps.analysis.views import answers, saved_questions

app_name = "analysis"
urlpatterns = [
    path("", answers.show_question, name="ask"),
    path("o/", answers.show_cell_sources, name="cell"),
    path("so-lieu.xlsx", answers.download_workbook, name="workbook"),
    path("so-lieu.csv", answers.download_csv, name="csv"),
    path("so-lieu.png", answers.download_chart, name="picture"),
    path("hinh-nho.svg", answers.show_thumbnail, name="thumbnail"),
    path("lap-bang/", answers.arrange_wide_answer, name="arrange"),
    path("luu/", saved_questions.save_question, name="keep"),
    path("cau-hoi/<uuid:pk>/", saved_questions.open_saved_question, name="saved_question"),
    path("cau-hoi/<uuid:pk>/bo/", saved_questions.remove_question, name="remove"),
]
