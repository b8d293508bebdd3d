import { ApiProperty } from '@nestjs/swagger';

class Usage {
  @ApiProperty({ example: 28_731 })
  creditsUsed!: number;

  @ApiProperty({ example: 1, description: 'Runs whose first charge fell in the months.' })
  usageTransactions!: number;
}

class Breakdown {
  @ApiProperty({ type: String, nullable: true, example: '2026-08', description: "In the organisation's time zone." })
  from!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '2026-11', description: 'Included.' })
  to!: string | null;

  @ApiProperty({ example: true, description: 'False when the write named by "after" does not show yet.' })
  caughtUp!: boolean;
}

export class PhotoEventUsageItem extends Usage {
  @ApiProperty({ example: 2014 })
  photoEventId!: number;

  @ApiProperty({ example: 'Boston Marathon 2014', description: 'As it was called last within the months.' })
  photoEventName!: string;
}

export class PhotoEventUsageAnswer extends Breakdown {
  @ApiProperty({ type: [PhotoEventUsageItem], description: 'The highest id first.' })
  items!: PhotoEventUsageItem[];

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Asks for the next page; null on the last.',
  })
  nextCursor!: string | null;
}

export class UsageTypeItem extends Usage {
  @ApiProperty({ example: 'PHOTO_PROCESSING' })
  usageType!: string;
}

export class UsageTypeAnswer extends Breakdown {
  @ApiProperty({
    type: [UsageTypeItem],
    description: 'By name. An option of a run has credits and no runs of its own.',
  })
  items!: UsageTypeItem[];
}
