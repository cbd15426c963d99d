"""The oracle, line by line: accounts, first pages, plans, registers, inspections."""

from tests.security.oracle import (
    AREAS,
    COMMUNES,
    Known,
    Rule,
    Who,
    both,
    everyone,
    holds,
    keeps,
    keeps_this,
    nobody,
    reads_a_register,
    somewhere,
)
from tests.security.oracle_line import ID, Line, get, post
from tests.security.oracle_papers import PAPERS
from tests.security.oracle_rules import (
    administers_an_area,
    being_read,
    in_force,
    knows_access,
    leads_an_area,
    own,
    sees_plan,
    settles,
)

ACCOUNTS = [
    get("account_login", everyone),
    get("accounts:sign_in", everyone),
    post("account_login", everyone, ok=422),
    post("accounts:sign_in", everyone, ok=422),
    get("account_reauthenticate", everyone),
    post("account_reauthenticate", everyone, ok=422),
    get("mfa_authenticate", everyone, ok=302),
    get("accounts:passkey_options", everyone),
    post("accounts:passkey_sign_in", everyone, ok=422),
    post("accounts:play", nobody, ok=302),
    post("accounts:provider", nobody, ok=302),
    get("openid_connect_callback", nobody, "", "co-quan"),
    get("accounts:invitation", everyone, "invitation", "{token}"),
    get("accounts:own", everyone),
    get("accounts:password", everyone),
    post("accounts:password", everyone, ok=422),
    get("accounts:totp", everyone),
    post("accounts:totp", everyone, ok=422),
    get("accounts:passkey", everyone),
    post("accounts:passkey", everyone, ok=422),
    post("accounts:remove_factor", everyone, "", "987654321", ok=409),
    post("accounts:end_session", everyone, "", "987654321", ok=302),
    post("accounts:end_others", everyone, ok=302),
    post("accounts:recovery_codes", everyone, ok=409),
    post("accounts:bind", nobody, ok=302),
    get("accounts:sign_out", everyone, ok=405),
    get("accounts:staff", somewhere("administer accounts")),
    get("accounts:invite", somewhere("administer accounts")),
    post("accounts:invite", somewhere("administer accounts"), ok=422),
    get("accounts:person", holds("administer accounts"), "person", ID),
    post("accounts:give", holds("administer accounts"), "person", ID, ok=422),
    post("accounts:leave", holds("administer accounts"), "person", ID, ok=422),
    post("accounts:relink", holds("administer accounts"), "person", ID, ok=200),
    post("accounts:close", holds("administer accounts"), "person", ID, ok=302),
    post("accounts:take", holds("administer accounts"), "person", ID, "{grant}", ok=302),
]
HOME = [
    get("home:today", everyone),
    get("home:search", everyone),
    get("home:help", everyone),
    get("home:chapter", everyone, "", "bat-dau"),
    get("home:calendar", everyone, "calendar", "{token}"),
    get("home:audit", somewhere("read trail")),
    get("home:audit_file", somewhere("read trail")),
    get("home:access", knows_access, "person", "{username}"),
    get("home:seals", somewhere("read trail")),
    post("home:seals", somewhere("read trail"), ok=422),
    get("home:brief", somewhere("read trail"), "seal", "{size}", "0"),
    get("home:keys", somewhere("read trail")),
    get("home:boundaries", administers_an_area),
    post("home:boundaries", administers_an_area, ok=422),
    get("home:leader", leads_an_area),
    post("home:leader", leads_an_area, ok=422),
    get("notices:list", everyone),
    post("notices:see", everyone, ok=302),
    post("notices:email", everyone, ok=302),
    post("notices:feed", everyone, ok=302),
    get("jobs:list", everyone),
    get("jobs:page", own, "job", ID),
    get("jobs:result", own, "job", ID),
    post("jobs:stop", own, "job", ID, ok=302),
    get("public_services:page", everyone),
    get("shell:gallery", everyone),
    get("shell:live", everyone),
    get("shell:ready", everyone),
    get("shell:measured", nobody),
]
_READS_NUMBERS = somewhere("read reports", "read figures")


