"""The sign-in page at «/login»: whoever follows «/» takes what stands before this end for the server's address."""

from django.urls import path

from sokehoach.apps.accounts.views import signing_in

urlpatterns = [path("", signing_in.sign_in, name="login")]
