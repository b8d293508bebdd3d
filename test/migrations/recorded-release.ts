import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { DatabaseRole } from '@credit-ledger/provisioning';
import type { ServiceName } from '@credit-ledger/standalone';

export type RecordedTable = {
  readonly name: string;
  readonly columns: string;
  /** What creates it, where it is a partition that no statement makes. */
  readonly partition: string | null;
  /** As `COPY … TO STDOUT` wrote them. */
  readonly rows: string;
};

export type RecordedSchema = {
  /** What the release sent to create it. */
  readonly statements: readonly { readonly sql: string; readonly parameters: readonly unknown[] }[];
  readonly tables: readonly RecordedTable[];
  readonly sequences: readonly { readonly name: string; readonly lastValue: string }[];
};

export type RecordedAnswer = { readonly service: ServiceName; readonly path: string; readonly body: unknown };

/** What an older release left in its database, and what it answered. `record-release.mjs` writes it. */
export type RecordedRelease = {
  readonly release: string;
  readonly recordedAt: string;
  readonly usageOfUnknown: { readonly organisationId: string };
  readonly answers: readonly RecordedAnswer[];
  readonly schemas: Readonly<Record<DatabaseRole, RecordedSchema>>;
};

export async function readRecordedRelease(): Promise<RecordedRelease> {
  const file = new URL('previous-release.json.gz', import.meta.url);
  return JSON.parse(gunzipSync(await readFile(file)).toString()) as RecordedRelease;
}
