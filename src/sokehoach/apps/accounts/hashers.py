"""Configures password hashing."""

from django.contrib.auth.hashers import Argon2PasswordHasher

from sokehoach.adapters.slow_work import slow_work


class Argon2(Argon2PasswordHasher):
    """Argon2id with OWASP's parameters for small servers (19 MiB, 2 passes, 1 lane).

    With Django's default of 100 MiB on 8 lanes, four concurrent sign-ins would take 400 MiB of a commune's machine.
    """

    algorithm = "argon2"
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    @slow_work
    def encode(self, password: str, salt: str) -> str:
        return str(super().encode(password, salt))

    @slow_work
    def verify(self, password: str, encoded: str) -> bool:
        return bool(super().verify(password, encoded))
