"""Every named constraint says what is wrong, or stands below with the reason why no person meets it.

The single registers are left out: definitions of registers as data replace them.
"""

from django.apps import apps
from django.db import models

from sokehoach.apps.shell import constraints

# Each service writes under the write lock, so that what it looked up before still holds.
UNMET = {
    "one service sets the columns together": {
        "accounts_approved_by_somebody",
        "accounts_invitation_ordered",
        "accounts_request_of_one_kind",
        "accounts_sealed_by_a_request",
        "audit_checkpoint_of_something",
        "consolidation_input_of_a_report_or_an_area",
        "documents_answered_who_when",
        "documents_by_outline_of_a_programme",
        "documents_function_known",
        "documents_issued_who_when",
        "documents_number_with_its_day",
        "documents_one_relation",
        "documents_outline_who_when",
        "documents_sent_has_its_moment",
        "documents_signed_has_a_number",
        "documents_signed_who_when",
        "documents_superiorform_looked_by_and_at",
        "documents_year_of_the_day",
        "jobs_done_has_its_result",
        "jobs_done_within_total",
        "notices_mailed_after_an_attempt",
        "plans_assignment_updated_who_when",
        "plans_duty_one_lead",
        "plans_duty_only_a_dismissed_task_is_joined",
        "plans_duty_outside_has_no_lead",
        "plans_duty_settled_who_when",
        "plans_plan_in_force_who_when",
        "plans_plan_of_above_is_not_settled_here",
        "plans_reportingrule_settled_who_when",
        "plans_source_measured_or_why_not",
        "plans_target_settled_who_when",
        "reporting_ad_hoc_answered_by_and_at",
        "reporting_ad_hoc_closed_by_and_at",
        "reporting_extension_answered_by_and_at",
        "reporting_intake_confirmed_by_and_at",
        "reporting_plan_schedule_of_one_report",
        "reporting_waiver_granted_by_and_at",
    },
    "the row of that key is looked up and changed, or its number is the next": {
        "accounts_attempt_once",
        "accounts_capacity_once",
        "accounts_token_use_once",
        "audit_answer_key_once",
        "audit_countersigned_once",
        "consolidation_closing_once",
        "consolidation_figure_once",
        "consolidation_input_once",
        "reporting_form_version_once",
        "documents_correspondent_once",
        "documents_delivery_once",
        "accounts_role_code_once",
        "accounts_role_of_all_once",
        "analysis_ready_question_code_once",
        "documents_file_once",
        "documents_outline_one_stands",
        "documents_outline_version_once",
        "indicators_denominator_once",
        "indicators_earlier_figure_once",
        "indicators_element_code_once",
        "indicators_indicator_code_once",
        "indicators_option_set_code_once",
        "programmes_code_once",
        "programmes_one_version_published",
        "programmes_uid_once",
        "programmes_version_once",
        "reporting_form_code_once",
        "reporting_regime_code_once",
        "notices_one_feed_a_person",
        "notices_one_message_a_day",
        "orgunits_alias_once",
        "orgunits_boundary_once",
        "orgunits_one_open_boundary",
        "analysis_question_name_once",
        "plans_assignment_result_once",
        "plans_demand_answered_once",
        "plans_proposal_decided_once",
        "plans_duty_code_once",
        "plans_evidence_once_a_result",
        "plans_reportingrule_code_once",
        "plans_target_code_once",
        "reporting_ad_hoc_figure_once",
        "reporting_ad_hoc_unit_once",
        "reporting_ad_hoc_value_once",
        "reporting_layout_once",
        "reporting_narrative_once",
        "reporting_one_intake_under_way",
        "reporting_remark_once",
        "reporting_sending_once",
        "reporting_submission_once",
        "reporting_value_cell_once",
        "reporting_value_element_once",
        "reporting_waiver_once",
        "shelf_revision_once",
    },
    "the reader gives the offsets and counts the clauses": {
        "plans_clause_once",
        "plans_clause_span",
        "plans_duty_span",
        "plans_reportingrule_span",
        "plans_target_span",
    },
    "the domain parses the text of the cell and says beside it what is wrong": {
        "consolidation_input_xor_gap",
        "reporting_ad_hoc_value_xor_gap",
        "reporting_override_has_a_reason",
        "reporting_value_not_negative",
        "reporting_value_xor_gap",
    },
    "the service names the other row (who, when, which document, which report), which a constraint cannot": {
        "consolidation_closing_again_has_a_reason",
        "documents_number_once",
        "orgunits_boundary_dates_ordered",
        "plans_plan_once",
        "reporting_one_counts",
        "reporting_one_under_way",
    },
    "a blank text is left out or deletes the row": {
        "reporting_ad_hoc_figure_has_a_name_and_unit",
        "reporting_remark_says_something",
        "reporting_waiver_has_a_reason",
    },
    "only a programme or a command gives the days and codes, and the loader names file and line": {
        "accounts_grant_dates_ordered",
        "documents_correspondent_dates_ordered",
        "indicators_option_once",
        "orgunits_unit_dates_ordered",
        "orgunits_unit_tile_has_row_and_column",
        "orgunits_unit_version_once",
    },
}


def _named_constraints() -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for model in apps.get_models()
        if model.__module__.startswith("sokehoach.apps.")
        and not (".registers." in model.__module__ and ".registers.core." not in model.__module__)
        for constraint in model._meta.constraints
    }


def test_every_constraint_has_a_sentence_or_a_reason_why_nobody_meets_it() -> None:
    named = _named_constraints()
    unmet = [name for names in UNMET.values() for name in names]
    assert len(named) > 100
    assert len(unmet) == len(set(unmet))
    assert {name for name, constraint in named.items() if not constraints.has_sentence(constraint)} == set(unmet)
