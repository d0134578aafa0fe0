# The bot as a container: docker build -t shouze . (compose.yaml runs it).
FROM python:3.11-slim
RUN useradd --create-home --uid 10001 shouze && install -d -m 0700 -o shouze /data /data/cache
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE ./
# The lock names every package by hash; EXTRAS=postgres or EXTRAS=postgres,mcp adds extras without their hashes.
ARG EXTRAS=""
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY bot ./bot
COPY app.yaml ./
# There is no history in here that tells the version: docker build --build-arg VERSION=$(.venv/bin/hatchling version) …
ARG VERSION=""
ENV SETUPTOOLS_SCM_PRETEND_VERSION=$VERSION
RUN pip install --no-cache-dir --no-deps . \
    && if [ -n "$EXTRAS" ]; then pip install --no-cache-dir ".[$EXTRAS]"; fi
COPY knowledge ./knowledge
USER shouze
ENV PYTHONUNBUFFERED=1 \
    SHOUZE_KNOWLEDGE=/app/knowledge \
    SHOUZE_CACHE=/data/cache \
    SHOUZE_DATABASE_URL=sqlite:////data/shouze.db \
    SHOUZE_STATUS=127.0.0.1:8080
VOLUME /data
# Whoever acts on this begins the process anew, which mends no database: /healthz is for whoever is to be told.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/livez', timeout=8)"]
STOPSIGNAL SIGTERM
CMD ["shouze", "serve"]
