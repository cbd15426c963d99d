"""URLs of consolidation."""

from django.urls import path

from sokehoach.apps.consolidation import views

app_name = "consolidation"
urlpatterns = [
    path("", views.redirect_to_sheet, name="forms"),
    path("chi-tieu/<uuid:plan>/", views.show_targets, name="targets"),
    path("chi-tieu/<uuid:plan>/<str:target>/", views.show_target_units, name="target_units"),
    path("duyet/<uuid:submission>/", views.accept_report, name="accept"),
    path("duyet/<str:period>/<str:form>/", views.accept_many, name="accept_many"),
    path("<str:unit>/<str:period>/<str:form>/chot/", views.close_period, name="close"),
    path("<str:unit>/<str:period>/<str:form>/theo-don-vi/", views.show_matrix, name="matrix"),
    path("<str:unit>/<str:period>/<str:form>/bang.xlsx", views.download_workbook, name="workbook"),
    path("<str:unit>/<str:period>/<str:form>/", views.show_sheet, name="sheet"),
    path("<str:unit>/<str:period>/<str:form>/<str:element>/", views.show_figure, name="figure"),
]
