"""Maps allauth's URL names to our views."""

from django.urls import path

from sokehoach.apps.accounts.views import signing_in

urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="account_login"),
    path("dang-nhap/buoc-hai/", signing_in.second_step, name="mfa_authenticate"),
    path("xac-nhan/", signing_in.confirm_identity, name="account_reauthenticate"),
    path("dang-nhap/co-quan/<str:provider_id>/ve/", signing_in.provider_answer, name="openid_connect_callback"),
]