def _general(*rights: str) -> Rule:
    return lambda who, _: any(who.units(right) for right in rights)


def _of_areas(*rights: str) -> Rule:
    """Denominators are those of a place; an agency has none."""
    return lambda who, _: any(who.units(right) & (AREAS | COMMUNES) for right in rights)


INDICATORS = [
    get(
        "indicators:denominators",
        _of_areas("read reports", "read figures", "write reports", "review reports"),
    ),
    get("indicators:export", _of_areas("read reports", "read figures", "write reports", "review reports")),
    post("indicators:denominators", _of_areas("write reports", "review reports"), ok=302),
    post("indicators:bring_in", _of_areas("write reports", "review reports"), ok=422),
    get("indicators:earlier", _general("review reports")),
    post("indicators:earlier", _general("review reports"), ok=422),
    get("indicators:template", _general("review reports")),
]
PLANS = [
    get("plans:list", everyone),
    get("plans:import", lambda who, _: bool({who.works, who.area} & who.units("bring in plans"))),
    post("plans:import", lambda who, _: bool({who.works, who.area} & who.units("bring in plans")), ok=422),
    get("plans:plan", sees_plan, "plan", ID),
    get("plans:read", sees_plan, "plan", ID),
    get("plans:item", sees_plan, "plan", ID, "{item}"),
    post("plans:item", both(being_read, settles), "plan", ID, "{item}", ok=422),
    post("plans:confirm_sure", settles, "plan", ID, ok={"reading": 302, "in_force": 409}),
    get("plans:add_item", both(being_read, settles), "plan", ID),
    post("plans:add_item", both(being_read, settles), "plan", ID, ok=422),
    post("plans:bring_into_force", settles, "plan", ID, body={"version": "{version}"}, ok=409),
    get("plans:format", sees_plan, "plan", ID),
    get("plans:signatures", sees_plan, "plan", ID),
    get("plans:source", sees_plan, "plan", ID),
    post("plans:check_file", settles, "plan", ID, ok=302),
    get("plans:board", sees_plan, "plan", ID),
    get("plans:chain", sees_plan, "plan", ID),
    post("plans:chain", settles, "plan", ID, ok=422),
    get("plans:before", sees_plan, "plan", ID),
    post("plans:before", both(being_read, settles), "plan", ID, ok=302),
    get("plans:own_plans", both(in_force, sees_plan, holds("read duties")), "plan", ID),
    post("plans:own_plans", both(in_force, settles), "plan", ID, ok=302),
    get("plans:target", both(in_force, settles), "plan", ID, "{item}"),
    post("plans:target", both(in_force, settles), "plan", ID, "{item}", ok=409),
    get(
        "plans:draft",
        both(in_force, sees_plan, lambda who, _: who.may("bring in plans", who.works)),
        "plan",
        ID,
    ),
    post(
        "plans:draft",
        both(in_force, sees_plan, lambda who, _: who.may("bring in plans", who.works)),
        "plan",
        ID,
        ok=422,
    ),
    get("plans:assignment", holds("read duties"), "assignment", ID),
    post("plans:assignment", holds("work on duties"), "assignment", ID, ok=422),
    post(
        "plans:assign",
        both(holds("read duties"), lambda who, _: who.may("assign duties", "099")),
        "assignment",
        ID,
        ok=422,
    ),
    get("plans:evidence", holds("read duties"), "evidence", ID),
    post("plans:remove_evidence", holds("work on duties"), "evidence", ID, ok=302),
]
_READS_GENERAL = somewhere("read registers")
SHELF = [
    get("shelf:list", reads_a_register),
    get("shelf:register", keeps_this("read registers"), "register", "{slug}"),
    get("shelf:export", keeps_this("read registers"), "register", "{slug}"),
    get("shelf:add", keeps_this("write registers"), "register", "{slug}"),
    post("shelf:add", keeps_this("write registers"), "register", "{slug}", ok=422),
    get("shelf:template", keeps_this("write registers"), "register", "{slug}"),
    get("shelf:bring_in", keeps_this("write registers"), "register", "{slug}"),
    post("shelf:bring_in", keeps_this("write registers"), "register", "{slug}", ok=422),
    get("shelf:entry", holds("read registers"), "entry", "{slug}", ID),
    get("shelf:change", holds("write registers"), "entry", "{slug}", ID),
    post("shelf:change", holds("write registers"), "entry", "{slug}", ID, ok=422),
    post("shelf:strike", holds("write registers"), "entry", "{slug}", ID, ok=422),
    post("shelf:restore", holds("write registers"), "entry", "{slug}", ID, ok=409),
    get("activities:by_content", keeps("truyen-thong")),
    get("briefings:by_unit", keeps("briefings")),
    get("training:by_unit", keeps("training")),
    get("training:attendance", holds("read registers"), "course", ID),
    post("training:attendance", holds("write registers"), "course", ID, ok=409),
    get("work_checks:unmended", keeps("work_checks")),
    get("budget:balance", keeps("budget")),
    get("teams:meetings", keeps("meetings")),
    get("teams:conclusions", holds("read registers"), "meeting", ID),
    post("teams:follow", holds("write registers"), "meeting", ID, ok=302),
    get("assessment:year", keeps("assessment")),
    get("assessment:scheme", keeps("assessment")),
    post("assessment:scheme", both(keeps("assessment"), somewhere("review reports")), ok=422),
    get("assessment:sheet", holds("read registers"), "assessment", ID),
    post(
        "assessment:sheet",
        both(holds("read registers"), holds("review reports")),
        "assessment",
        ID,
        body={"do": "decide", "version": "{version}"},
        ok=422,
    ),
    get("assessment:record", holds("read registers"), "assessment", ID),
]
_INSPECTS = keeps("kiem-tra", "write registers", "enforcement")


