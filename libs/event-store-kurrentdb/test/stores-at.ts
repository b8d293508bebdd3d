import { KurrentEventStore, type KurrentEventStoreOptions } from '../src/index.js';

export type LogLine = { readonly fields: Readonly<Record<string, unknown>>; readonly message: string };

/** Opens stores with what a spec may change of them, and closes them together. */
export class StoresAt {
  readonly warnings: LogLine[] = [];
  private readonly opened: KurrentEventStore[] = [];

  open(url: string, more: Partial<KurrentEventStoreOptions> = {}): KurrentEventStore {
    const warn = (fields: object, message: string): void => void this.warnings.push({ fields: { ...fields }, message });
    const log = { info: () => undefined, warn, error: warn };
    const store = new KurrentEventStore({ url, streamPrefixes: ['contract-'], log, ...more });
    this.opened.push(store);
    return store;
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((store) => store.close()));
  }
}
