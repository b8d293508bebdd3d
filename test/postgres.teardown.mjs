import { rm } from 'node:fs/promises';

export default async function stopTestPostgres() {
  const { server, directory } = globalThis.testPostgres;
  await server.stop('immediate');
  await rm(directory, { recursive: true, force: true });
}
