"""The tests in which a database error meets the verbs of `@write` (`faults`): each acts by them anyway.

By test, under tests/apps. Run as a program it prints the tests, for `make soak`.
"""

STORIES = {
    "registers/supervision/test_replies.py::test_the_addressee_replies_and_is_counted": ["supervision.reply"],
    "accounts/test_provider.py::test_it_works": ["user.bind"],
    "accounts/test_signing_in.py::test_a_code_on_paper_works_once_in_place_of_the_app": [
        "factor.renew_codes"
    ],
    "accounts/test_signing_in.py::test_an_account_that_ended_does_not_sign_in": ["sign_in.fail"],
    "accounts/test_signing_in.py::test_it_works": ["session.begin", "user.add"],
    "accounts/test_signing_in.py::test_nobody_ends_anothers_session": ["session.end"],
    "accounts/test_signing_in.py::test_sessions_are_seen_and_ended": ["session.end_others"],
    "accounts/test_signing_in.py::test_sessions_closed_by_an_administrator_are_over_at_once": [
        "user.close_sessions"
    ],
    "accounts/test_staff.py::test_a_role_is_given_and_taken_and_the_session_ends": ["grant.take"],
    "accounts/test_staff.py::test_it_works": [
        "factor.add_totp",
        "grant.hand_out",
        "user.accept",
        "user.invite",
        "user.set_password",
    ],
    "accounts/test_staff.py::test_leaving_by_the_page": ["assignment.pass_on", "user.leave"],
    "accounts/test_staff.py::test_a_first_link_is_made_again": ["user.renew_link"],
    "accounts/test_two_administrators.py::TestSheet::test_it_works": [
        "request.approve",
        "user.ask_sheet",
        "user.print_sheet",
    ],
    "accounts/test_two_administrators.py::TestSheet::test_factors_go_when_it_is_used_and_not_before": [
        "factor.reset"
    ],
    "accounts/test_two_administrators.py::TestSheet::test_five_wrong_codes_end_it": ["user.wrong_code"],
    "accounts/test_two_administrators.py::TestSecondPerson::test_it_is_refused_or_taken_back[asks]": [
        "request.refuse"
    ],
    "accounts/test_after_a_reset.py::TestOwnAddress::test_the_link_goes_there_and_nowhere_else": [
        "notices.claim_security",
        "notices.mark_security",
        "user.mail_link",
    ],
    "accounts/test_two_administrators.py::TestNewAccounts::test_the_role_of_an_administrator_is_given_by_two": [
        "grant.ask"
    ],
    "notices/test_addresses.py::test_it_works": ["notices.confirm_address"],
    "analysis/test_permissions.py::test_only_its_owner_removes_it[commune-404]": ["question.keep"],
    "analysis/test_permissions.py::test_only_its_owner_removes_it[office-302]": ["question.remove"],
    "audit/test_checkpoints.py::TestWitness::test_a_key_is_not_exchanged_under_its_name": [
        "audit.name_witness"
    ],
    "audit/test_checkpoints.py::TestWitness::test_it_keeps_and_countersigns": ["audit.countersign"],
    "audit/test_faults.py::test_a_document_is_signed_on_paper": ["document.sign_on_paper"],
    "audit/test_faults.py::test_a_small_pack_is_kept": [
        "groups.keep",
        "option_sets.keep",
        "pack.keep",
        "question.keep_ready",
        "regime.keep",
        "roles.keep",
        "units.keep",
    ],
    "audit/test_faults.py::test_factors_come_and_go": ["factor.add_passkey", "factor.remove"],
    "consolidation/test_corrections.py::test_it_works": ["report.correct"],
    "consolidation/test_corrections.py::test_the_pages": ["figures.accept_many"],
    "consolidation/test_levels.py::test_it_works": ["figures.close"],
    "consolidation/test_targets.py::test_it_works": ["indicators.keep"],
    "documents/superior/test_changes.py::test_it_works": ["superior_form.look"],
    "documents/superior/test_forms.py::test_it_works": ["superior_form.keep", "superior_form.settle"],
    "documents/superior/test_permissions.py::test_only_its_drafter_puts_one_beside_a_draft": [
        "document.attach"
    ],
    "documents/test_addresses.py::test_it_leaves_by_mail_once_with_its_file[False]": [
        "document.tell_receipt"
    ],
    "documents/test_addresses.py::test_it_leaves_by_mail_once_with_its_file[True]": [
        "document.mail_claim",
        "document.mail_mark",
    ],
    "documents/test_addresses.py::test_it_works": ["address.fill"],
    "documents/test_documents.py::test_it_works": ["document.write"],
    "documents/test_life.py::test_a_changed_figure_is_taken_with_its_explanation": ["document.upload"],
    "documents/test_life.py::test_a_refusal_needs_a_reason_and_an_answer_is_given_once": ["document.refuse"],
    "documents/test_life.py::test_it_is_returned_with_a_remark_and_comes_back": ["document.return"],
    "documents/test_life.py::test_it_works": [
        "address.keep",
        "document.address",
        "document.check",
        "document.issue",
        "document.receive",
        "document.seal",
        "document.submit",
    ],
    "documents/test_life.py::test_numbers_follow_each_other_by_year_kind_and_issuer": ["document.number"],
    "documents/test_two_levels.py::test_it_works": ["document.sign"],
    "documents/words/test_own_reports.py::test_it_works": [
        "document.draft",
        "elements.keep",
        "figures.accept",
        "outline.keep",
        "report.accept",
        "report.fill",
        "report.send",
    ],
    "documents/words/test_templates.py::test_it_works": ["outline.rewrite"],
    "exchange/test_workbooks.py::test_it_works": ["report.bring", "report.save"],
    "exchange/test_workbooks.py::test_one_that_came_by_mail_is_typed_for_its_unit": ["report.take"],
    "indicators/test_denominators.py::test_it_works": ["denominators.keep"],
    "indicators/test_earlier.py::test_it_works": ["earlier_figures.keep"],
    "jobs/test_jobs.py::test_it_works": ["job.start"],
    "jobs/test_jobs.py::test_what_waits_is_stopped_at_once_and_by_its_owner_alone": ["job.stop"],
    "notices/test_mail.py::test_it_works": [
        "notices.address",
        "notices.claim",
        "notices.mark",
        "notices.post",
    ],
    "notices/test_permissions.py::test_a_calendar_ends_with_the_right_that_it_rests_on[closed]": [
        "notices.feed"
    ],
    "notices/test_permissions.py::test_each_sees_its_own[office]": ["notices.see"],
    "orgunits/test_boundaries.py::test_it_works": ["boundaries.keep"],
    "plans/test_assignments.py::test_a_document_added_by_mistake_is_taken_back": ["evidence.remove"],
    "plans/test_assignments.py::test_the_office_sets_person_and_day": ["assignment.assign"],
    "plans/test_chain.py::test_a_person_confirms_what_answers_a_demand": ["demand.answer"],
    "plans/test_chain.py::test_the_target_page_gives_an_owner": ["target.assign"],
    "plans/test_chain.py::test_who_has_no_plan_by_the_day_is_listed_and_reminded": ["plan.ask_own_plans"],
    "plans/test_directions.py::test_it_is_told_in_the_trail": ["direction.give"],
    "plans/test_formats.py::test_a_root_that_is_added_later_counts_when_the_file_is_checked_again": [
        "plan.check_file"
    ],
    "plans/test_free_text.py::test_it_works": [
        "assignment.work",
        "plan.bring_into_force",
        "plan.import",
        "plan_item.confirm",
    ],
    "plans/test_reading.py::test_a_missed_stretch_is_added_over_its_broken_line": ["plan_item.add"],
    "plans/test_reading.py::test_all_that_is_certain_is_confirmed_at_once_and_nothing_else": [
        "plan_item.confirm_sure"
    ],
    "plans/test_levels.py::test_a_commune_tasks_its_own_people_never_the_districts": ["plan.add_parties"],
    "plans/test_levels.py::test_the_head_is_corrected_beside_its_text": ["plan.correct_header"],
    "plans/test_levels.py::test_the_upper_plan_is_proposed_and_then_chosen": ["plan.choose_upper"],
    "plans/test_tasks.py::test_the_group_settles_several_at_once": ["plan_item.settle_tasks"],
    "plans/test_tasks.py::test_a_task_without_a_lead_is_given_one_later": ["duty.assign"],
    "plans/test_succession.py::test_the_page_shows_both_sides_and_keeps_the_choice": ["plan.replaces"],
    "registers/assessment/test_assessment.py::test_a_scheme_of_later_leaves_what_was_scored_by_its_own": [
        "scheme.add"
    ],
    "registers/assessment/test_assessment.py::test_it_works": [
        "assessment.decide",
        "assessment.score",
        "schemes.keep",
    ],
    "registers/budget/test_budget.py::test_what_is_settled_was_spent": ["entry.change"],
    "registers/commitments/test_commitments.py::test_it_works": ["entry.add"],
    "registers/health_checks/test_health_checks.py::test_it_works": ["grant.give"],
    "registers/health_checks/test_health_checks.py::test_measures_equal_a_count_written_a_second_way": [
        "entry.bring_in"
    ],
    "registers/inspections/test_measures.py::test_what_was_put_right_counts_on_its_day": ["visit.remedy"],
    "registers/inspections/test_pages.py::test_it_works": ["visit.invite"],
    "registers/inspections/test_programmes.py::test_it_is_changed_by_the_version_that_was_read": [
        "programme.change"
    ],
    "registers/inspections/test_programmes.py::test_it_works": ["programme.add", "visit.plan"],
    "registers/inspections/test_sanctions.py::test_a_frame_that_an_official_adds_is_looked_up_at_once": [
        "frame.add"
    ],
    "registers/inspections/test_sanctions.py::test_it_works": [
        "checklists.keep",
        "frames.keep",
        "sanction.add",
        "visit.hold",
    ],
    "registers/inspections/test_sanctions.py::test_one_that_was_written_by_mistake_is_taken_back": [
        "sanction.remove"
    ],
    "registers/inspections/test_visits.py::test_a_visit_called_off_stays_readable_and_frees_its_day": [
        "visit.call_off"
    ],
    "registers/teams/test_conclusions.py::test_the_page_gives_them_and_shows_where_they_went": [
        "conclusion.follow",
        "plan_item.dismiss",
    ],
    "registers/test_keepers.py::test_it_works": ["registers.keep"],
    "registers/test_lines.py::test_a_struck_line_stays_and_can_be_restored": ["entry.restore"],
    "registers/training/test_permissions.py::test_the_office_reads_and_writes_the_table_of_a_communes_course": [
        "attendance.keep"
    ],
    "reporting/test_ad_hoc.py::test_a_question_that_lacks_something_comes_back_whole": ["ad_hoc.ask"],
    "reporting/test_ad_hoc.py::test_it_works": ["ad_hoc.close"],
    "reporting/test_ad_hoc.py::test_the_page_keeps_what_was_typed": ["ad_hoc.answer"],
    "reporting/test_extensions.py::test_it_works": ["report.answer_extension", "report.ask_extension"],
    "reporting/test_free_text.py::test_it_works": ["report.tell"],
    "reporting/test_intakes.py::test_it_works": ["report.confirm"],
    "reporting/test_pages.py::test_it_works": ["form.keep", "report.open"],
    "reporting/test_pastes.py::test_it_works": ["report.paste"],
    "reporting/test_waivers.py::test_another_explanation_has_to_be_taken_anew": ["report.return"],
    "reporting/test_waivers.py::test_it_works": ["report.excuse", "report.explain"],
    "shell/test_guard.py::test_how_many_were_waved_through_is_told_to_the_trail_and_not_which": [
        "entry.strike"
    ],
}

if __name__ == "__main__":
    print("\n".join(sorted({f"tests/apps/{story.partition('[')[0]}" for story in STORIES})))
