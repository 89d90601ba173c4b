# docs/how-to/install.md has the commands that build and run it.
FROM python:3.13-slim AS build
COPY . /source
RUN python -m venv /opt/articlelint \
    && /opt/articlelint/bin/pip install --no-cache-dir --constraint /source/requirements/locked.txt /source

FROM python:3.13-slim
# git lists the files that are ignored, and those that changed.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/articlelint /opt/articlelint
# The cache is below HOME, which the user of `docker run --user` does not have.
ENV PATH=/opt/articlelint/bin:$PATH HOME=/tmp
WORKDIR /site
ENTRYPOINT ["articlelint"]
