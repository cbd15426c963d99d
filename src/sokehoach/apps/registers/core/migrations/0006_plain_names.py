"""Other names of models and fields in code; the tables and columns stay."""

from django.db import migrations

from sokehoach.apps.shell.migration_operations import RenameFieldsKeepColumns

# A later migration of a register that names `voided` depends on this one.
ENTRIES = (
    ("activities", "Activity"),
    ("area_checks", "AreaRound"),
    ("assessment", "Assessment"),
    ("briefings", "Briefing"),
    ("budget", "BudgetLine"),
    ("budget", "Spending"),
    ("budget", "BudgetReview"),
    ("commitments", "CommitmentRound"),
    ("enforcement", "CaseTally"),
    ("establishments", "Establishment"),
    ("establishments", "EstablishmentChange"),
    ("health_checks", "HealthRound"),
    ("inspections", "Visit"),
    ("lodging_checks", "PoliceRound"),
    ("public_services", "PublicService"),
    ("supervision", "SupervisionProgramme"),
    ("supervision", "SupervisionVisit"),
    ("support", "ServiceTally"),
    ("surveys", "Survey"),
    ("teams", "TeamDecision"),
    ("teams", "Meeting"),
    ("teams", "Conclusion"),
    ("training", "Course"),
    ("web_proposals", "WebProposal"),
    ("work_checks", "WorkCheck"),
)


class Migration(migrations.Migration):
    # setup.0002 and health_checks.0002 read rows by their names of then.
    dependencies = [
        ("shelf", "0005_programme_required"),
        ("setup", "0002_first_versions"),
        ("activities", "0002_joint_programmes"),
        ("area_checks", "0001_initial"),
        ("assessment", "0002_ground"),
        ("briefings", "0001_initial"),
        ("budget", "0002_joint_and_reviews"),
        ("commitments", "0001_initial"),
        ("enforcement", "0002_trafficking"),
        ("establishments", "0001_initial"),
        ("health_checks", "0004_levels_as_data"),
        ("inspections", "0002_inspection_programme"),
        ("lodging_checks", "0001_initial"),
        ("public_services", "0001_initial"),
        ("supervision", "0002_reply"),
        ("support", "0001_initial"),
        ("surveys", "0001_initial"),
        ("teams", "0001_initial"),
        ("training", "0002_joint_programmes"),
        ("web_proposals", "0001_initial"),
        ("work_checks", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Keeping", "RegisterOwnership"),
                migrations.AlterModelTable("RegisterOwnership", "shelf_keeping"),
                migrations.RenameModel("Words", "SearchText"),
                migrations.AlterModelTable("SearchText", "shelf_words"),
            ]
        ),
        RenameFieldsKeepColumns(*[(app, model, "struck", "voided") for app, model in ENTRIES]),
    ]
