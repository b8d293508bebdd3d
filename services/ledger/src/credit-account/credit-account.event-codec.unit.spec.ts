import { describe, expect, test } from '@jest/globals';
import {
  add,
  added,
  charge,
  given,
  held,
  refunded,
  reversed,
  thresholdSet,
} from '../../test/credit-account.scenario.js';
import { creditAccountEventCodec } from './credit-account.event-codec.js';

// What was stored once is hashed: another order of keys, or a number in place of digits, would be another history.
const CHARGED =
  '{"chargeId":"charge-1","runId":"run","usageType":"PHOTO_PROCESSING","runUsageType":"PHOTO_PROCESSING",' +
  '"photoEvent":{"id":2014,"name":"Boston Marathon 2014"},"credits":"9","photoCount":"9","photoDigest":"00",' +
  '"rateCardVersion":1,"chargedAt":"2026-11-21T00:00:00.000Z","effectiveAtReplaced":false,"timeZone":"Asia/Kolkata",' +
  '"drawdowns":[{"lotId":"trial","credits":"4","held":true},{"lotId":"paid","credits":"3","held":true}],"overrun":"2"}';
const PLACED =
  '{"holdId":"hold-run","runId":"run","usageType":"PHOTO_PROCESSING",' +
  '"photoEvent":{"id":2014,"name":"Boston Marathon 2014"},"requested":"7",' +
  '"pins":[{"lotId":"trial","credits":"4"},{"lotId":"paid","credits":"3"}]}';
const REPAID = '{"repayments":[{"lotId":"grant","credits":"2","owed":{"type":"USAGE","id":"run"}}]}';
const REFUNDED =
  '{"refundId":"refund","runId":"run","runUsageType":"PHOTO_PROCESSING",' +
  '"photoEvent":{"id":2014,"name":"Boston Marathon 2014"},"credits":"5","forgiven":"2",' +
  '"lots":[{"lotId":"refund-1","sourceLotId":"paid","credits":"3","unitPrice":"1.50","currency":"INR"}],' +
  '"reason":"blurred photos","refundedAt":"2026-11-21T00:00:00.000Z"}';
const REVERSED =
  '{"reversalId":"reversal","paymentId":"paid","credits":"5","removals":[{"lotId":"paid","credits":"3"}],"owed":"2",' +
  '"forced":true,"reason":"charged back","reversedAt":"2026-11-21T00:00:00.000Z"}';

describe('the stored text of an event', () => {
  const lots = [added('trial', 'FREE_CREDITS', 4n), added('paid', 'PURCHASE', 3n)];
  const placed = held('run', 7n, ['trial', 4n], ['paid', 3n]);
  const charged = given(...lots, placed)
    .when(charge(9n))
    .events.slice(0, 1);
  const repaid = given(...lots, placed, ...charged)
    .when(add('grant', 'ADMIN_GRANT', 5n))
    .events.slice(1, 2);

  test.each([
    ['a hold', [placed], PLACED],
    ['a charge', charged, CHARGED],
    ['a repayment', repaid, REPAID],
    ['a refund', [refunded('refund', 5n, 2n, ['paid', 3n])], REFUNDED],
    ['a reversal', [reversed('reversal', 5n, [['paid', 3n]], 2n)], REVERSED],
    ['a threshold', [thresholdSet(50n)], '{"threshold":"50"}'],
    ['the usual threshold', [thresholdSet(undefined)], '{}'],
  ])('is the same for ever, and read back in full: %s', (_, events, text) => {
    const encoded = events.map(creditAccountEventCodec.encode);
    expect(encoded.map(({ data }) => data)).toEqual([text]);
    expect(encoded.map(creditAccountEventCodec.decode)).toEqual(events);
  });

  test('leaves out what is missing', () => {
    const { data } = creditAccountEventCodec.encode(added('trial', 'FREE_CREDITS', 4n));
    expect(data).not.toContain('paymentId');
    expect(data).toContain('"credits":"4"');
  });
});
