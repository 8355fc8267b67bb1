"""The image and the compose file. Tested without a container engine: by reading the files."""

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from operations.embedded import postgres
from operations.embedded.children import children
from operations.embedded.places import BASE_DIR
from tests.operations.processes import assert_starts, free_port
from tinnhiem.middleware import TAKING_FILES

FILE = BASE_DIR / "docker-compose.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
APP = ("prepare", "web", "worker", "beat")
REQUIRED = sorted(set(re.findall(r"\$\{(\w+):\?", FILE.read_text())))


def test_services() -> None:
    assert set(SERVICES) == {"prepare", "web", "worker", "beat", "proxy", "postgres", "redis"}
    assert SERVICES["postgres"]["image"] == "${POSTGRES_IMAGE:-postgres:18}"
    published = {name for name, service in SERVICES.items() if "ports" in service}
    assert published == {"proxy"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_service_waits_only_for_services_and_mounts_only_volumes(name: str) -> None:
    service = SERVICES[name]
    assert set(service.get("depends_on", {})) <= set(SERVICES)
    named = {volume.split(":")[0] for volume in service.get("volumes", []) if not volume.startswith(".")}
    assert named <= set(COMPOSE["volumes"])


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_awaited_services_have_a_health_check(name: str) -> None:
    waits = [service.get("depends_on", {}).get(name, {}) for service in SERVICES.values()]
    if any(wait.get("condition") == "service_healthy" for wait in waits):
        assert SERVICES[name]["healthcheck"]["test"]


def test_web_is_healthy_without_worker_and_queue() -> None:
    """The proxy waits for it: a broken worker must not keep the site shut."""
    assert SERVICES["proxy"]["depends_on"] == {"web": {"condition": "service_healthy"}}
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["healthcheck"]["test"] == ["CMD", "script/alive", name]
        # Often at once: podman refuses `start_interval`.
        assert SERVICES[name]["healthcheck"]["interval"] == "10s"


def test_values_without_default() -> None:
    assert REQUIRED == ["DEFAULT_FROM_EMAIL", "EMAIL_URL", "SITE_HOST", "TLS", "VERSION"]
    example = (BASE_DIR / ".env.example").read_text()
    assert [name for name in REQUIRED if not re.search(rf"^{name}=.", example, re.MULTILINE)] == []


def test_operations_name_each_required_variable() -> None:
    text = (BASE_DIR / "docs" / "operations.md").read_text()
    assert [name for name in REQUIRED if name not in text] == []


@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="as root: apt-get install docker-compose")
def test_compose_accepts_the_file() -> None:
    env = {**os.environ, **dict.fromkeys(REQUIRED, "x" * 60)}
    subprocess.run(["docker-compose", "-f", str(FILE), "config", "-q"], env=env, check=True)


@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="as root: apt-get install docker-compose")
def test_compose_accepts_the_example() -> None:
    named = ["docker-compose", "--env-file", str(BASE_DIR / ".env.example"), "-f", str(FILE), "config"]
    found = yaml.safe_load(subprocess.run(named, check=True, capture_output=True, text=True).stdout)
    assert found["services"]["web"]["environment"]["SITE_URL"] == "https://vote.example.gov.vn"
    assert found["services"]["proxy"]["environment"]["TLS"] == "internal"


def test_image_is_named_by_its_version() -> None:
    """An upgrade that fails can go back: the image before is still there."""
    assert {SERVICES[name]["image"].partition(":?")[0] for name in APP} == {"tin-nhiem:${VERSION"}
    assert [name for name in SERVICES if "build" in SERVICES[name]] == ["prepare"]
    version = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    assert f"\nVERSION={version}\n" in (BASE_DIR / ".env.example").read_text()


def command(name: str, **replaced: str) -> list[str]:
    return [replaced.get(word, word) for word in SERVICES[name]["command"]]


@pytest.mark.slow
def test_prepare_starts(process_env: dict[str, str]) -> None:
    subprocess.run(command("prepare"), cwd=BASE_DIR, env=process_env, check=True, capture_output=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "sign"), [("web", "Started worker-2"), ("worker", "ready."), ("beat", "beat: Starting")]
)
def test_service_starts(
    name: str, sign: str, process_env: dict[str, str], tmp_path: Path, wait_until: Callable[..., object]
) -> None:
    private = {"8000": str(free_port()), "0.0.0.0": "127.0.0.1"}  # noqa: S104
    words = command(name, **private)
    assert_starts(words, sign, process_env, tmp_path / "log", wait_until)


