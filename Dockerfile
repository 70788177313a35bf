# The container of `uses: powerx/publish-action`.
#
# A runner builds this file itself while action.yml says `image: Dockerfile` (the main branch); a released action.yml names the image that
# .github/workflows/release.yml built from it, by digest. That workflow passes both base images by digest too:
#   --build-arg JDK_IMAGE=docker.io/library/maven:...@sha256:... --build-arg BASE_IMAGE=gcr.io/distroless/...@sha256:...
#
# The base holds a C library and nothing else: the runner mounts its Docker socket into every action, so what is not here cannot be misused.
ARG JDK_IMAGE=docker.io/library/maven:3.9-eclipse-temurin-25
ARG BASE_IMAGE=gcr.io/distroless/base-nossl-debian12
# source: Maven builds the command inside the image. prebuilt: takes action/target as `mvn package` left it on the host.
ARG APP=source

FROM ${JDK_IMAGE} AS app-source
WORKDIR /src
COPY . .
RUN mvn -B -ntp -q -P-checks -DskipTests -Dspotless.check.skip=true -pl action -am package

FROM ${JDK_IMAGE} AS app-prebuilt
WORKDIR /src
COPY action/target/px-plugin/lib action/target/px-plugin/lib
COPY docs/examples/note-plugin docs/examples/note-plugin

FROM app-${APP} AS app
RUN command -v strip || (apt-get update && apt-get install -y --no-install-recommends binutils)
COPY .ci/assemble-image .ci/
RUN .ci/assemble-image action/target/px-plugin/lib docs/examples/note-plugin /opt

FROM ${BASE_IMAGE}
ARG VERSION=1.0.0-SNAPSHOT
ARG REVISION=unknown
ARG SOURCE=https://github.com/powerx/px-publish
LABEL org.opencontainers.image.title="PowerX publish action" \
      org.opencontainers.image.description="Checks, packs, signs, uploads and registers a PowerX plugin, and leaves a receipt." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="PowerX" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.documentation="${SOURCE}/blob/main/docs/guides/github-actions.md" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=app /opt/java /opt/java
COPY --from=app /opt/px-plugin/lib /opt/px-plugin/lib
COPY --from=app /opt/px-plugin/sandbox /opt/px-plugin/sandbox
COPY --from=app /opt/px-plugin/app /opt/px-plugin/app
# The JVM runs without a cache that does not fit it, only slower; AOTMode=on makes it an error, here and not in a user's workflow.
RUN ["/opt/java/bin/java", "@/opt/px-plugin/app/jvm.options", "-XX:AOTMode=on", "io.powerx.publish.cli.PxPlugin", "version"]
ENTRYPOINT ["/opt/java/bin/java", "@/opt/px-plugin/app/jvm.options", "io.powerx.publish.github.ActionMain"]
