"""Lists of a ministry: 1,500 officials, and 30,000 places on rolls, previewed and written by a worker's process."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl

from benchmarks import ministry, place
from benchmarks.ministry import Ministry, Scale
from benchmarks.sizes import Sizes
from lists.models import ListImport
from lists.services import uploading
from officials.models import User
from rounds.models import Round, RuleSet

# Does one step of an import as a worker does, in a process of its own.
STEP = "import django; django.setup(); from lists.services.working import work; import sys; work(sys.argv[1])"
ROLL = ("Họ và tên", "Thư điện tử", "Chức vụ", "Hội nghị")
OFFICIALS = ("Họ và tên", "Mã cán bộ", "Ngày sinh", "Chức vụ", "Đơn vị", "Ngày bổ nhiệm")


def run(sizes: Sizes) -> dict[str, Any]:
    """Return seconds and megabytes of both lists; each step is a process, whose start is measured too."""
    made = ministry.build(Scale(units=50, accounts=sizes.list_accounts, officials=0, rounds=0, roll=0))
    rounds = _rounds(made, sizes.list_rounds)
    rolls = list(_roll(made, rounds, sizes.list_places))
    officials = list(_officials(made, sizes.list_officials))
    return {
        "rows": [
            _measured("officials", OFFICIALS, officials, made),
            _measured("rolls", ROLL, rolls, made),
        ]
    }


def _rounds(made: Ministry, number: int) -> list[Round]:
    rules = RuleSet.objects.order_by("pk")[0]
    return Round.objects.bulk_create(
        Round(
            campaign=made.campaigns[0],
            unit=made.units[1 + index % (len(made.units) - 1)],
            rule_set=rules,
            title=f"Hội nghị số {index + 1}",
        )
        for index in range(number)
    )


def _roll(made: Ministry, rounds: Sequence[Round], number: int) -> Iterator[Sequence[Any]]:
    """Yield places on rolls, people in turn, so that nobody stands on one roll twice."""
    people = list(User.objects.filter(pk__in=made.accounts).values_list("full_name", "email", "username"))
    each = -(-number // len(rounds))
    for index in range(number):
        name, email, username = people[index % len(people)]
        yield name, email or username, "Chuyên viên", rounds[index // each].title


def _officials(made: Ministry, number: int) -> Iterator[Sequence[Any]]:
    """Yield two posts for each official."""
    units = made.units[1:]
    for index in range(number):
        for post in ("Trưởng phòng", "Đảng ủy viên"):
            unit = units[index % len(units)].document_code
            yield f"Nguyễn Văn Số {index}", f"CB-{index}", "05/02/1975", post, unit, "01/03/2022"


def _measured(
    kind: str, header: Sequence[str], rows: Sequence[Sequence[Any]], made: Ministry
) -> dict[str, Any]:
    content = _workbook(header, rows)
    found = uploading.upload(
        kind=kind, target="", name="a.xlsx", content=content, actor=made.people["secretary"]
    )
    previewed, memory = _step(found)
    uploading.confirm(pk=found.pk)
    written, more = _step(found)
    state = ListImport.objects.get(pk=found.pk)
    if state.state != ListImport.State.WRITTEN:
        raise AssertionError(f"{state.state}: {state.trouble} {state.numbers}")
    return {
        "list": kind,
        "rows": len(rows),
        "kilobytes": len(content) / 1024,
        "preview": previewed,
        "write": written,
        "megabytes": max(memory, more),
    }


def _workbook(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    book, file = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Danh sách")
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def _step(found: ListImport) -> tuple[float, float]:
    """Return seconds and megabytes of the process that takes a step."""
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", STEP, str(found.pk)], env=place.environment())
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise AssertionError(f"the step ended with {process.returncode}")
    return time.perf_counter() - begin, used.ru_maxrss / 1024
