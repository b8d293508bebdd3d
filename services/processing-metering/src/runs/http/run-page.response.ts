import { ApiProperty } from '@nestjs/swagger';
import type { RunPage } from '../queries/list-runs.query.js';
import { toListCursor } from './list-cursor.js';
import { RunResponse, toRunResponse } from './run.response.js';

export class RunPageResponse {
  @ApiProperty({ type: [RunResponse], description: 'Newest first.' })
  readonly items!: RunResponse[];

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Asks for the next page; null on the last.',
  })
  readonly nextCursor!: string | null;
}

export const toRunPageResponse = ({ runs, next }: RunPage): RunPageResponse => ({
  items: runs.map(toRunResponse),
  nextCursor: next === undefined ? null : toListCursor(next),
});
