import { rename, writeFile } from 'node:fs/promises';

/** Writes a file that its owner alone may read; whoever reads it meanwhile finds the old text or the new one, whole. */
export async function writePrivately(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
