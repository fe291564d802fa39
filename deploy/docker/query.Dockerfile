# The query service: the page, the search API and the ingest API on 8080.
#
#   docker build -f deploy/docker/query.Dockerfile -t indexing-query .
#
# from the root of the checkout, on a machine of the architecture that the image is for. deploy/docker/README.md says why it is so.

ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0.401-noble
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0.12-noble
ARG NODE_IMAGE=node:22.21.1-bookworm-slim

# 1. The native runtimes that NuGet lacks: anew only when their lock files change.
FROM ${NODE_IMAGE} AS native
WORKDIR /src/deploy/native
COPY deploy/native ./
RUN npm ci --ignore-scripts --no-audit --no-fund --loglevel=error \
    && if [ "$(uname -m)" = aarch64 ]; then cd linux-arm64 && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && cd ..; fi \
    && cd node_modules/com.github.asus4.onnxruntime/Plugins && rm -rf Android iOS~ macOS Windows

# 2. What a restore depends on: a change of code leaves these files, and so the next layer, as they are.
FROM ${SDK_IMAGE} AS projects
WORKDIR /src
COPY Directory.Build.props Directory.Build.targets Directory.Packages.props global.json ./
COPY services services
COPY shared shared
RUN find . -type f ! -name '*.csproj' ! -name packages.lock.json ! -name 'Directory.*' ! -name global.json -delete \
    && find . -type d -empty -delete

# 3. Restore what the lock files name, compile, publish.
FROM ${SDK_IMAGE} AS build
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /src
COPY --from=projects /src ./
RUN dotnet restore --locked-mode services/Query/Indexing.Query.csproj
COPY --from=native /src/deploy/native deploy/native
COPY BannedSymbols.txt .editorconfig ./
COPY services services
COPY shared shared
# The stamp tells the build that the native runtimes are there. SQLite's library comes for every platform: 67 of 149 MB.
RUN touch deploy/native/node_modules/.stamp \
    && dotnet publish --no-restore -c Release -p:UseAppHost=false -o /app services/Query/Indexing.Query.csproj \
    && case "$(uname -m)" in aarch64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac \
    && find /app/runtimes -mindepth 1 -maxdepth 1 ! -name "$rid" -exec rm -r {} +

# 4. The image.
FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="indexing-query" \
      org.opencontainers.image.description="Search page, search API and ingest API of the index of words in pictures" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.vendor="Indexing" \
      org.opencontainers.image.licenses="Apache-2.0"
# Where a volume goes: whoever mounts one there finds it writable.
RUN install -d -o 1654 -g 1654 /data
COPY deploy/docker/healthcheck.sh /usr/local/bin/healthcheck
COPY --from=build /app /app
# ONNX Runtime 1.29 otherwise keeps a device id in the home directory and reports to Microsoft.
ENV ASPNETCORE_HTTP_PORTS=8080 ORT_DISABLE_TELEMETRY=1
WORKDIR /app
# The user "app" of the .NET images, by number so that Kubernetes can tell that it is not root.
USER 1654:1654
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 CMD ["healthcheck", "8080", "/livez"]
ENTRYPOINT ["dotnet", "/app/indexing-query.dll"]
