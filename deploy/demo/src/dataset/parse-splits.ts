import { parse } from 'csv-parse/sync';
import type { RacePhoto } from './race-photo.js';

// In the order of the course, which is the order of the columns.
const CHECKPOINTS = [
  { column: 's_5k', name: '5km' },
  { column: 's_10k', name: '10km' },
  { column: 's_20k', name: '20km' },
  { column: 's_half', name: 'half' },
  { column: 's_25k', name: '25km' },
  { column: 's_30k', name: '30km' },
  { column: 's_35k', name: '35km' },
  { column: 's_40k', name: '40km' },
  { column: 's_finish', name: 'finish' },
] as const;

const HEADER = ['bib', ...CHECKPOINTS.map(({ column }) => column)];
const BIB = /^[A-Z]?\d{1,6}$/;
const SECONDS = /^\d{1,6}$/;

/** The data are not what they should be; says in which line, and what was expected. */
export class RaceDataError extends Error {
  constructor(line: number, problem: string) {
    super(`race data, line ${line}: ${problem}`);
    this.name = 'RaceDataError';
  }
}

/**
 * Turns split times into photos, one per cell that is not empty, in the order in which they were taken; of photos of the same
 * second by bib, then along the course. Bibs are unique, so that the order is total and every reader gets the same one.
 * @throws RaceDataError
 */
export function parseSplits(csv: string): { readonly finishers: number; readonly photos: readonly RacePhoto[] } {
  const [header, ...rows] = readRows(csv);
  if (header?.join() !== HEADER.join()) throw new RaceDataError(1, `expected the columns ${HEADER.join()}`);
  const taken: (RacePhoto & { readonly bib: string; readonly place: number })[] = [];
  const bibs = new Set<string>();
  rows.forEach(([bib = '', ...cells], index) => {
    const line = index + 2;
    if (!BIB.test(bib)) throw new RaceDataError(line, `"${bib}" is not a bib`);
    if (bibs.has(bib)) throw new RaceDataError(line, `bib ${bib} is there twice`);
    bibs.add(bib);
    cells.forEach((cell, place) => {
      if (cell === '') return;
      const { name, column } = CHECKPOINTS[place] ?? { name: '', column: '' };
      if (!SECONDS.test(cell)) throw new RaceDataError(line, `${column} is "${cell}", not whole seconds`);
      taken.push({ photoId: `${bib}-${name}`, takenAtSecond: Number(cell), bib, place });
    });
  });
  taken.sort((a, b) => a.takenAtSecond - b.takenAtSecond || compare(a.bib, b.bib) || a.place - b.place);
  return { finishers: rows.length, photos: taken.map(({ photoId, takenAtSecond }) => ({ photoId, takenAtSecond })) };
}

function readRows(csv: string): string[][] {
  try {
    return parse(csv, { skip_empty_lines: true });
  } catch (error) {
    // A row with too many or too few cells, an open quote: the library says which line.
    throw new RaceDataError(lineOf(error), error instanceof Error ? error.message : String(error));
  }
}

const lineOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'lines' in error && typeof error.lines === 'number' ? error.lines : 0;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
