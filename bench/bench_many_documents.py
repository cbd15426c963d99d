"""200 units' reports in one job on a deployment of SQLite, each written from its own figures and words; numbers taken
by eight threads at once; a job stopped half way.

usage: python -m bench.bench_many_documents     Fails above 60 seconds of processor (a machine is shared), on a gap, a
double, half a result, or a file that tells another unit's figure. The floor in the same run is the setting of one of
these reports 200 times, its figures at hand. The demonstration's 19 communes are joined by others with figures of
their own.
"""

import io
import re
import shutil
import sys
import threading
import time
import zipfile

from bench.deployment import begin_demonstration
from bench.short import held, size

COUNT, LIMIT, THREADS = size(200, 20), 60.0, 8
FLOOR = size(COUNT, 3)
OUTLINE, FORM, PERIOD, AREA = "bc-xa", "01-XA", "2021S1", "099"
BETWEEN_PAGES = re.compile(r" Bản trình diễn: [^.]*\. \d+ ")
CELL, TOLD = "B1", re.compile(r"tổ chức ([\d.]+) cuộc tuyên truyền trực tiếp")


def main() -> int:
    home = begin_demonstration()
    try:
        return int(not (numbers_at_once() & printed() & stopped()))
    finally:
        shutil.rmtree(home)


