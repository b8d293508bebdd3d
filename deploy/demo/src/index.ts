export { loadRacePhotos, RACE_DATA_FILE } from './dataset/load-race-photos.js';
export type { RacePhoto } from './dataset/race-photo.js';
