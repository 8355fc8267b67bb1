"""Calls the browser's code in Node from Python."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class JsError(Exception):
    """An error thrown by the JavaScript, with its message and codes."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer["error"])
        self.code: str = answer.get("code") or ""
        self.reason: str = answer.get("reason") or ""
        self.line: int | None = answer.get("line")
        self.level: int | None = answer.get("level")
        self.group: int | None = answer.get("group")


def node() -> str:
    program = shutil.which("node")
    assert program, "script/setup installs Node"
    return program


def to_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, dict):
        return {str(name): to_json(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


def from_json(value: Any) -> Any:
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"hex"}:
        return bytes.fromhex(value["hex"])
    if set(value) == {"int"}:
        return int(value["int"])
    return {name: from_json(item) for name, item in value.items()}


class NodeProcess:
    """One Node process that answers calls like ``js("ballot.sealBallot", {...})``."""

    def __init__(self) -> None:
        command = [node(), str(HERE / "driver.mjs")]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE.parents[2]
        )

    def __call__(self, name: str, *args: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        request = json.dumps({"name": name, "args": to_json(args)})
        print(request, file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise JsError(answer)
        return from_json(answer["value"])

    def close(self) -> None:
        self.process.communicate(timeout=120)


def run_worker(messages: list[dict[str, Any]]) -> list[Any]:
    """Return the answers of the seal worker to these messages."""
    command = [node(), str(HERE / "worker.mjs")]
    request = json.dumps(to_json(messages))
    done = subprocess.run(command, input=request, capture_output=True, text=True, check=True, cwd=HERE)
    answers: list[Any] = from_json(json.loads(done.stdout))
    return answers