def test_compose_file_runs_the_same_commands() -> None:
    ours = children(host="0.0.0.0", port=8000, logs=Path("/l"))  # noqa: S104
    for name, child in zip(("web", "worker", "beat"), ours, strict=True):
        assert set(command(name)) <= set(child.command)


def test_settings_of_the_product_reach_the_containers() -> None:
    """`.env` is read by compose only: a setting that no service names would have no effect."""
    parts = "".join(part.read_text() for part in (BASE_DIR / "tinnhiem" / "settings").glob("*.py"))
    read = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', parts)
    own = {
        "ALIVE_FILE",
        "DEBUG",
        "DOCUMENT_FONT_DIR",
        "ENVELOPE_KEY_FILE",
        "DATABASE_OWNER_URL",
        "OWN_TLS",
        "PORT",
    }  # fixed in the image
    given = {name.removesuffix("_FILE") for name in SERVICES["web"]["environment"]}
    assert {name for name in read if not name.startswith("TN_")} - own - given == set()


def test_image_takes_the_steps_of_setup() -> None:
    image = (BASE_DIR / "Dockerfile").read_text()
    packages = re.search(r'PACKAGES="(.*)"', (BASE_DIR / "script" / "setup-system").read_text())
    assert packages is not None
    assert all(package in image for package in packages[1].split())
    assert "RUN script/setup --packages" in image
    assert "RUN script/setup &&" in image
    assert image.index("RUN script/setup --packages") < image.index("COPY . .")
    assert re.search(r"^USER tinnhiem$", image, re.MULTILINE)


def test_image_runs_the_web_server_of_the_compose_file() -> None:
    last = (BASE_DIR / "Dockerfile").read_text().strip().splitlines()[-1]
    assert yaml.safe_load(last.removeprefix("CMD ")) == SERVICES["web"]["command"]


def test_proxy_logs_no_request() -> None:
    """Neither each, nor those that fail: Caddy tells of these unless told not to."""
    lines = (BASE_DIR / "Caddyfile").read_text().splitlines()
    words = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    site = words.index(["{$SITE_HOST}", "{"])
    assert words[1:3] == [["log", "{"], ["exclude", "http.log.error"]]
    assert "log" not in {word for line in words[site:] for word in line}
    assert ["reverse_proxy", "{"] in words[site:]


def test_proxy_takes_large_requests_at_few_addresses_with_a_session() -> None:
    words = [line.split() for line in (BASE_DIR / "Caddyfile").read_text().splitlines() if line.strip()]
    sizes = [line[1] for line in words if line[0] == "max_size"]
    most = (settings.LARGEST_UPLOAD, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    assert sizes == [f"{size // 2**20}MiB" for size in most]
    start = words.index(["@files", "{"])
    assert words[start + 1 : start + 3] == [["path", *TAKING_FILES], ["header", "Cookie", "*sessionid=*"]]
    start = words.index(["@else", "not", "{"])
    assert words[start + 1 : start + 3] == [["path", *TAKING_FILES], ["header", "Cookie", "*sessionid=*"]]


def test_proxy_keeps_no_request_in_memory_and_waits_not_for_ever() -> None:
    """Fifteen clients that stop in the middle of an upload took 1.6 GB of the proxy's memory."""
    words = [line.split() for line in (BASE_DIR / "Caddyfile").read_text().splitlines()]
    named = {line[0] for line in words if line}
    assert "request_buffers" not in named
    assert {"read_header", "read_body", "idle"} <= named
    assert settings.SESSION_COOKIE_NAME == "sessionid"


def test_proxy_finds_every_web_server() -> None:
    words = [line.split() for line in (BASE_DIR / "Caddyfile").read_text().splitlines()]
    assert ["dynamic", "a", "{"] in words
    assert ["name", "{$WEB_HOST:web}"] in words


def test_certificate_and_protocols_of_the_proxy() -> None:
    words = [line.split() for line in (BASE_DIR / "Caddyfile").read_text().splitlines()]
    assert ["tls", "{$TLS}"] in words
    assert ["protocols", "h1", "h2"] in words  # HTTP/3 would be announced, but has no port
    assert SERVICES["proxy"]["ports"] == ["80:80", "443:443"]


def test_database_keeps_no_statement_in_its_logs() -> None:
    quiet = SERVICES["postgres"]["command"]
    assert {"log_min_error_statement=panic", "log_error_verbosity=terse"} <= set(quiet)
    assert {"track_activities=off", "wal_recycle=off"} <= set(quiet)


def test_database_has_small_segments_of_the_log_as_the_embedded_one() -> None:
    made = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert postgres.SMALL_SEGMENTS in made
