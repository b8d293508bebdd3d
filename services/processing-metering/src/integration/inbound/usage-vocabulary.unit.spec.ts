import { describe, expect, it } from '@jest/globals';
import { usage } from '@credit-ledger/contracts';

describe('what a publisher can say', () => {
  it('is finished work alone: nothing tells of a photo that failed or was deleted, so neither costs or returns anything', () => {
    const messages = usage.file_credits_usage_v1_usage.messages.map(({ name }) => name).sort();
    expect(messages).toEqual(['ImageRotation', 'PhotoProcessing', 'UsageReported', 'WatermarkReprocessing']);
    const fields = usage.PhotoProcessingSchema.fields.map(({ name }) => name).sort();
    expect(fields).toEqual(['bib_search', 'photo_ids', 'selfie_search', 'store_originals']);
  });
});
