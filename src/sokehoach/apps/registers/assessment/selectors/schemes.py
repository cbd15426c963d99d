"""Schemes as the domain knows them."""

from datetime import date

from django.http import Http404

from sokehoach.apps.registers.assessment import models
from sokehoach.domain.registers.assessment import Content, Scheme


def list_versions() -> list[models.Scheme]:
    """The newest first."""
    return list(models.Scheme.objects.select_related("added_by").order_by("-valid_from"))


def get_scheme_on(day: date) -> models.Scheme:
    """The newest that had begun by the day; 404 where there is none."""
    scheme = models.Scheme.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if scheme is None:
        raise Http404
    return scheme


def build_scheme(row: models.Scheme) -> Scheme:
    return Scheme(
        code=row.code,
        name=row.name,
        valid_from=row.valid_from,
        basis=row.basis,
        source=row.source,
        illustrative=row.illustrative,
        threshold=row.threshold,
        contents=tuple(
            Content(content["code"], content["name"], content["most"], tuple(content["registers"]))
            for content in row.contents
        ),
    )
