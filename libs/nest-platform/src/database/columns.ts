import { type Instant, parseInstant } from '@credit-ledger/kernel';
import type { ColumnOptions } from 'typeorm';

// The driver hands bigint over as text and timestamptz as Date. Entities keep what the domain keeps: bigint and Instant.

/** Whole minor units or credits. */
export const bigintColumn = (name: string) =>
  ({
    name,
    type: 'bigint' as const,
    transformer: {
      to: (value: bigint | undefined) => value?.toString(),
      from: (stored: string) => BigInt(stored),
    },
  }) satisfies ColumnOptions;

export const instantColumn = (name: string) =>
  ({
    name,
    type: 'timestamptz' as const,
    transformer: {
      to: (value: Instant | undefined) => value,
      from: (stored: Date) => parseInstant(stored),
    },
  }) satisfies ColumnOptions;

export const optionalInstantColumn = (name: string) =>
  ({
    name,
    type: 'timestamptz' as const,
    nullable: true,
    transformer: {
      to: (value: Instant | null | undefined) => value,
      from: (stored: Date | null) => (stored === null ? null : parseInstant(stored)),
    },
  }) satisfies ColumnOptions;

export const textColumn = (name: string) => ({ name, type: 'text' as const }) satisfies ColumnOptions;
export const optionalTextColumn = (name: string) =>
  ({ name, type: 'text' as const, nullable: true }) satisfies ColumnOptions;
