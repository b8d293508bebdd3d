import { describe, expect, it } from '@jest/globals';
import { usage } from '@credit-ledger/contracts';

describe('what a publisher can say', () => {
  it('is that photos were worked on or failed, never that one was deleted, so a deletion returns nothing', () => {
    const messages = usage.file_credits_usage_v1_usage.messages.map(({ name }) => name).sort();
    expect(messages).toEqual(['ImageRotation', 'PhotoProcessing', 'UsageReported', 'WatermarkReprocessing']);
    const lists = usage.UsageReportedSchema.fields
      .filter(({ fieldKind }) => fieldKind === 'list')
      .map(({ name }) => name);
    expect(lists).toEqual(['failed_photo_ids']);
  });
});
