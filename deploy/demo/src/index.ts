export { loadRacePhotos, RACE_DATA_FILE } from './dataset/load-race-photos.js';
export type { RacePhoto } from './dataset/race-photo.js';
export type { AccountHistory } from './reconciliation/account-history.js';
export type { RawFacts } from './reconciliation/raw-facts.js';
export { readRawFacts } from './reconciliation/read-raw-facts.js';
