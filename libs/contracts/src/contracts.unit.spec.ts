import {
  create,
  fromBinary,
  ScalarType,
  toBinary,
  type DescEnum,
  type DescField,
  type DescFile,
} from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PUBLISHED } from '../test/published.js';
import { billing, ledger, metering, usage } from './index.js';

const files: readonly DescFile[] = [
  usage.file_credits_usage_v1_usage,
  metering.file_credits_metering_v1_metering,
  ledger.file_credits_ledger_v1_ledger,
  billing.file_credits_billing_v1_billing,
];
const messages = files.flatMap((file) => file.messages);
const enums = files.flatMap((file) => file.enums);

/** What travels by itself; these are parts of others. */
const PARTS = [
  'credits.usage.v1.PhotoProcessing',
  'credits.usage.v1.ImageRotation',
  'credits.usage.v1.WatermarkReprocessing',
  'credits.ledger.v1.AccountBalance',
];
/** They count what staff write by hand. */
const VERSIONS = ['rate_card_version', 'rate_override_version'];
const payloads = messages.filter(({ typeName }) => !PARTS.includes(typeName));

const typeOf = (field: DescField): string => {
  const type = field.message?.typeName ?? field.enum?.typeName ?? ScalarType[field.scalar ?? 0]?.toLowerCase();
  return `${field.fieldKind === 'list' ? 'list of ' : ''}${type}`;
};
const fieldsOf = (fields: readonly DescField[]) =>
  fields.map((field) => `${field.number} ${field.name}: ${typeOf(field)}`);
const valuesOf = ({ values }: DescEnum) => values.map(({ number, name }) => `${number} ${name}`);

describe('what was published', () => {
  it.each(Object.entries(PUBLISHED))('still means the same: %s', (name, lines) => {
    const message = messages.find(({ typeName }) => typeName === name);
    const enumeration = enums.find(({ typeName }) => typeName === name);
    const now = message ? fieldsOf(message.fields) : enumeration ? valuesOf(enumeration) : [];
    expect(now).toEqual(expect.arrayContaining([...lines]));
  });

  it('is written down completely', () => {
    expect([...messages, ...enums].map(({ typeName }) => typeName).sort()).toEqual(Object.keys(PUBLISHED).sort());
  });
});

describe.each(payloads.map((schema) => [schema.typeName, schema] as const))('%s', (_name, schema) => {
  it('names its organisation, which must be the key of its record', () => {
    expect(fieldsOf(schema.fields)).toContain('1 organisation_id: string');
  });

  it('has credits, balances and counts that are exact beyond 32 bits', () => {
    const numbers = schema.fields.filter(({ scalar }) => scalar === ScalarType.INT32 || scalar === ScalarType.DOUBLE);
    expect(numbers.map(({ name }) => name).filter((name) => !VERSIONS.includes(name))).toEqual([]);
  });

  it('passes a field of a later release on, untouched', () => {
    // Field 1999, a text: what a consumer that knows it would read.
    const later = Uint8Array.from([0xfa, 0x7c, 2, 0x68, 0x69]);
    const known = toBinary(schema, create(schema));
    const read = fromBinary(schema, Uint8Array.from([...known, ...later]));
    expect([...toBinary(schema, read)]).toEqual([...known, ...later]);
  });

  it.each([
    ['cut off', [0x0a, 200, 1]],
    ['of another encoding', [...Buffer.from('{"organisationId":"a"}')]],
    ['not UTF-8', [0x0a, 2, 0xc3, 0x28]],
  ])('is not read from bytes that are %s', (_what, bytes) => {
    expect(() => fromBinary(schema, Uint8Array.from(bytes))).toThrow();
  });
});

describe.each(enums.map((one) => [one.typeName, one] as const))('%s', (_name, { values }) => {
  it('begins with a value that receivers refuse, which is what a missing field reads as', () => {
    expect(values[0]?.number).toBe(0);
    expect(values[0]?.name).toMatch(/_UNSPECIFIED$/);
  });
});

describe('values', () => {
  it('survive the way there and back, at the bounds of credits too', () => {
    const message = create(metering.UsageMeteredSchema, {
      organisationId: 'boston-athletics',
      credits: BigInt(Number.MAX_SAFE_INTEGER),
      photoCount: 287_302n,
      photoDigest: Uint8Array.from([0, 255]),
      chargedAt: '2026-11-21T09:30:00.000Z',
      effectiveAtReplaced: true,
    });
    const bytes = toBinary(metering.UsageMeteredSchema, message);
    expect(fromBinary(metering.UsageMeteredSchema, bytes)).toEqual(message);
  });

  it('carry text of any script and length, and mark what is no text', () => {
    const written = (text: string) => {
      const message = create(usage.UsageReportedSchema, { photoEventName: text });
      return fromBinary(usage.UsageReportedSchema, toBinary(usage.UsageReportedSchema, message)).photoEventName;
    };
    const wellFormed = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(written(text)).toBe(wellFormed(text))));
    const long = 'Zürich 🏃 '.repeat(10_000);
    expect(written(long)).toBe(long);
    expect(written('half \ud83c of a pair')).toBe('half \ufffd of a pair');
  });

  it('of an enum that a later release has added are kept as their number', () => {
    const granted = create(billing.CreditsGrantedSchema, { source: 99 as billing.AdditionSource });
    const bytes = toBinary(billing.CreditsGrantedSchema, granted);
    expect(fromBinary(billing.CreditsGrantedSchema, bytes).source).toBe(99);
  });

  it('say which usage type a report is about, or that this release does not know it', () => {
    const report = create(usage.UsageReportedSchema, {
      usage: { case: 'photoProcessing', value: { photoIds: ['photo-1'], bibSearch: true } },
    });
    const read = fromBinary(usage.UsageReportedSchema, toBinary(usage.UsageReportedSchema, report));
    expect(read.usage).toMatchObject({ case: 'photoProcessing', value: { photoIds: ['photo-1'], bibSearch: true } });
    // Field 15, an empty message: some other usage type.
    const other = fromBinary(usage.UsageReportedSchema, Uint8Array.from([0x7a, 0]));
    expect(other.usage.case).toBeUndefined();
  });
});
