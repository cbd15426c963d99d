"""Routes of the first page, the weekly meeting, borders, the audit trail, the search and the guide."""

from django.urls import path

from sokehoach.apps.home.views import audit, overview

app_name = "home"
urlpatterns = [
    path("", overview.show_today, name="today"),
    path("lich/<str:token>.ics", overview.show_calendar, name="calendar"),
    path("giao-ban/", overview.show_leader_page, name="leader"),
    path("ranh-gioi/", overview.show_boundaries, name="boundaries"),
    path("nhat-ky/", audit.show_trail, name="audit"),
    path("nhat-ky/tep/", audit.download_trail, name="audit_file"),
    path("nhat-ky/so/<uuid:pk>/<str:code>/", audit.show_value_history, name="value"),
    path("nhat-ky/tai-khoan/<str:username>/", audit.show_access, name="access"),
    path("nhat-ky/niem-phong/", audit.show_seals, name="seals"),
    path("nhat-ky/niem-phong/<int:size>/tu/<int:old>/", audit.download_brief, name="brief"),
    path("nhat-ky/khoa/", audit.download_keys, name="keys"),
    path("tim/", overview.show_search, name="search"),
    path("quy-dinh-du-lieu/", overview.show_policy, name="policy"),
    path("tro-giup/", overview.show_guide, name="help"),
    path("tro-giup/<slug:slug>/", overview.show_chapter, name="chapter"),
]
