"""The oracle's sentences about reports, plans, documents and figures: who sees a thing, who does what to it."""

from tests.security.oracle import (
    AREAS,
    COMMUNES,
    GENERAL,
    SUCCEEDED,
    UNITS,
    Known,
    Rule,
    Who,
    above,
    below,
    works_there,
)

# Reports ----------------------------------------------------------------------------------------------------------


def sees_report(who: Who, thing: Known) -> bool:
    """Its own side in every state; whoever reviews, once it was handed in."""
    if who.may("read reports", thing.unit, thing.function):
        return True
    return thing.state != "draft" and reviews(who, thing)


def reviews(who: Who, thing: Known) -> bool:
    """An office's work, done in the general function, whatever the function of the report."""
    return who.may("review reports", thing.unit)


def asked_ad_hoc(who: Who, thing: Known) -> bool:
    """By who reviews within the function, or reads its reports."""
    rights = ("review reports", "read reports")
    return any(who.may(right, thing.unit, thing.function) for right in rights)


def approves_there(who: Who, thing: Known) -> bool:
    """The leader of that very unit: a right over a unit above approves nothing."""
    held = {(role, function, unit) for role, function, unit in who.parts if function == GENERAL or not who.closed}
    return ("approver", thing.function, thing.unit) in held


def asks_others(who: Who, _thing: Known) -> bool:
    """Ad hoc: those whose reports it reviews, beside itself."""
    return bool((who.units("review reports") & UNITS) - {who.works} - AREAS)


# Supervision ------------------------------------------------------------------------------------------------------


def is_supervised(who: Who, _thing: Known) -> bool:
    """Reads what was found at its own unit, or at the area that it works for."""
    return bool({who.works, who.area} & who.units("read registers"))


def replies_to(who: Who, thing: Known) -> bool:
    """The addressee alone: neither who supervises nor who reaches the addressee from above."""
    return works_there(who, thing) and who.may("write registers", thing.unit)


# Plans ------------------------------------------------------------------------------------------------------------


def sees_plan(who: Who, thing: Known) -> bool:
    """A plan in force binds all below: those who read plans there read it. One being read is its makers' alone."""
    mine = who.units("read plans")
    if thing.unit in mine:
        return True
    return thing.state == "in_force" and any(thing.unit in above(one) for one in mine)


def settles(who: Who, thing: Known) -> bool:
    return who.may("settle plans", thing.unit)


def in_force(_who: Who, thing: Known) -> bool:
    return thing.state == "in_force"


def being_read(_who: Who, thing: Known) -> bool:
    return thing.state == "reading"


def makes_programme(who: Who, thing: Known) -> bool:
    """Of a plan in force of an area: who sees it and administers the accounts of that area."""
    is_open = in_force(who, thing) and sees_plan(who, thing)
    return is_open and thing.unit in AREAS and who.may("administer accounts", thing.unit)


# Documents --------------------------------------------------------------------------------------------------------
SIDES = {
    "draft": "draft documents",
    "check": "check documents",
    "sign": "sign documents",
    "issue": "issue documents",
}


def _figures(who: Who, thing: Known) -> bool:
    """Whose consolidated figures a document carries, those must be seen to see it."""
    area = thing.words["area"]
    return not area or who.may("read figures", area)


def _closed(who: Who, thing: Known) -> bool:
    """What was written from the records of one side is read, issued or not, by who holds that function alone."""
    return thing.function != GENERAL and thing.function not in who.functions


def _beyond_the_wall(who: Who, thing: Known) -> bool:
    """Until it is out, what somebody of the other side drafted does not exist for those who stand on this one."""
    own = who.sides
    return bool(own and thing.words["side"]) and thing.words["side"] not in own and thing.state != "issued"


def side(*names: str) -> Rule:
    """Stands on that side of the document's issuer."""

    def told(who: Who, thing: Known) -> bool:
        held = any(who.may(SIDES[name], thing.unit) for name in names)
        open_to = _figures(who, thing) and not _closed(who, thing) and not _beyond_the_wall(who, thing)
        return works_there(who, thing) and held and open_to

    return told


def reads_arrivals(who: Who, thing: Known) -> bool:
    to = thing.words["to"]
    rights = ("take documents", "receive documents")
    reached = bool(to) and to in (who.works, who.area) and any(who.may(right, to) for right in rights)
    return reached and not _closed(who, thing)


def receives(who: Who, thing: Known) -> bool:
    """Nobody of the issuer's house answers for its committee, nor whoever issued it for anybody."""
    to = thing.words["to"]
    sends = thing.owner == who.name or (to != who.works and thing.unit in (who.works, who.area))
    return reads_arrivals(who, thing) and who.may("receive documents", to) and not sends


