import { ApiProperty } from '@nestjs/swagger';
import type { GateAnswer } from '../domain/gate.js';

export class GateResponse {
  @ApiProperty({
    example: 'go',
    enum: ['go', 'wait', 'stop'],
    description: 'go: process so many photos. wait: ask again soon. stop: nothing changes before somebody acts.',
  })
  readonly decision!: string;

  @ApiProperty({ example: 100, type: 'integer', description: 'How many photos may be processed now.' })
  readonly photos!: number;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why not, as a stable code.' })
  readonly reason!: string | null;
}

export const toGateResponse = ({ decision, photos, reason }: GateAnswer): GateResponse => ({
  decision,
  photos,
  reason: reason ?? null,
});
