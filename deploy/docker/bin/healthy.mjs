// Docker's probe of a service: exit code 0 while the one in this container answers that it is ready. Without any
// dependency, because it runs every few seconds.
const url = `http://127.0.0.1:${process.env.PORT}/health/ready`;
const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) }).catch(() => undefined);
process.exit(answer?.ok === true ? 0 : 1);