def sees_document(who: Who, thing: Known) -> bool:
    if side(*SIDES)(who, thing):
        return True
    if thing.state != "issued" or _closed(who, thing):
        return False
    house = works_there(who, thing) and who.may("take documents", thing.unit) and _figures(who, thing)
    return house or reads_arrivals(who, thing)


def is_general(_who: Who, thing: Known) -> bool:
    return thing.function == GENERAL


def has_papers(who: Who, thing: Known) -> bool:
    """Of its own rooms; what was sent to it is the sender's paper."""
    rooms = set().union(*(who.units(right) for right in (*SIDES.values(), "take documents")))
    return any(one.unit in rooms and sees_document(who, one) for one in thing.among)


def in_state(*states: str) -> Rule:
    return lambda _, thing: thing.state in states


def takes_outline(who: Who, thing: Known) -> bool:
    """The report that one office writes on an area: for whoever may take documents of the area."""
    return thing.words["writers"] == "office" and who.may("take documents", thing.unit)


def keeps_outline(who: Who, thing: Known) -> bool:
    """Whoever drafts for its issuer, and sees the figures that it names."""
    issuer = thing.words["issuer"]
    drafts = issuer in (who.works, who.area) and who.may("draft documents", issuer)
    return drafts and who.may("read figures", thing.unit)


def begins(who: Who, thing: Known) -> bool:
    """A report of the office, or of each commune by its own clerk."""
    if thing.words["writers"] == "office":
        return keeps_outline(who, thing)
    return who.works in COMMUNES & below(thing.unit) and who.may("draft documents", who.works)


def urges(who: Who, _thing: Known) -> bool:
    """Its office issues a report, and what it reviews for that is late: Pú Xi's, and what a merged commune owed."""
    return who.works == "099.LDTBXH" and bool(who.units("review reports") & {"03304", *SUCCEEDED})


def writes_of_a_line(who: Who, thing: Known) -> bool:
    """Who reads the line, and drafts for the unit that keeps it."""
    reads = who.may("read registers", thing.unit, thing.function)
    return reads and works_there(who, thing) and who.may("draft documents", thing.unit)


def prints_all(who: Who, thing: Known) -> bool:
    """The reports of all communes: for who takes documents of their whole area, and sees its figures."""
    whole = who.may("take documents", thing.unit) and who.may("read figures", thing.unit)
    return thing.words["writers"] == "communes" and whole


def signs(who: Who, _thing: Known) -> bool:
    """For its own unit, or as an agency for its area; where nothing waits the page says so."""
    return any(who.may("sign documents", unit) for unit in (who.works, who.area))


def fills_form(who: Who, thing: Known) -> bool:
    """Whoever takes it, with the figures that it sees."""
    return who.may("take documents", thing.unit) and who.may("read figures", "099")


def maps_form(who: Who, thing: Known) -> bool:
    return who.works == thing.unit and fills_forms(who, thing)


def has_reported(who: Who, thing: Known) -> bool:
    """A report without a figure says nothing: of the communes that ask here one has sent nothing yet."""
    return thing.words["writers"] == "office" or who.works != "03269"


def fills_forms(who: Who, _thing: Known) -> bool:
    """A superior's form is mapped by the unit that fills it, from figures that it sees."""
    return who.may("take documents", who.works) and who.may("read figures", who.area)


# Figures, the first pages -----------------------------------------------------------------------------------------


def of_an_area(_who: Who, thing: Known) -> bool:
    """Figures are drawn together for districts and provinces alone."""
    return thing.unit in AREAS


def of_a_counted_area(_who: Who, thing: Known) -> bool:
    """Of the demonstration's programme units of one district report: it and its province have forms to close."""
    return thing.unit in {"11", "099"}


def sees_figures(who: Who, thing: Known) -> bool:
    return thing.unit in AREAS and who.may("read figures", thing.unit)


def sees_counted_area(who: Who, _thing: Known) -> bool:
    """Of the demonstration's programme the district alone has figures."""
    return who.may("read figures", "099")


def has_answers(who: Who, thing: Known) -> bool:
    """A question about communes has an answer where communes report; no form of the programme asks those far away."""
    return who.area in {"11", "099"} and asks_about_its_area(who, thing)


def asks_about_its_area(who: Who, _thing: Known) -> bool:
    """A question that names no area is about the asker's."""
    return who.area in AREAS and who.may("read figures", who.area)


def leads_an_area(who: Who, _thing: Known) -> bool:
    return who.area in AREAS and who.may("read figures", who.area)


def administers_an_area(who: Who, _thing: Known) -> bool:
    return bool(who.units("administer accounts") & AREAS)


def knows_access(who: Who, thing: Known) -> bool:
    """Of a person: itself; who reads the trail of the unit, on whichever side; who administers its accounts."""
    known = who.units("read trail", None) | who.units("administer accounts")
    return who.name == thing.name or thing.unit in known


def own(who: Who, thing: Known) -> bool:
    return who.name == thing.owner
