# The product as an image; the steps are those of script/setup.
FROM python:3.13-slim-trixie

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpangoft2-1.0-0 libharfbuzz-subset0 libsodium23 fonts-liberation \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY . .
# Node is needed for bundling only; the bundles are in static/.
RUN script/setup && rm -rf node_modules var/node

RUN useradd --system --home-dir /data --shell /usr/sbin/nologin tinnhiem \
    && install -d -o tinnhiem -g tinnhiem -m 0700 /data
USER tinnhiem
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 TINNHIEM_DATA=/data ALIVE_FILE=/tmp/alive
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-access-log", "--workers-kill-timeout", "10", "--respawn-failed-workers", "tinnhiem.wsgi:application"]
