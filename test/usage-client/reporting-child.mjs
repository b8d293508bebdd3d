// An internal service, as far as crashes go: reports one photo after the other, a few at a time, and says which are acknowledged.
import { connectUsageClient } from '@credit-ledger/usage-client';

const { options, organisationId, from, to, together } = JSON.parse(process.argv[2]);

const client = await connectUsageClient(options);
const report = (n) =>
  client.report({
    organisationId,
    runId: 'killed-run',
    photoEvent: { id: 2014, name: 'Boston Marathon 2014' },
    usage: { type: 'PHOTO_PROCESSING', photoIds: [`photo-${n}`], bibSearch: true },
  });

for (let first = from; first < to; first += together) {
  const numbers = Array.from({ length: Math.min(together, to - first) }, (_, n) => first + n);
  await Promise.all(numbers.map(report));
  process.stdout.write(`${numbers.at(-1) + 1}\n`);
}
const { unsent } = await client.close({ deadlineMs: 60_000 });
process.exitCode = unsent === 0 ? 0 : 1;
