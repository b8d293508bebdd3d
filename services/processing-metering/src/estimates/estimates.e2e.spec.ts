import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ledger } from '@credit-ledger/contracts';
import type { OrganisationId } from '@credit-ledger/kernel';
import { eventually } from '@credit-ledger/testing';
import { startMetering, type MeteringApp } from '../../test/metering-app.js';

let app: MeteringApp;
let organisationId: OrganisationId;

beforeAll(async () => {
  app = await startMetering();
  // Nothing here needs a ledger that answers.
  app.ledger.isSilent = true;
});
afterAll(() => app.close());
beforeEach(async () => {
  organisationId = await app.register();
});

const estimate = (body: object) => app.post(`/v1/organisations/${organisationId}/estimates`, 'operator').send(body);
const processing = { photos: 2_000, bibSearch: true, selfieSearch: false };

describe('the estimator', () => {
  it('answers by the last balance that the ledger told', async () => {
    expect((await estimate(processing)).body).toEqual({
      credits: 2_000,
      available: 0,
      balanceAfter: -2_000,
      fits: false,
      recommendedTopUp: 2_200,
    });
    const account = { balance: 5_000n, held: 1_000n, available: 4_000n };
    await app.ledger.tell(ledger.BalanceChangedSchema, { organisationId }, account);
    const after = { credits: 2_000, available: 4_000, balanceAfter: 3_000, fits: true, recommendedTopUp: 0 };
    await eventually(async () => expect((await estimate(processing).expect(200)).body).toEqual(after));
  });

  it('knows every usage type and its options', async () => {
    const credits = async (body: object): Promise<number> => (await estimate(body).expect(200)).body.credits;
    expect(await credits({ ...processing, storeOriginals: true })).toBe(4_000);
    expect(await credits({ usageType: 'AI_IMAGE_ROTATION', photos: 100_000 })).toBe(100_000);
    expect(await credits({ usageType: 'WATERMARK_REPROCESSING', photos: 11 })).toBe(2);
  });

  it.each([
    ['photos', { ...processing, photos: -1 }],
    ['photos', { ...processing, photos: 10_000_001 }],
    ['photos', { usageType: 'AI_IMAGE_ROTATION', photos: 100_001 }],
    ['bibSearch', { photos: 10, selfieSearch: true }],
    ['storeOriginals', { usageType: 'AI_IMAGE_ROTATION', photos: 10, storeOriginals: true }],
    ['usageType', { ...processing, usageType: 'UPLOAD' }],
  ])('names the field that is wrong: %s', async (field, body) => {
    const { status, body: problem } = await estimate(body);
    expect([status, problem.errors[0].field]).toEqual([400, field]);
  });
});
