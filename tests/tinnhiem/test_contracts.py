"""The import contracts of `pyproject.toml` name every room, so that a new one is not forgotten."""

import tomllib
from typing import Any

import pytest

from operations.embedded.places import BASE_DIR

SETTINGS = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS: dict[str, dict[str, Any]] = {contract["name"]: contract for contract in SETTINGS["contracts"]}
ROOMS = {path.parent.name for path in BASE_DIR.glob("*/__init__.py")}


def test_every_room_is_read() -> None:
    assert set(SETTINGS["root_packages"]) == ROOMS


def test_every_room_has_its_floor() -> None:
    layers = CONTRACTS["A room imports only from rooms below it"]["layers"]
    named = {room.strip() for layer in layers for room in layer.split("|")}
    assert {room for room in named if not room.startswith("(")} == ROOMS - {"verifier"}


@pytest.mark.parametrize(
    ("contract", "field", "rooms"),
    [
        # The protocol imports one module from `common`: canonical JSON.
        (
            "The protocol imports neither Django nor another room",
            "forbidden_modules",
            ROOMS - {"ballots", "common"},
        ),
        ("The verifier imports nothing of the project", "forbidden_modules", ROOMS - {"verifier"}),
        ("Nothing imports the verifier", "source_modules", ROOMS - {"verifier"}),
        ("Nothing of the product imports tests", "source_modules", ROOMS),
    ],
)
def test_contract_names_every_room(contract: str, field: str, rooms: set[str]) -> None:
    assert rooms <= set(CONTRACTS[contract][field])