def numbers_at_once() -> bool:
    from tests.apps.documents.written import to_sign

    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.documents.models import OfficialDocument
    from sokehoach.apps.documents.pages import report_drafts
    from sokehoach.apps.documents.services import numbers
    from sokehoach.apps.shell import clock

    clerk, at = User.objects.select_related("unit__parent").get(username="xa03289"), clock.now()
    said = report_drafts.build_draft_report(clerk, OUTLINE, PERIOD).content
    rows = [to_sign(clerk, clerk.unit, said) for _ in range(COUNT)]
    rows_made = [row.pk for row in rows]

    def take(thread: int) -> None:
        for row in rows[thread::THREADS]:
            numbers.assign_number(document=row.pk, version=row.version, number=None, day=at.date(), by=clerk, at=at)

    began = time.perf_counter()
    threads = [threading.Thread(target=take, args=(thread,)) for thread in range(THREADS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    spent = time.perf_counter() - began
    taken = sorted(
        number or 0 for number in OfficialDocument.objects.filter(pk__in=rows_made).values_list("number", flat=True)
    )
    whole = taken == list(range(1, COUNT + 1))
    print(f"{COUNT} numbers by {THREADS} threads: {spent:.1f} s, {'no gap, no double' if whole else taken}")
    return whole


def printed() -> bool:
    from sokehoach.adapters.readers.text_files import read_exact_text
    from sokehoach.adapters.writers import docx, pdf
    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.documents.pages import own_reports
    from sokehoach.apps.documents.queries import outlines
    from sokehoach.apps.jobs import services as job_services
    from sokehoach.apps.reporting.models import DataValue

    join(COUNT)
    office = User.objects.select_related("unit__parent").get(username="thuongtruc")
    outline = outlines.access_printable_outline(office, OUTLINE)
    said = own_reports.build_report(office, outline, unit=outlines.list_writers(outline, PERIOD)[0], period=PERIOD)
    began = time.perf_counter()
    for _ in range(FLOOR):
        pdf.write_pdf(said), docx.write_docx(said)
    floor = time.perf_counter() - began

    job = start(office.pk)
    began, worked = time.perf_counter(), time.process_time()
    job_services.run_waiting()
    spent, worked = time.perf_counter() - began, time.process_time() - worked
    job.refresh_from_db()
    figures = {
        one.submission.unit.code: one.number
        for one in DataValue.objects.filter(
            cell=CELL, submission__form__code=FORM, submission__period=PERIOD
        ).select_related("submission__unit")
    }
    wrong, files = [], 0
    with zipfile.ZipFile(io.BytesIO(bytes(job.result or b""))) as package:
        for name in package.namelist():
            files += name.endswith((".pdf", ".docx"))
            if name.endswith(".pdf"):
                data = package.read(name)
                told = TOLD.search(BETWEEN_PAGES.sub(" ", re.sub(r"\s+", " ", read_exact_text(data, name=name))))
                figure = figures[name.split("-")[1]]
                if figure and (told is None or int(told[1].replace(".", "")) != figure):
                    wrong.append(name)
    print(
        f"{COUNT} units' reports as PDF and DOCX in one job: {worked:.1f} s of processor (limit {LIMIT:.0f} s), "
        f"{spent:.1f} s by the clock; {files} files of {len(set(figures.values()))} different figures, "
        f"{len(wrong)} tell another's"
    )
    print(f"floor, one of them {FLOOR} times: {floor:.1f} s")
    return files == 2 * COUNT and not wrong and not held(worked > LIMIT)


def stopped() -> bool:
    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.jobs import services as job_services
    from sokehoach.apps.jobs.models import Job
    from sokehoach.apps.shell import clock

    office = User.objects.get(username="thuongtruc")
    job = start(office.pk)
    worker = threading.Thread(target=job_services.run_waiting)
    worker.start()
    while Job.objects.get(pk=job.pk).done < COUNT // 10:
        time.sleep(0.05)
    job_services.stop_job(job=job.pk, person=office.pk, by=office, at=clock.now())
    began = time.perf_counter()
    worker.join()
    spent = time.perf_counter() - began
    job.refresh_from_db()
    clean = job.state == "stopped" and job.result is None and job.done < COUNT
    print(f"stopped after {job.done} of {COUNT} within {spent:.2f} s, no result: {clean}")
    return clean


def join(count: int) -> None:
    """More communes of the district, until so many have reported, each with figures of its own."""
    from sokehoach.apps.orgunits.models import Unit
    from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission

    known = Submission.objects.filter(form__code=FORM, period=PERIOD, unit__parent__code=AREA)
    reports = list(known.filter(state="accepted"))  # in an open one the registers speak, which others do not have
    for n in range(count - known.count()):
        source = reports[n % len(reports)]
        values = list(source.values.select_related("element"))
        words = list(source.narratives.all())
        unit = Unit.objects.get(pk=source.unit_id)
        unit.pk, unit.code, unit.name, unit.short_name = None, f"9{n:04}", f"Xã Thứ {n}", f"Thứ {n}"
        unit.letterhead, unit.folded = f"UBND xã Thứ {n}", f"xa thu {n}"
        unit.save(force_insert=True)
        copy = Submission.objects.get(pk=source.pk)
        copy.pk, copy.unit = type(copy)._meta.pk.get_default(), unit
        copy._state.adding = True
        copy.save(force_insert=True)
        for one in values:
            one.pk, one.submission = type(one)._meta.pk.get_default(), copy
            if one.number is not None:
                one.number = one.number * (n % 5 + 1) + n % 13
        for one in words:
            one.pk, one.submission = None, copy
        DataValue.objects.bulk_create(values)
        NarrativeText.objects.bulk_create(words)


def start(person: int):
    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.documents.pages import printing
    from sokehoach.apps.documents.queries import outlines
    from sokehoach.apps.jobs import services as job_services
    from sokehoach.apps.jobs.models import Job
    from sokehoach.apps.shell import clock

    user = User.objects.select_related("unit__parent").get(pk=person)
    units = outlines.list_writers(outlines.access_printable_outline(user, OUTLINE), PERIOD)
    done = job_services.start_job(
        kind=printing.UNITS,
        title="In",
        arguments={
            "outline": OUTLINE,
            "period": PERIOD,
            "units": [one.pk for one in units],
            "person": person,
        },
        total=len(units),
        person=person,
        by=user,
        at=clock.now(),
    )
    return Job.objects.get(pk=done.answer["id"])


if __name__ == "__main__":
    sys.exit(main())
