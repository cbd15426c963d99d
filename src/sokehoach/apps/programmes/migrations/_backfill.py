"""What the migrations of several apps do with rows from before programmes existed (docs/adr/0045)."""

from django.apps.registry import Apps
from django.db.models import Model


def get_first_programme(apps: Apps) -> Model:
    """The programme to which all rows belong; made where the first of them is met, under the code last loaded."""
    rows = apps.get_model("programmes", "Programme")._default_manager
    programme = rows.order_by("pk").first()
    if programme is None:
        loaded = apps.get_model("audit", "Event")._default_manager.filter(action="pack.keep").order_by("-seq").first()
        code = loaded.subject.removeprefix("pack:") if loaded else "first"
        programme = rows.create(code=code, name=code)
    return programme


def identify_rows(apps: Apps, model: Model, kind: str) -> None:
    """Give each row the programme, and its code as uid; a row of several versions is one identity."""
    identities = apps.get_model("programmes", "Identity")._default_manager
    for row in model._default_manager.order_by("pk"):
        row.programme_id = get_first_programme(apps).pk
        row.uid = row.code
        row.save(update_fields=["programme", "uid"])
        identities.get_or_create(programme_id=row.programme_id, kind=kind, uid=row.uid, code=row.code)


def place_rows(apps: Apps, model: Model) -> None:
    """Give each row the programme."""
    if model._default_manager.exists():
        model._default_manager.update(programme=get_first_programme(apps).pk)
