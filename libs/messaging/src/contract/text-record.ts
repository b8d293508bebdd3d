import type { OutgoingRecord } from '../ports/record.js';

export const textRecord = (topic: string, key: string, text: string): OutgoingRecord => ({
  topic,
  key,
  headers: { ce_id: `${key}-${text}` },
  value: Buffer.from(text),
});

export const textRecords = (topic: string, key: string, texts: readonly string[]): OutgoingRecord[] =>
  texts.map((text) => textRecord(topic, key, text));
