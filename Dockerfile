# voxomics' command line: docker build -t voxomics . && docker run --rm -v "$PWD:/data" voxomics extract IMAGE MASK
# docs/install.md says how it was tried. test/docker/run.ts runs its steps without Docker.
FROM node:20-bookworm-slim AS build
WORKDIR /build
COPY . .
RUN npm ci --ignore-scripts
RUN npm run build
RUN npm pack --pack-destination /tmp
# bullmq and ioredis are for "cohort --queue" and "worker"
RUN npm install --global --prefix /opt/voxomics /tmp/voxomics-*.tgz bullmq@6 ioredis@6

FROM node:20-bookworm-slim
COPY --from=build /opt/voxomics /opt/voxomics
ENV PATH=/opt/voxomics/bin:$PATH
USER node
WORKDIR /data
ENTRYPOINT ["voxomics"]
