"""`SECRET_KEY` is made once, also when several processes start at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tinnhiem.secret_key import secret_key


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: secret_key("", made_in=tmp_path / "data"), range(64)))
    assert len(keys) == 1
    assert len(keys.pop()) == 86
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_a_given_key_makes_no_file(tmp_path: Path) -> None:
    assert secret_key("k" * 50, made_in=tmp_path / "data") == "k" * 50
    assert not (tmp_path / "data").exists()
