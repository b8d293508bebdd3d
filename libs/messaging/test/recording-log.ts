import type { Log } from '@credit-ledger/kernel';

export type LogLine = { readonly level: 'info' | 'warn' | 'error'; readonly fields: object; readonly message: string };

/** Listens to what a library logs. */
export class RecordingLog implements Log {
  readonly lines: LogLine[] = [];

  info(fields: object, message: string): void {
    this.lines.push({ level: 'info', fields, message });
  }

  warn(fields: object, message: string): void {
    this.lines.push({ level: 'warn', fields, message });
  }

  error(fields: object, message: string): void {
    this.lines.push({ level: 'error', fields, message });
  }

  messages(): readonly string[] {
    return this.lines.map(({ message }) => message);
  }
}