def _reads_visits(who: Who, _thing: Known) -> bool:
    """The board, the week, the table of frames: for whoever reads that side, also where nothing is inspected yet."""
    return bool(who.units("read registers", "enforcement"))


_VISIT = {"version": "{version}"}
INSPECTIONS = [
    get("inspections:board", _reads_visits),
    get("inspections:week", _reads_visits),
    get("inspections:frames", _reads_visits),
    post("inspections:frames", _reads_visits, ok=422),
    get("inspections:plan", _INSPECTS),
    post("inspections:plan", _INSPECTS, ok=422),
    get("inspections:add_programme", _INSPECTS),
    post("inspections:add_programme", _INSPECTS, ok=422),
    get("inspections:programme", holds("read registers"), "programme", ID),
    get("inspections:change_programme", holds("write registers"), "programme", ID),
    post("inspections:change_programme", holds("write registers"), "programme", ID, body=_VISIT, ok=422),
    get("inspections:visit", holds("read registers"), "visit", ID),
    get("inspections:invitation", holds("read registers"), "visit", ID),
    get("inspections:record", holds("read registers"), "visit", ID),
    post("inspections:invite", holds("write registers"), "visit", ID, body=_VISIT, ok=422),
    get("inspections:hold", holds("write registers"), "visit", ID),
    post("inspections:hold", holds("write registers"), "visit", ID, body=_VISIT, ok=422),
    get("inspections:sanction", holds("write registers"), "visit", ID),
    post("inspections:sanction", holds("write registers"), "visit", ID, body=_VISIT, ok=422),
    post(
        "inspections:remove_sanction",
        holds("write registers"),
        "sanction",
        ID,
        "{sanction}",
        body=_VISIT,
        ok=302,
    ),
    post("inspections:close", holds("write registers"), "visit", ID, body=_VISIT, ok=422),
    post("inspections:call_off", holds("write registers"), "visit", ID, body=_VISIT, ok=422),
]
LINES: list[Line] = [*ACCOUNTS, *HOME, *INDICATORS, *PLANS, *SHELF, *INSPECTIONS, *PAPERS]
