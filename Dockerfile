# The product as an image; the steps are those of script/setup.
ARG PYTHON_IMAGE=python:3.13-slim-trixie

FROM ${PYTHON_IMAGE} AS system
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpangoft2-1.0-0 libharfbuzz-subset0 libsodium23 fonts-liberation \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app

FROM system AS build
# Locks before the source: a change of the source downloads nothing again.
COPY requirements*.txt package.json package-lock.json ./
COPY script/env script/setup script/setup-* script/install-debs script/unpack* script/
RUN script/setup --packages
COPY . .
# Node is needed for bundling only; the bundles are in static/.
RUN script/setup && rm -rf node_modules var/node

# Only the result: neither Node nor caches.
FROM system
# The number is fixed, since volumes keep it across images.
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin tinnhiem \
    && install -d -o tinnhiem -g tinnhiem -m 0700 /data
COPY --from=build /app /app
USER tinnhiem
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 TINNHIEM_DATA=/data ALIVE_FILE=/tmp/alive
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "asginl", "--http", "1", "--workers", "2", "--backlog", "4096", "--backpressure", "4096", "--no-access-log", "--workers-kill-timeout", "10", "--respawn-failed-workers", "--host", "0.0.0.0", "--port", "8000", "tinnhiem.asgi:application"]
