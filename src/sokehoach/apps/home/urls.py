"""Addresses of the first page, the weekly meeting, borders, the audit trail, the search and the guide."""

from django.urls import path

from sokehoach.apps.home.views import audit, boundaries, calendar, guide, leader, seals, search, today

app_name = "home"
urlpatterns = [
    path("", today.today, name="today"),
    path("lich/<str:token>.ics", calendar.show, name="calendar"),
    path("giao-ban/", leader.leader, name="leader"),
    path("ranh-gioi/", boundaries.boundaries, name="boundaries"),
    path("nhat-ky/", audit.audit, name="audit"),
    path("nhat-ky/tep/", audit.audit_file, name="audit_file"),
    path("nhat-ky/so/<uuid:pk>/<str:code>/", audit.value, name="value"),
    path("nhat-ky/tai-khoan/<str:username>/", audit.access, name="access"),
    path("nhat-ky/niem-phong/", seals.seals, name="seals"),
    path("nhat-ky/niem-phong/<int:size>/tu/<int:old>/", seals.brief, name="brief"),
    path("nhat-ky/khoa/", seals.keys, name="keys"),
    path("tim/", search.search, name="search"),
    path("tro-giup/", guide.contents, name="help"),
    path("tro-giup/<slug:slug>/", guide.chapter, name="chapter"),
]
