import { Command, InvalidArgumentError } from 'commander';

export type DemoOptions = {
  /** The first so many photos of the race; all when undefined. */
  readonly photos: number | undefined;
  readonly json: boolean;
  /** The instance that has to be used. */
  readonly url: string | undefined;
};

export const RACE_PHOTOS = 287_302;

/** The command line of `npm run demo`. `run` answers the exit code. */
export function demoCommandLine(run: (options: DemoOptions) => Promise<void>): Command {
  return new Command('npm run demo --')
    .description(
      'Processes the photos of a real race end to end: registers an organisation in India, buys credits, fills three ' +
        'earlier months, rotates and watermarks, runs out of credits once, tops up, completes the run, is refused another, ' +
        'refunds some credits, and derives every figure a second time from the raw events.',
    )
    .option(
      '--photos <count>',
      `only the first photos of the race, 1 to ${RACE_PHOTOS.toLocaleString('en')}`,
      parsePhotos,
    )
    .option('--json', 'print one JSON document instead of the report, and no progress', false)
    .option(
      '--url <address>',
      'use the instance at this address, such as http://127.0.0.1:4000, and start none',
      parseUrl,
    )
    .addHelpText('after', HELP)
    .action((given: { photos?: number; json: boolean; url?: string }) =>
      run({ photos: given.photos, json: given.json, url: given.url }),
    );
}

const HELP = `
Uses the instance that runs on DATA_DIR (.data unless set). When none does, it starts one of its own on other ports with
fresh data, and removes it afterwards. An instance is known by its directory, which holds its keys; --url only makes sure
that it is the one you mean. Every run registers an organisation of its own.

Up to 1,200 photos the race starts on 200 credits, as many as the trial has, because the smallest purchase (1,000) would
pay for all of them; up to 200 photos credits cannot run out at all, and the report says 0 pauses.

The exit code is 0 when everything holds, 1 when a figure differs or something failed, 130 after Ctrl-C.
npm prints two lines of its own to standard output: npm run --silent demo -- --json prints the document alone.`;

function parsePhotos(text: string): number {
  const photos = Number(text);
  if (!/^\d{1,6}$/.test(text) || photos < 1 || photos > RACE_PHOTOS) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${RACE_PHOTOS}.`);
  }
  return photos;
}

function parseUrl(text: string): string {
  if (!URL.canParse(text) || new URL(text).protocol !== 'http:') {
    throw new InvalidArgumentError('It must be an address such as http://127.0.0.1:4000.');
  }
  return text;
}
