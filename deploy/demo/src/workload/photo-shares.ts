// Every tenth photo from a place of its own, so that the shares never overlap and spread over the whole race.
const PARTS = 10;
const REPEATED = 3;
const ALSO_OVER_HTTP = 7;

/** A re-sync: its message is published a second time. */
export const isRepeated = (index: number): boolean => index % PARTS === REPEATED;

/** Reported a second time over HTTP. */
export const isAlsoOverHttp = (index: number): boolean => index % PARTS === ALSO_OVER_HTTP;

/** How many reports the first `photos` photos make, by each way. */
export function reportsOf(photos: number): { readonly bus: number; readonly http: number } {
  const share = (place: number) => Math.floor((photos - place + PARTS - 1) / PARTS);
  return { bus: photos + Math.max(0, share(REPEATED)), http: Math.max(0, share(ALSO_OVER_HTTP)) };
}
