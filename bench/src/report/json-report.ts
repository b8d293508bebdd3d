import { isMet } from '../result.js';
import type { BenchRun } from '../run-benchmarks.js';
import { ratio } from './cells.js';

/** The one document of `--json`. */
export const jsonReport = ({ conditions, results }: BenchRun): object => ({
  conditions,
  results: results.map(({ aims = [], ofCeiling: _ofCeiling, ...result }) => {
    const full = { ...result, aims, ...(_ofCeiling === undefined ? {} : { ofCeiling: _ofCeiling }) };
    return {
      ...full,
      ratio: ratio(full),
      aims: aims.map((aimed) => ({ figure: aimed.figure, ...aimed.aim, met: isMet(aimed, full) })),
    };
  }),
});
