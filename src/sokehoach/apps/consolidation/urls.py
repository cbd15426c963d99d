"""URLs of consolidation."""

from django.urls import path

from sokehoach.apps.consolidation.views import decisions, sheets

app_name = "consolidation"
urlpatterns = [
    path("", sheets.redirect_to_sheet, name="forms"),
    path("chi-tieu/<uuid:plan>/", sheets.show_targets, name="targets"),
    path("chi-tieu/<uuid:plan>/<str:target>/", sheets.show_target_units, name="target_units"),
    path("duyet/<uuid:submission>/", decisions.accept_report, name="accept"),
    path("duyet-ky/<str:period>/", decisions.accept_period, name="accept_period"),
    path("chot-ky/<str:unit>/<str:period>/", decisions.close_period, name="close_period"),
    path("duyet/<str:period>/<str:form>/", decisions.accept_many, name="accept_many"),
    path("<str:unit>/<str:period>/<str:form>/chot/", decisions.close_form, name="close"),
    path("<str:unit>/<str:period>/<str:form>/theo-don-vi/", sheets.show_matrix, name="matrix"),
    path("<str:unit>/<str:period>/<str:form>/bang.xlsx", sheets.download_workbook, name="workbook"),
    path("<str:unit>/<str:period>/<str:form>/", sheets.show_sheet, name="sheet"),
    path("<str:unit>/<str:period>/<str:form>/<str:element>/", sheets.show_figure, name="figure"),
]
