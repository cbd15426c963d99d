"""How the account of a request is loaded."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from sokehoach.apps.accounts.models import User


class Backend(ModelBackend):
    """With its unit and the one above, which head every page: one query instead of three."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related("unit__parent").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
