import { afterEach, describe, expect, it } from '@jest/globals';
import { trace } from '@opentelemetry/api';
import type { Instant, OrganisationId } from '@credit-ledger/kernel';
import { toRecord, type Envelope } from '../envelope/envelope.js';
import { contextOfTraceparent, followedTraces } from './followed-traces.js';

const SPAN = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const envelope: Envelope = {
  id: 'message-1',
  type: 'credits.usage.v1.UsageReported',
  source: 'metering#1',
  time: '2026-11-21T09:30:00.000Z' as Instant,
  organisationId: 'acme' as OrganisationId,
  correlationId: 'request-1',
  causationId: 'request-1',
};
const traceparentOf = (given: Partial<Envelope> = {}) =>
  toRecord('credits.metering.v1', { ...envelope, ...given }, new Uint8Array()).headers['traceparent'];

afterEach(() => followedTraces.switchOff());

describe('followed traces', () => {
  it('put the trace of its correlation on a message', () => {
    followedTraces.switchOn();
    followedTraces.follow('request-1', SPAN);
    expect(traceparentOf()).toBe(TRACEPARENT);
    expect(traceparentOf({ correlationId: 'request-2' })).toBeUndefined();
  });

  it('leave a message alone that names its trace itself', () => {
    followedTraces.switchOn();
    followedTraces.follow('request-1', SPAN);
    const own = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
    expect(traceparentOf({ traceparent: own })).toBe(own);
  });

  it('go on under another correlation that came within the first', () => {
    followedTraces.switchOn();
    followedTraces.follow('request-1', SPAN);
    followedTraces.passOn('request-1', 'report-1');
    followedTraces.passOn('request-2', 'report-2');
    expect(traceparentOf({ correlationId: 'report-1' })).toBe(TRACEPARENT);
    expect(traceparentOf({ correlationId: 'report-2' })).toBeUndefined();
  });

  it('remember nothing, and say nothing, while no traces are exported', () => {
    followedTraces.follow('request-1', SPAN);
    expect(traceparentOf()).toBeUndefined();
  });

  it('forget the correlations of long ago', () => {
    followedTraces.switchOn();
    followedTraces.follow('request-1', SPAN);
    for (let n = 0; n < 10_000; n++) followedTraces.follow(`later-${n}`, SPAN);
    expect(followedTraces.spanOf('request-1')).toBeUndefined();
    expect(followedTraces.spanOf('later-0')).toEqual(SPAN);
  });

  it('read the traceparent of a sender, and begin a new trace for one that is not well formed', () => {
    expect(trace.getSpanContext(contextOfTraceparent(TRACEPARENT))).toEqual({ ...SPAN, isRemote: true });
    for (const bad of [
      undefined,
      '',
      'x',
      `${TRACEPARENT}-x`,
      TRACEPARENT.toUpperCase(),
      `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`,
    ]) {
      expect(trace.getSpanContext(contextOfTraceparent(bad))).toBeUndefined();
    }
  });
});
