# One image for migrate, api and scheduler, which the command tells apart: see docker-compose.yml. The target `demo` is the
# same with what only the sandbox and the demo BI need: their packages and data sets are not those of the product.
FROM node:20-slim AS base
WORKDIR /app
COPY package.json package-lock.json ./
COPY apps/console/package.json apps/console/

FROM base AS build
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM base AS packages
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:20-slim AS runtime
# 0.0.0.0: inside a container the loopback address would be out of everybody's reach.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/dist dist
# Pictures have no other font.
COPY libs/pictures/fonts libs/pictures/fonts
COPY package.json ./
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

FROM runtime AS demo
COPY --from=build /app/node_modules node_modules
COPY apps/sandbox/public apps/sandbox/public
# The sandbox keeps its state here; a named volume takes over the owner.
RUN mkdir /data && chown node:node /data
USER node

FROM runtime AS service
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/apps/console/dist apps/console/dist
USER node
CMD ["node", "dist/apps/api/src/main.js"]
