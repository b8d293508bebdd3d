/**
 * What the demo leaves out: a run that is open, one that was charged beyond every credit, a grant, an order nobody paid, and
 * usage of an organisation that never registered. Answers that usage.
 */
export async function tellStory(call) {
  const organisationId = 'half-way';
  const of = `/v1/organisations/${organisationId}`;
  const metering = (path, body) =>
    call({ service: 'processing-metering', method: 'POST', path, role: 'service', body });
  await call({
    service: 'billing',
    method: 'POST',
    path: '/v1/organisations',
    body: { organisationId, name: 'Half Way Photos', region: 'US' },
  });
  const balance = () => call({ service: 'ledger', path: `${of}/balance` });
  await until(async () => (await balance().catch(() => undefined))?.balance === 200);
  await call({
    service: 'ledger',
    method: 'POST',
    path: `${of}/admin-grants`,
    body: { credits: 500, reason: 'Goodwill' },
  });
  await startRun('open-run', 300);
  await metering(`${of}/usage`, reportOf('open-run', 120));
  await startRun('spent-run', 1_000);
  await metering(`${of}/usage`, reportOf('spent-run', 450));
  await until(async () => (await runOf('spent-run')).state === 'PAUSED');
  await call({
    service: 'billing',
    method: 'POST',
    path: `${of}/orders`,
    role: 'admin',
    organisationId,
    body: { credits: 1_000, refundPolicyAccepted: true },
  });
  const unknown = { organisationId: 'not-yet-there', report: reportOf('early-run', 7) };
  await metering(`/v1/organisations/${unknown.organisationId}/usage`, unknown.report);
  return unknown;

  async function startRun(runId, estimatedPhotos) {
    const photoEvent = { id: 2014, name: 'Boston Marathon 2014' };
    const body = { runId, photoEvent, estimatedPhotos, bibSearch: true, selfieSearch: false };
    // Metering hears of the organisation a moment after the ledger.
    await until(async () => {
      await metering(`${of}/runs`, body).catch(() => undefined);
      return (await runOf(runId).catch(() => undefined))?.state === 'RUNNING';
    });
  }

  function runOf(runId) {
    return call({ service: 'processing-metering', path: `${of}/runs/${runId}` });
  }
}

const reportOf = (runId, photos) => ({
  specversion: '1.0',
  type: 'credits.usage.v1.UsageReported',
  source: 'photo-pipeline',
  id: `report-of-${runId}`,
  data: {
    runId,
    photoEventId: '2014',
    photoEventName: 'Boston Marathon 2014',
    photoProcessing: {
      photoIds: Array.from({ length: photos }, (_, photo) => `${runId}-photo-${photo}`),
      bibSearch: true,
    },
  },
});

async function until(isSo) {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`still not so: ${isSo}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
