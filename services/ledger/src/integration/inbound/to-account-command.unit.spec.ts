import { describe, expect, it } from '@jest/globals';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { billing, metering } from '@credit-ledger/contracts';
import { parseInstant } from '@credit-ledger/kernel';
import { fromCreditsGranted, fromHoldExpired, fromHoldRequested, fromUsageMetered } from './to-account-command.js';

const NOW = parseInstant('2026-11-21T09:30:00Z');
const at = '2026-11-21T09:00:00.000Z';
const run = { runId: 'run-1', usageType: 'PHOTO_PROCESSING', photoEventId: 2014n, photoEventName: 'Boston 2014' };

const usage = (wrong: MessageInitShape<typeof metering.UsageMeteredSchema>) => () =>
  fromUsageMetered(
    create(metering.UsageMeteredSchema, {
      ...{ ...run, chargeId: 'charge-1', credits: 1n, photoCount: 1n, photoDigest: new Uint8Array(32) },
      ...{ rateCardVersion: 1, chargedAt: at, effectiveAt: at, timeZone: 'Asia/Kolkata' },
      ...wrong,
    }),
    NOW,
  );

const grant = (wrong: MessageInitShape<typeof billing.CreditsGrantedSchema>) => () =>
  fromCreditsGranted(
    create(billing.CreditsGrantedSchema, {
      ...{ additionId: 'payment-1', source: billing.AdditionSource.PURCHASE, credits: 1n, unitPrice: '1.50' },
      ...{ currency: 'INR', paymentId: 'payment-1', orderId: 'order-1', gateway: 'sandbox', grantedAt: at },
      ...wrong,
    }),
  );

const hold = (wrong: MessageInitShape<typeof metering.HoldRequestedSchema>) => () =>
  fromHoldRequested(
    create(metering.HoldRequestedSchema, { ...run, holdId: 'hold-1', credits: 1n, requestedAt: at, ...wrong }),
  );

describe('a message that names an account', () => {
  it('is taken as it was meant', () => {
    expect(usage({ photoEventName: 'Zürich 東京 🏃' })()).toMatchObject({
      data: { photoEvent: { name: 'Zürich 東京 🏃' } },
    });
    expect(grant({ orderId: '', gateway: '' })()).toMatchObject({ data: { orderId: undefined, gateway: undefined } });
    expect(hold({})()).toMatchObject({ data: { holdId: 'hold-1', credits: 1n } });
  });

  it.each([
    ['photo_event_name', usage({ photoEventName: 'a\0b' })],
    ['photo_event_name', usage({ photoEventName: 'a\ud83d' })],
    ['photo_event_name', usage({ photoEventName: 'x'.repeat(201) })],
    ['usage_type', usage({ usageType: 'PHOTO\0' })],
    ['charge_id', usage({ chargeId: 'charge\n1' })],
    ['photo_event_name', hold({ photoEventName: 'a\0b' })],
    ['usage_type', hold({ usageType: '' })],
    ['hold_id', hold({ holdId: 'hold\x07' })],
    ['addition_id', grant({ additionId: 'a\0' })],
    ['payment_id', grant({ paymentId: 'a\0' })],
    ['order_id', grant({ orderId: 'x'.repeat(129) })],
    ['gateway', grant({ gateway: 'sand\0box' })],
  ])('is refused when nobody could store or show its %s', (field, message) => {
    expect(message).toThrow(`${field} must be 1 to`);
  });

  it.each([
    ['a charge', usage],
    ['an addition', grant],
    ['a hold', hold],
  ])('has at most a billion credits in %s, so that no sum leaves the whole numbers', (_, message) => {
    expect(message({ credits: 1_000_000_000n })()).toMatchObject({ data: { credits: 1_000_000_000n } });
    expect(message({ credits: 1_000_000_001n })).toThrow('credits must be a whole number from 1 to 1000000000');
  });

  it('charges now or earlier, give or take what clocks differ by', () => {
    expect(usage({ chargedAt: '2026-11-21T09:35:00.000Z' })()).toMatchObject({ type: 'ChargeUsage' });
    for (const chargedAt of ['2026-11-21T09:35:00.001Z', '9999-12-31T12:00:00Z']) {
      expect(usage({ chargedAt })).toThrow('charged_at must not lie in the future');
    }
  });

  it.each([
    ['charged_at', usage({ chargedAt: '2026-02-30T09:00:00Z' })],
    ['effective_at', usage({ effectiveAt: '2026-02-30T09:00:00Z' })],
    ['granted_at', grant({ grantedAt: '2025-02-29T09:00:00Z' })],
  ])('is refused when its %s is on a day that no calendar has', (field, message) => {
    expect(message).toThrow(`${field} must be an RFC 3339 time`);
  });
});

describe('a charge', () => {
  it('is of the type of its run, unless that is another', () => {
    expect(usage({})()).toMatchObject({ data: { usageType: 'PHOTO_PROCESSING', runUsageType: 'PHOTO_PROCESSING' } });
    const option = { usageType: 'STORE_ORIGINALS', runUsageType: 'PHOTO_PROCESSING' };
    expect(usage(option)()).toMatchObject({ data: option });
    expect(usage({ runUsageType: 'x'.repeat(65) })).toThrow('run_usage_type must be 1 to');
  });

  it('names the rates of the organisation that priced it, when it has some', () => {
    expect(usage({})()).toMatchObject({ data: { rateCardVersion: 1, rateOverrideVersion: undefined } });
    expect(usage({ rateOverrideVersion: 3 })()).toMatchObject({ data: { rateOverrideVersion: 3 } });
  });
});

describe('a hold', () => {
  it('takes what is there, unless it is all or nothing', () => {
    expect(hold({})()).toMatchObject({ data: { allOrNothing: false } });
    expect(hold({ allOrNothing: true })()).toMatchObject({ data: { allOrNothing: true } });
  });

  it('expires by its id, because nobody used it, and on nobody’s behalf', () => {
    const expired = (wrong: MessageInitShape<typeof metering.HoldExpiredSchema>) => () =>
      fromHoldExpired(
        create(metering.HoldExpiredSchema, { holdId: 'hold-1', runId: 'run-1', expiredAt: at, ...wrong }),
      );
    expect(expired({})()).toEqual({
      type: 'ExpireHold',
      data: { holdId: 'hold-1', runId: 'run-1' },
      actor: 'system',
      effectiveAt: at,
    });
    expect(expired({ holdId: '' })).toThrow('hold_id must be 1 to');
    expect(expired({ runId: 'a b' })).toThrow('run_id must be 1 to');
    expect(expired({ expiredAt: 'yesterday' })).toThrow('expired_at must be an RFC 3339 time');
  });
});

describe('an addition', () => {
  it.each([
    ['PURCHASE', billing.AdditionSource.PURCHASE],
    ['FREE_CREDITS', billing.AdditionSource.FREE_CREDITS],
    ['INCLUDED', billing.AdditionSource.INCLUDED],
  ])('of source %s is taken from billing', (name, source) => {
    expect(grant({ source })()).toMatchObject({ type: 'AddCredits', data: { source: name, reason: undefined } });
  });

  it('of a source that only the ledger gives is refused', () => {
    expect(grant({ source: billing.AdditionSource.UNSPECIFIED })).toThrow('source must be a known addition source');
    expect(grant({ source: 99 as billing.AdditionSource })).toThrow('source must be a known addition source');
  });
});
