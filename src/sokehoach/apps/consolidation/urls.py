"""Addresses of consolidation."""

from django.urls import path

from sokehoach.apps.consolidation import views

app_name = "consolidation"
urlpatterns = [
    path("", views.forms, name="forms"),
    path("chi-tieu/<uuid:plan>/", views.targets, name="targets"),
    path("chi-tieu/<uuid:plan>/<str:target>/", views.target_units, name="target_units"),
    path("duyet/<uuid:submission>/", views.accept, name="accept"),
    path("duyet/<str:period>/<str:form>/", views.accept_many, name="accept_many"),
    path("<str:unit>/<str:period>/<str:form>/chot/", views.close, name="close"),
    path("<str:unit>/<str:period>/<str:form>/", views.sheet, name="sheet"),
    path("<str:unit>/<str:period>/<str:form>/<str:element>/", views.figure, name="figure"),
]
