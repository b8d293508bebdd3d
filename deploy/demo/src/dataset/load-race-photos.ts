import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { PROJECT_DIR } from '@credit-ledger/standalone';
import { parseSplits } from './parse-splits.js';
import type { RacePhoto } from './race-photo.js';

/** The splits of the Boston Marathon 2014; where they come from is told beside the file. */
export const RACE_DATA_FILE = join(PROJECT_DIR, 'bench', 'data', 'boston-marathon-2014-splits.csv.gz');

/**
 * The 287,302 photos of the race in the order they were taken, about 30 MB in memory.
 * @throws RaceDataError when the data are damaged, Error when the file cannot be read.
 */
export async function loadRacePhotos(file = RACE_DATA_FILE): Promise<readonly RacePhoto[]> {
  return parseSplits(await readSplits(file)).photos;
}

/** The CSV text as it was before it was compressed. */
export async function readSplits(file = RACE_DATA_FILE): Promise<string> {
  try {
    return (await promisify(gunzip)(await readFile(file))).toString('utf8');
  } catch (cause) {
    throw new Error(`the race data cannot be read from ${file}; git checkout bench/data brings them back`, { cause });
  }
}
