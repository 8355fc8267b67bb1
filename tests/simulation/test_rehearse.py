"""`manage.py rehearse`: a published result as a whole vote, through a real worker."""

import csv
import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from officials.models import User
from results.models import Document, LineCount
from rounds.models import Round
from rounds.selectors import campaigns_to_join, rule_sets_to_choose, units_to_meet
from rounds.services.rules import save_rules
from simulation.rehearsal.stage import rule_set_with_base
from tests.roles import rule_set

DATA = Path(__file__).parents[1] / "data"
SMALL = "row,high,medium,low,note\nA,3,2,1,x\nB,0,1,4,y\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text(SMALL)
    return path


def rehearse(*arguments: object, **options: object) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("rehearse", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.mark.slow
def test_small_file_end_to_end(worker: subprocess.Popen[bytes], small: Path, tmp_path: Path) -> None:
    numbers = ("--summoned", 9, "--present", 8, "--issued", 7, "--base", "summoned")
    out, err = rehearse(small, *numbers, "--json", "--documents", tmp_path)
    found = json.loads(out)
    assert [found[name] for name in ("summoned", "present", "issued", "returned", "base")] == [
        *(9, 8, 7, 6),
        "summoned",
    ]
    assert found["lines"][0] == {
        "row": "A",
        "high": 3,
        "confidence": 2,
        "low": 1,
        "blank": 0,
        "outcome": None,
        "pct_high": "33,33%",
        "pct_confidence": "22,22%",
        "pct_low": "11,11%",
    }
    assert (found["lines"][1]["blank"], found["lines"][1]["pct_low"]) == (1, "44,44%")
    assert len(found["fingerprint"]) == 64
    assert err.count("\n") > 3
    keeper = User(is_superuser=True)
    assert not units_to_meet(user=keeper).filter(rounds__isnull=False).exists()
    assert not campaigns_to_join(user=keeper).exists()
    _documents_are_whole(found, tmp_path)


def _documents_are_whole(found: dict[str, Any], folder: Path) -> None:
    assert [document["kind"] for document in found["documents"]] == ["minutes", "report"]
    for document in found["documents"]:
        with pikepdf.open(folder / f"{document['kind']}.pdf") as pdf:
            assert len(pdf.pages) >= 1


@pytest.mark.slow
def test_city_of_2023(worker: subprocess.Popen[bytes]) -> None:
    out, _err = rehearse(DATA / "published-2023-city.csv", "--json")
    round_ = Round.objects.get()
    assert round_.is_rehearsal
    lines = json.loads(out)["lines"]
    assert [(line["row"], line["high"], line["confidence"], line["low"]) for line in lines] == _city()
    assert LineCount.objects.filter(round=round_, blank=0).count() == 18
    assert Document.objects.filter(round=round_).count() == 2


def _city() -> list[tuple[str, int, int, int]]:
    text = (DATA / "published-2023-city.csv").read_text().splitlines()[1:]
    cells = [line.split(",") for line in text]
    return [(row, int(high), int(medium), int(low)) for row, _base, high, medium, low, *_rest in cells]


@pytest.mark.slow
def test_printed_percentages_are_reproduced(worker: subprocess.Popen[bytes], tmp_path: Path) -> None:
    """Two rows of 2018; the nearly 500 ballots take most of the time."""
    text = (DATA / "published-2018.csv").read_text().splitlines()[:3]
    cut = tmp_path / "cut.csv"
    cut.write_text("\n".join(text))
    out, err = rehearse(cut, "--summoned", 485, "--base", "summoned", "--json")
    levels = {"pct_high": "pct_high", "pct_confidence": "pct_medium", "pct_low": "pct_low"}
    printed = [
        {ours: row[theirs].replace(".", ",") + "%" for ours, theirs in levels.items()}
        for row in csv.DictReader(text)
    ]
    assert [{ours: line[ours] for ours in levels} for line in json.loads(out)["lines"]] == printed
    assert "--base" not in err


@pytest.mark.slow
def test_differing_percentage_is_reported(worker: subprocess.Popen[bytes], tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("row,high,medium,low,pct_high,pct_low\nA,3,2,1,50.00,16.66\n")
    _out, err = rehearse(path)
    assert re.search(r"16,67%.*16,66%", err)
    assert "50,00%" not in err


@pytest.mark.django_db
def test_copied_rule_set_follows_its_original_and_is_never_offered() -> None:
    rules = rule_set()
    copy = rule_set_with_base(rules, "valid")
    rules.level_low = "Thấp"
    save_rules(row=rules)
    rules.thresholds.all()[0].delete()
    again = rule_set_with_base(rules, "valid")
    assert (again.pk, again.base, again.level_low) == (copy.pk, "valid", "Thấp")
    assert [str(band) for band in again.thresholds.all()] == [str(band) for band in rules.thresholds.all()]
    assert copy not in rule_sets_to_choose()
    assert rules in rule_sets_to_choose()


@pytest.mark.slow
def test_outcome_of_the_rule_set_is_named(worker: subprocess.Popen[bytes], small: Path) -> None:
    out, _err = rehearse(small, "--rule-set", "115-2020")
    # 4 of 6 low is exactly two thirds: "over 2/3" is not reached, "over 1/2" is.
    assert "Xem xét cho từ chức" in out
    assert "miễn nhiệm" not in out


BAD_OPTIONS = [
    ("--returned", "5"),
    ("--summoned", "5"),
    ("--issued", "9", "--present", "8"),
    ("--summoned", "20000"),
    ("--summoned", "10"),
    ("--rule-set", "none"),
    ("--returned", "-1"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("options", BAD_OPTIONS)
def test_numbers_that_do_not_add_up_exit_with_two(small: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refused:
        rehearse(small, *options)
    assert refused.value.returncode == 2
    assert not Round.objects.exists()


@pytest.mark.django_db
def test_bad_file_exits_with_two_and_says_where(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("row,high,medium,low\nA,1,x,1\n")
    with pytest.raises(CommandError) as refused:
        rehearse(path)
    assert refused.value.returncode == 2
    assert str(path) in str(refused.value)
    assert "2" in str(refused.value)
