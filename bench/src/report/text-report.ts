import type { BenchRun } from '../run-benchmarks.js';
import { cellsOf, COLUMNS } from './cells.js';
import { describeConditions } from './conditions.js';

/** The table for a terminal. */
export function textReport({ conditions, results }: BenchRun): string {
  const rows = [[...COLUMNS], ...results.map(cellsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return `\n${lines.join('\n')}\n\n${describeConditions(conditions)}\n`;
}

const isNumber = (column: number): boolean => column >= 1 && column <= 4;
