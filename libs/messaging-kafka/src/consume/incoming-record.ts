import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { IncomingRecord, RecordHeaders } from '@credit-ledger/messaging';

/** Anybody may have written it: what is not there is empty, and of a header that is there twice the last counts. */
export const incomingRecord = (
  topic: string,
  partition: number,
  { offset, key, value, headers }: KafkaMessage,
): IncomingRecord => ({
  topic,
  partition,
  offset: BigInt(offset),
  key: key?.toString() ?? '',
  headers: headers === undefined ? {} : textsOf(headers),
  value: value ?? NOTHING,
});

function textsOf(headers: IHeaders): RecordHeaders {
  const texts: Record<string, string> = {};
  for (const name in headers) {
    // The protocol knows headers without a value, and the types of kafkajs do not.
    const given: HeaderValue | HeaderValue[] = headers[name];
    const last = Array.isArray(given) ? given.at(-1) : given;
    texts[name] = last?.toString() ?? '';
  }
  return texts;
}

type HeaderValue = string | Buffer | null | undefined;

const NOTHING = new Uint8Array();
