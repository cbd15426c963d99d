from django.db import migrations


def honour_operators(apps, schema_editor):
    """Recomputes figures of elements not summed over place: migration 0002 summed what districts had closed."""
    Figure = apps.get_model("consolidation", "Figure")
    FigureInput = apps.get_model("consolidation", "FigureInput")
    elements = apps.get_model("indicators", "DataElement").objects.exclude(over_place="sum")
    operators = dict(elements.values_list("code", "over_place"))
    areas = FigureInput.objects.filter(submission__isnull=True)
    for figure in Figure.objects.filter(element__in=operators, pk__in=areas.values("figure")):
        operator = operators[figure.element]
        numbers = []
        for share in figure.inputs.order_by("unit__code", "unit__valid_from"):
            if operator == "none" and share.submission is None and share.gap == "not_reported":
                below = Figure.objects.filter(
                    unit=share.unit_id, form=figure.form, period=figure.period,
                    element=figure.element, disaggregation=figure.disaggregation,
                )  # fmt: skip
                if FigureInput.objects.filter(figure__in=below, number__isnull=False).exists():
                    share.gap = "not_applicable"  # there are numbers, but no sum to send
                    share.save(update_fields=["gap"])
            if share.number is not None:
                numbers.append(share.number)
        figure.number = None
        if numbers and operator != "none":
            figure.number = max(numbers) if operator == "max" else numbers[-1]
        figure.save(update_fields=["number"])


class Migration(migrations.Migration):
    dependencies = [
        ("consolidation", "0002_levels"),
        ("indicators", "0001_initial"),
    ]

    operations = [migrations.RunPython(honour_operators, migrations.RunPython.noop)]
