import { beforeEach, describe, expect, it } from '@jest/globals';
import { stopRequests } from './stop-requests.js';

let nowMs: number;
let heard: string[];
let signal: () => void;

beforeEach(() => {
  nowMs = 1_000;
  heard = [];
  signal = stopRequests({ ask: () => heard.push('asked'), force: () => heard.push('forced') }, () => nowMs);
});

describe('signals to stop', () => {
  it('are one request when a single Ctrl-C comes twice, from the terminal and from npm', () => {
    signal();
    nowMs += 499;
    signal();
    expect(heard).toEqual(['asked']);
  });

  it('force the end when somebody presses again', () => {
    signal();
    nowMs += 500;
    signal();
    expect(heard).toEqual(['asked', 'forced']);
  });
});
