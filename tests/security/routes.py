"""Every address of the product, filled in with something that is nowhere."""

from django.urls import URLPattern, get_resolver, reverse

from tests.repository.test_routes import routes

NOWHERE = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": 987654321,
    "str": "x",
    "slug": "x",
    "path": "x",
}
ROUTES: dict[str, URLPattern] = dict(routes(get_resolver()))


def address(name: str, **instead: object) -> str:
    """`instead`: values by the kind of the part, as «str»."""
    words = {
        key: (NOWHERE | instead).get(type(part).__name__.removesuffix("Converter").lower(), "x")
        for key, part in ROUTES[name].pattern.converters.items()
    }
    return reverse(name, kwargs=words)
