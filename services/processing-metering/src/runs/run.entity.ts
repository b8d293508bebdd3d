import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Hold } from './domain/hold.js';
import type { RunState, UsageType } from './domain/run.js';

/** A row of `runs`. bigint columns arrive as text; `toRun` and `fromRun` translate. */
@Entity({ name: 'runs' })
export class RunEntity {
  @PrimaryColumn({ name: 'organisation_id', type: 'text' }) organisationId!: string;
  @PrimaryColumn({ name: 'run_id', type: 'text' }) runId!: string;
  @Column({ name: 'usage_type', type: 'text' }) usageType!: UsageType;
  @Column({ type: 'text' }) state!: RunState;
  @Column({ name: 'photo_event_id', type: 'bigint' }) photoEventId!: string;
  @Column({ name: 'photo_event_name', type: 'text' }) photoEventName!: string;
  @Column({ name: 'bib_search', type: 'boolean' }) bibSearch!: boolean;
  @Column({ name: 'selfie_search', type: 'boolean' }) selfieSearch!: boolean;
  @Column({ name: 'store_originals', type: 'boolean' }) storeOriginals!: boolean;
  @Column({ name: 'started_by', type: 'text' }) startedBy!: string;
  @Column({ name: 'opened_at', type: 'timestamptz' }) openedAt!: Date;
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true }) endedAt!: Date | null;
  @Column({ name: 'used_at', type: 'timestamptz' }) usedAt!: Date;
  @Column({ type: 'bigint' }) estimate!: string;
  @Column({ name: 'hold_status', type: 'text' }) holdStatus!: Hold['status'];
  @Column({ name: 'hold_id', type: 'text', nullable: true }) holdId!: string | null;
  @Column({ name: 'hold_requested', type: 'bigint', nullable: true }) holdRequested!: string | null;
  @Column({ name: 'hold_granted', type: 'bigint', nullable: true }) holdGranted!: string | null;
  @Column({ name: 'hold_charged_before', type: 'bigint', nullable: true }) holdChargedBefore!: string | null;
  @Column({ name: 'hold_expires_at', type: 'timestamptz', nullable: true }) holdExpiresAt!: Date | null;
  @Column({ name: 'hold_refused_available', type: 'bigint', nullable: true }) holdRefusedAvailable!: string | null;
  @Column({ type: 'bigint' }) granted!: string;
  @Column({ name: 'reported_photos', type: 'bigint' }) reportedPhotos!: string;
  @Column({ name: 'new_photos', type: 'bigint' }) newPhotos!: string;
  @Column({ name: 'already_charged_photos', type: 'bigint' }) alreadyChargedPhotos!: string;
  @Column({ name: 'free_photos', type: 'bigint' }) freePhotos!: string;
  @Column({ name: 'failed_photos', type: 'bigint' }) failedPhotos!: string;
  @Column({ type: 'bigint' }) credits!: string;
}
