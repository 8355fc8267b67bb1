from typing import Any

import pytest

from ballots.protocol import recovery
from ballots.protocol.recovery import BadRecovery
from tests.ballots.protocol.box import fixed
from tests.ballots.protocol.browser_code import JsError, NodeProcess

SEED = fixed("seed")
WORDS = recovery.seed_to_words(SEED)


def test_words_lead_back_to_the_seed(js: NodeProcess) -> None:
    assert js("recovery.seedToWords", SEED) == WORDS
    for text in (WORDS, WORDS.lower(), WORDS.replace(" ", ""), WORDS.replace("0", "o").replace("1", "l")):
        assert recovery.words_to_seed(text) == js("recovery.wordsToSeed", text) == SEED


def test_words_are_14_groups_of_five() -> None:
    assert [len(group) for group in WORDS.split()] == [5] * 14


def refused(js: NodeProcess, text: str) -> tuple[str, int | None]:
    with pytest.raises(BadRecovery) as ours:
        recovery.words_to_seed(text)
    with pytest.raises(JsError, match="group=") as theirs:
        js("recovery.wordsToSeed", text)
    assert (theirs.value.code, theirs.value.group) == (ours.value.code, ours.value.group)
    return ours.value.code, ours.value.group


@pytest.mark.parametrize("number", [1, 7, 14])
def test_a_mistyped_group_is_named(js: NodeProcess, number: int) -> None:
    groups = WORDS.split()
    wrong = "Z" if groups[number - 1][4] != "Z" else "Y"
    groups[number - 1] = groups[number - 1][:4] + wrong
    assert refused(js, " ".join(groups)) == ("group", number)


def test_swapped_groups_are_noticed(js: NodeProcess) -> None:
    groups = WORDS.split()
    groups[2], groups[3] = groups[3], groups[2]
    assert refused(js, " ".join(groups))[0] == "group"


@pytest.mark.parametrize("text", ["", WORDS[:-1], WORDS + "0"])
def test_missing_characters_are_noticed(js: NodeProcess, text: str) -> None:
    assert refused(js, text) == ("length", None)


def test_strange_characters_are_noticed(js: NodeProcess) -> None:
    assert refused(js, "€" + WORDS[1:])[0] == "group"


@pytest.mark.slow
def test_the_file_made_in_the_browser_opens_here_and_the_reverse(js: NodeProcess) -> None:
    made = js("recovery.sealFile", SEED, "mật khẩu dài", {"config": "ab", "member": 2})
    assert recovery.open_file(made, "mật khẩu dài") == SEED
    ours = recovery.seal_file(SEED, "mật khẩu dài", config="ab", member=2)
    assert js("recovery.openFile", ours, "mật khẩu dài") == SEED


@pytest.mark.slow
def test_a_wrong_passphrase_or_a_changed_file_is_refused() -> None:
    made = recovery.seal_file(SEED, "right", config="ab", member=2)
    for document, passphrase in ((made, "wrong"), ({**made, "member": 3}, "right")):
        with pytest.raises(BadRecovery, match="passphrase"):
            recovery.open_file(document, passphrase)


@pytest.mark.parametrize("junk", [{}, {"format": "tn2-recovery", "version": 2}, {"format": "other"}])
def test_another_file_is_refused(js: NodeProcess, junk: Any) -> None:
    with pytest.raises(BadRecovery, match="file"):
        recovery.open_file(junk, "x")
    with pytest.raises(Exception, match="file"):
        js("recovery.openFile", junk, "x")
