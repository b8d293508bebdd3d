import { describe, expect, it } from '@jest/globals';
import type { GateAnswer, Run } from '../api/metering-api.js';
import type { RacePhoto } from '../dataset/race-photo.js';
import { processPhotos } from './photo-pipeline.js';

const photosOf = (count: number): RacePhoto[] =>
  Array.from({ length: count }, (_, index) => ({ photoId: `${index}-5km`, takenAtSecond: index }));

/** Metering with a hold, that counts what it is sent only when it gets around to it. */
class SlowMetering {
  readonly sent: string[] = [];
  readonly batches: number[] = [];
  state: Run['state'] = 'RUNNING';
  reason: string | null = 'metering.run_paused';
  private counted = 0;

  constructor(
    private granted: number,
    private readonly countedAtOnce: number,
  ) {}

  get expected(): number {
    return this.sent.length;
  }

  async send(photos: readonly RacePhoto[]): Promise<void> {
    this.batches.push(photos.length);
    this.sent.push(...photos.map(({ photoId }) => photoId));
  }

  grant(more: number): void {
    this.granted += more;
    this.state = 'RUNNING';
  }

  async look(): Promise<Run> {
    this.counted = Math.min(this.sent.length, this.counted + this.countedAtOnce);
    if (this.counted >= this.granted) this.state = 'PAUSED';
    const usage = { newPhotos: this.counted, alreadyChargedPhotos: 0, freePhotos: 0, credits: this.counted };
    const run = {
      runId: 'run-1',
      holdPending: false,
      estimatedCredits: 0,
      grantedCredits: this.granted,
      refusal: null,
    };
    return { ...run, state: this.state, usage: { ...usage, reportedPhotos: this.counted } };
  }

  async gate(photos: number): Promise<GateAnswer> {
    if (this.state === 'PAUSED') return { decision: 'stop', photos: 0, reason: this.reason };
    const left = this.granted - this.counted;
    return left > 0
      ? { decision: 'go', photos: Math.min(photos, left), reason: null }
      : { decision: 'wait', photos: 0, reason: 'metering.hold_used_up' };
  }
}

function process(metering: SlowMetering, photos: number, onStop: (reason: string | null) => Promise<void>) {
  const signal = new AbortController().signal;
  return processPhotos({ photos: photosOf(photos), batchSize: 10, feed: metering, run: metering, onStop, signal });
}

const never = async (): Promise<void> => {
  throw new Error('the gate was not expected to say stop');
};

describe('the pipeline of photos', () => {
  it('hands over every photo once, in order, in batches', async () => {
    const metering = new SlowMetering(1_000, 1_000);
    await process(metering, 95, never);
    expect(metering.sent).toEqual(photosOf(95).map(({ photoId }) => photoId));
    expect(Math.max(...metering.batches)).toBe(10);
  });

  it('never hands over more than the hold pays for, however late metering counts', async () => {
    const metering = new SlowMetering(37, 3);
    const sentAtStop: number[] = [];
    await process(metering, 80, async () => {
      sentAtStop.push(metering.sent.length);
      metering.grant(1_000);
    });
    expect(sentAtStop).toEqual([37]);
    expect(metering.sent).toHaveLength(80);
  });

  it('goes on where it stopped once the run is resumed', async () => {
    const metering = new SlowMetering(20, 100);
    let stops = 0;
    await process(metering, 50, async (reason) => {
      expect(reason).toBe('metering.run_paused');
      stops += 1;
      metering.grant(20);
    });
    expect(stops).toBe(2);
    expect(new Set(metering.sent).size).toBe(50);
  });

  it('ends with the error of whoever could not resume it', async () => {
    const metering = new SlowMetering(5, 100);
    const refused = process(metering, 50, async () => {
      throw new Error('no money');
    });
    await expect(refused).rejects.toThrow('no money');
    expect(metering.sent).toHaveLength(5);
  });

  it('stops when it is interrupted', async () => {
    const controller = new AbortController();
    const metering = new SlowMetering(1_000, 1_000);
    const interrupting = {
      expected: 0,
      send: async () => controller.abort(new Error('Ctrl-C')),
    };
    const { signal } = controller;
    const options = { photos: photosOf(50), batchSize: 10, feed: interrupting, run: metering, onStop: never, signal };
    await expect(processPhotos(options)).rejects.toThrow('Ctrl-C');
  });
});
