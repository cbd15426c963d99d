"""200 units' reports in one job on a deployment of SQLite; numbers taken by eight threads at once; stopped half way.

usage: python -m bench.bench_many_documents     Fails above 60 seconds, on a gap, a double or half a result. The floor
in the same run is the setting of the same 200 PDF files alone.
"""

import io
import shutil
import sys
import threading
import time
import zipfile

from bench.deployment import begin

COUNT, LIMIT, THREADS = 200, 60.0, 8


def main() -> int:
    home = begin()
    try:
        return measured()
    finally:
        shutil.rmtree(home)


def measured() -> int:
    from tests.apps.documents.written import content, to_sign
    from tests.factories.cast import AT, assemble
    from tests.golden.report import report

    from sokehoach.adapters import pdf
    from sokehoach.apps.documents.models import OfficialDocument
    from sokehoach.apps.documents.services import numbers
    from sokehoach.apps.jobs.models import Job
    from sokehoach.apps.jobs.services import jobs, running

    cast = assemble()
    clerk = cast.commune
    rows = [to_sign(clerk, clerk.unit, report()) for _ in range(COUNT)]

    def take(thread: int) -> None:
        for row in rows[thread::THREADS]:
            numbers.give(document=row.pk, version=row.version, number=None, day=AT.date(), by=clerk, at=AT)

    began = time.perf_counter()
    threads = [threading.Thread(target=take, args=(thread,)) for thread in range(THREADS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    numbered = time.perf_counter() - began
    taken = sorted(number or 0 for number in OfficialDocument.objects.values_list("number", flat=True))
    whole = taken == list(range(1, COUNT + 1))

    pdf.write(content())
    began = time.perf_counter()
    for at in range(COUNT):
        pdf.write(content(f"Kết quả {at}"))
    floor = time.perf_counter() - began

    def start() -> Job:
        arguments = {"documents": [row.pk for row in rows], "person": clerk.pk}
        done = jobs.start(
            kind="documents.print",
            title="In",
            arguments=arguments,
            total=COUNT,
            person=clerk.pk,
            by=clerk,
            at=AT,
        )
        return Job.objects.get(pk=done.answer["id"])

    job = start()
    began, worked = time.perf_counter(), time.process_time()
    running.run_waiting()
    spent, worked = time.perf_counter() - began, time.process_time() - worked
    job.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(bytes(job.result or b""))) as package:
        files = len(package.namelist())

    stopping = start()
    worker = threading.Thread(target=running.run_waiting)
    worker.start()
    while Job.objects.get(pk=stopping.pk).done < COUNT // 10:
        time.sleep(0.05)
    jobs.stop(job=stopping.pk, person=clerk.pk, by=clerk, at=AT)
    began = time.perf_counter()
    worker.join()
    stopped_in = time.perf_counter() - began
    stopping.refresh_from_db()
    clean = stopping.state == "stopped" and stopping.result is None and stopping.done < COUNT

    print(
        f"{COUNT} numbers by {THREADS} threads: {numbered:.1f} s, {'no gap, no double' if whole else taken}"
    )
    print(
        f"{COUNT} reports as PDF and DOCX in one job: {spent:.1f} s (limit {LIMIT:.0f} s), "
        f"{worked:.1f} s of processor, {files} files"
    )
    print(f"floor, {COUNT} small PDF alone: {floor:.1f} s")
    print(f"stopped after {stopping.done} of {COUNT} within {stopped_in:.2f} s, no result: {clean}")
    return int(not (whole and clean and files == 2 * COUNT and spent <= LIMIT))


if __name__ == "__main__":
    sys.exit(main())
