import { toJsonInteger } from '@credit-ledger/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { RUN_STATES } from '../domain/run.js';
import { toListCursor } from '../http/list-cursor.js';
import type { HistoryPage } from './get-run-history.query.js';
import { HISTORY_REASONS } from './run-history-entry.js';

class RunHistoryItem {
  @ApiProperty({ example: '2026-11-21T09:30:00.000Z' })
  readonly at!: string;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z', description: 'Of the last extension; else the same as at.' })
  readonly lastAt!: string;

  @ApiProperty({ example: 1, type: 'integer', description: 'Extensions of one hold are one item.' })
  readonly times!: number;

  @ApiProperty({ example: 'HOLD_PLACED', enum: HISTORY_REASONS })
  readonly reason!: string;

  @ApiProperty({ example: 'RUNNING', enum: RUN_STATES, description: 'Afterwards.' })
  readonly state!: string;

  @ApiProperty({ example: 'system', description: 'Opaque id of whoever caused it; "system" when no person did.' })
  readonly actor!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 1_000,
    description: 'Asked for, granted, added in all; available when it was refused.',
  })
  readonly credits!: number | null;
}

export class RunHistoryResponse {
  @ApiProperty({ type: [RunHistoryItem], description: 'Oldest first.' })
  readonly items!: RunHistoryItem[];

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Asks for the next page; null on the last.',
  })
  readonly nextCursor!: string | null;
}

export const toRunHistoryResponse = ({ entries, next }: HistoryPage): RunHistoryResponse => ({
  items: entries.map(({ actorId, credits, ...entry }) => ({
    ...entry,
    actor: actorId,
    credits: credits === undefined ? null : toJsonInteger(credits),
  })),
  nextCursor: next === undefined ? null : toListCursor(next),
});
