"""An installation of several hosts: web servers and workers with data folders of their own behind a small proxy.

They share Postgres and Valkey and nothing else; the folder of sockets stands for the network between machines.
"""

import asyncio
import contextlib
import itertools
import os
import signal
import subprocess
import threading
import urllib.request
from pathlib import Path

from operations import host_keys
from operations.embedded import servers
from operations.embedded.children import children
from operations.embedded.places import BASE_DIR
from tests.faults.stack import Stack, until
from tests.operations.filled import start_filled
from tests.operations.processes import free_port


class Proxy(threading.Thread):
    """Passes each connection to the next web server that takes it, as a proxy for two hosts does."""

    def __init__(self, port: int, behind: list[int]) -> None:
        super().__init__(daemon=True)
        self.port, self.turns = port, itertools.cycle(behind)
        self.behind, self.listening = behind, threading.Event()

    def run(self) -> None:
        asyncio.run(self._until_the_end())

    async def _until_the_end(self) -> None:
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.listening.set()
        await self.over.wait()
        server.close()

    def end(self) -> None:
        """Close every connection and the loop; whatever stayed open would fail a later test."""
        self.listening.wait()
        self.loop.call_soon_threadsafe(self.over.set)
        self.join()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            for _attempt in self.behind:
                with contextlib.suppress(OSError):
                    back, forth = await asyncio.open_connection("127.0.0.1", next(self.turns))
                    await asyncio.gather(_copy(reader, forth), _copy(back, writer))
                    break
        finally:
            writer.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
    finally:
        target.close()


class Host:
    """The processes of one machine: a web server and a worker, or some of them."""

    def __init__(self, installation: "Installation", name: str, code: Path = BASE_DIR) -> None:
        self.data, self.code = installation.places.data / name, code
        self.port = free_port()
        (self.data / "servers").mkdir(parents=True)
        (self.data / "servers/sockets").symlink_to(installation.places.sockets)
        self.env = {**installation.env(), "TINNHIEM_DATA": str(self.data), "PYTHONPATH": str(code)}
        commands = children(host="127.0.0.1", port=self.port, logs=self.data)
        self.commands = dict(zip(("web", "worker", "beat"), (c.command for c in commands), strict=True))
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *names: str) -> None:
        for name in names:
            with self.log_file(name).open("ab") as log:
                self.running[name] = subprocess.Popen(
                    self.commands[name], cwd=self.code, env=self.env, stdout=log, stderr=log,
                    start_new_session=True,
                )  # fmt: skip
        until(lambda: all(map(self._is_ready, names)), f"{names} of {self.data.name}")

    def _is_ready(self, name: str) -> bool:
        assert self.running[name].poll() is None, self.log(name)
        if name == "worker":
            return " ready." in self.log(name)
        return name == "beat" or self.answers("/health/web/")

    def answers(self, path: str) -> bool:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return bool(answer.status == 200)

    def kill(self, *names: str) -> None:
        """Kill these processes with their children at once, as when the machine loses its current."""
        for name in names:
            os.killpg(self.running[name].pid, signal.SIGKILL)
        for name in names:
            self.running.pop(name).wait()
            self.log_file(name).replace(self.log_file(f"{name}-killed"))

    def end(self, *names: str) -> None:
        """Let processes finish what they do, as an update does."""
        for name in names:
            self.running[name].terminate()
        for name in names:
            self.running.pop(name).wait(60)
            self.log_file(name).replace(self.log_file(f"{name}-ended"))

    def update(self, code: Path) -> None:
        """Exchange the program, as a rolling update does with one host after the other."""
        names = list(self.running)
        self.end(*names)
        self.code, self.env["PYTHONPATH"] = code, str(code)
        self.start(*names)

    def log_file(self, name: str) -> Path:
        return self.data / f"{name}.log"

    def log(self, name: str) -> str:
        return self.log_file(name).read_text(errors="replace")


class Installation(Stack):
    """Servers for queue and database, the proxy before the web servers, and the hosts."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.hosts: list[Host] = []

    def start(self) -> None:
        start_filled(self.places)

    def start_hosts(self) -> None:
        """Start two hosts; the connection of this process leads to their database already."""
        assert host_keys.claim() == []
        self.hosts += [Host(self, "one"), Host(self, "two")]
        self.proxy = Proxy(self.port, [host.port for host in self.hosts])
        self.proxy.start()
        self.hosts[0].start("web", "worker", "beat")
        self.hosts[1].start("web", "worker")

    def env(self) -> dict[str, str]:
        key = str(self.files / "envelope_key")
        return {**self._env(), "PORT": str(self.port), "ENVELOPE_KEY_FILE": key, "PYTHONPATH": str(BASE_DIR)}

    def stop(self) -> None:
        for host in self.hosts:
            host.kill(*host.running)
        if proxy := getattr(self, "proxy", None):
            proxy.end()
        servers.stop(self.places)

    def said(self) -> str:
        """The ends of all logs."""
        files = [file for host in self.hosts for file in sorted(host.data.glob("*.log*"))]
        return "\n".join(f"--- {file}\n{file.read_text(errors='replace')[-3000:]}" for file in files)

    def log(self, name: str) -> str:
        """What the hosts' processes of this name have written, those that were killed included."""
        files = [file for host in self.hosts for file in sorted(host.data.glob(f"{name}*.log"))]
        return "\n".join(file.read_text(errors="replace") for file in files)
