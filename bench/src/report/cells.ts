import { isMet, type AimedAt, type Result } from '../result.js';

export const COLUMNS = ['what', 'measured', 'p50', 'p99', 'ratio', 'aim', 'met', 'note'] as const;

/** A row of the table as text. The ratio is to the ceiling where there is one, else to the aim. */
export function cellsOf(result: Result): readonly string[] {
  const { what, value, unit, p50Ms, p99Ms, aims = [], note = '' } = result;
  const met = aims.map((aim) => isMet(aim, result));
  return [
    what,
    `${figure(value)} ${unit}`,
    milliseconds(p50Ms),
    milliseconds(p99Ms),
    ratioOf(result),
    aims.map((aim) => describeAim(aim, unit)).join(', '),
    met.length === 0 ? '' : met.every((one) => one === true) ? 'yes' : 'no',
    note,
  ];
}

/** How many times the ceiling, or the aim, was reached; undefined where there is neither. */
export function ratio(result: Result): { readonly to: 'ceiling' | 'aim'; readonly times: number } | undefined {
  if (result.ofCeiling !== undefined) return { to: 'ceiling', times: result.ofCeiling };
  const [aimed] = result.aims ?? [];
  const measured = aimed === undefined ? undefined : result[aimed.figure];
  if (aimed === undefined || measured === undefined) return undefined;
  return { to: 'aim', times: measured / boundOf(aimed) };
}

function ratioOf(result: Result): string {
  const found = ratio(result);
  return found === undefined ? '' : `${found.times.toFixed(2)} of ${found.to}`;
}

function describeAim(aimed: AimedAt, unit: string): string {
  const sign = 'atLeast' in aimed.aim ? '≥' : '≤';
  const bound = boundOf(aimed);
  switch (aimed.figure) {
    case 'value':
      return `${sign} ${figure(bound)} ${unit}`;
    case 'p99Ms':
      return `p99 ${sign} ${bound} ms`;
    case 'ofCeiling':
      return `${sign} ${bound} of ceiling`;
  }
}

const boundOf = ({ aim }: AimedAt): number => ('atLeast' in aim ? aim.atLeast : aim.atMost);
const figure = (value: number): string =>
  value < 100 ? String(Number(value.toFixed(2))) : Math.round(value).toLocaleString('en');
const milliseconds = (value: number | undefined): string => (value === undefined ? '' : `${figure(value)} ms`);
