from django.db import migrations, models
from django.db.models import Case, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

_MOST_LEVELS = 20
_NAME = ("form", "period", "element", "disaggregation")


def count_answers(apps, schema_editor):
    """Counts the reporters whose answers each figure has: of areas below what they have, so once for each level."""
    Figure = apps.get_model("consolidation", "Figure")
    FigureInput = apps.get_model("consolidation", "FigureInput")

    def count(field, answer):
        name = {key: OuterRef(f"figure__{key}") for key in _NAME}
        below = Figure.objects.filter(unit=OuterRef("unit"), **name).values(field)
        answers = Case(When(submission__isnull=True, then=Subquery(below)), When(answer, then=1), default=0)
        inputs = FigureInput.objects.filter(figure=OuterRef("pk")).order_by().values("figure")
        return Coalesce(Subquery(inputs.annotate(count=Sum(answers)).values("count")), 0)

    counts = {
        "answered": count("answered", Q(number__isnull=False)),
        "not_applicable": count("not_applicable", Q(gap="not_applicable")),
    }
    of_areas = Figure.objects.filter(pk__in=FigureInput.objects.filter(submission__isnull=True).values("figure"))
    Figure.objects.update(**counts)
    before = None
    for _level in range(_MOST_LEVELS):
        sums = Figure.objects.aggregate(Sum("answered"), Sum("not_applicable"))
        if sums == before:
            break
        before = sums
        of_areas.update(**counts)


class Migration(migrations.Migration):
    dependencies = [
        ("consolidation", "0004_wider_inputs"),
    ]

    operations = [
        migrations.AddField("figure", "answered", models.PositiveIntegerField(default=0)),
        migrations.AddField("figure", "not_applicable", models.PositiveIntegerField(default=0)),
        migrations.RunPython(count_answers, migrations.RunPython.noop),
    ]
