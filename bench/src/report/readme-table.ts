import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { PROJECT_DIR } from '@credit-ledger/standalone';
import type { BenchRun } from '../run-benchmarks.js';
import { cellsOf, COLUMNS } from './cells.js';
import { describeConditions } from './conditions.js';

const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';
const README = join(PROJECT_DIR, 'bench', 'README.md');

/** Replaces the table between the marks of bench/README.md, and answers which file it wrote. */
export async function writeIntoReadme(run: BenchRun): Promise<string> {
  await writeFile(README, withTable(await readFile(README, 'utf8'), run));
  return relative(PROJECT_DIR, README);
}

/** @throws Error when the text has no marks. */
export function withTable(text: string, { conditions, results }: BenchRun): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${README} has no ${BEGIN} … ${END}`);
  const table = markdownTable([[...COLUMNS], ...results.map(cellsOf)]);
  const section = `${BEGIN}\n\n${describeConditions(conditions)}.\n\n${table}\n\n`;
  return text.slice(0, begin) + section + text.slice(end);
}

// Padded as the formatter would: a run leaves nothing to reformat.
function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = COLUMNS.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
