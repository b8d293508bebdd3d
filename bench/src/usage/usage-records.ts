import { create, toBinary } from '@bufbuild/protobuf';
import { usage } from '@credit-ledger/contracts';
import { parseOrganisationId, systemClock } from '@credit-ledger/kernel';
import { TOPICS, toRecord, type OutgoingRecord } from '@credit-ledger/messaging';
import { fixedWidth } from '../load/request-template.js';

export const PHOTO_EVENT = { id: 2014, name: 'Boston Marathon 2014' } as const;
export const RUN = 'run-2014-04-21';
export const photoIdOf = (photo: number): string => `split-${fixedWidth(photo)}`;

const TYPE = usage.UsageReportedSchema.typeName;

/** Usage messages of one organisation with one photo each. The payload is encoded once; the photo's number is written into it. */
export class UsageRecords {
  private readonly payload: Buffer;
  private readonly photoAt: number;
  private readonly subject;

  constructor(readonly organisationId: string) {
    this.subject = parseOrganisationId(organisationId);
    this.payload = Buffer.from(
      toBinary(
        usage.UsageReportedSchema,
        create(usage.UsageReportedSchema, {
          organisationId,
          runId: RUN,
          photoEventId: BigInt(PHOTO_EVENT.id),
          photoEventName: PHOTO_EVENT.name,
          effectiveAt: systemClock.now(),
          actorId: 'user-7',
          usage: {
            case: 'photoProcessing',
            value: { photoIds: [photoIdOf(0)], bibSearch: true, selfieSearch: false },
          },
        }),
      ),
    );
    this.photoAt = this.payload.indexOf(photoIdOf(0));
  }

  record(photo: number): OutgoingRecord {
    const value = Buffer.from(this.payload);
    value.write(photoIdOf(photo), this.photoAt, 'latin1');
    const id = `bench-${photo}`;
    const time = systemClock.now();
    const envelope = { id, type: TYPE, source: 'bench', time, organisationId: this.subject };
    return toRecord(TOPICS.usage, { ...envelope, correlationId: id, causationId: id }, value);
  }
}
