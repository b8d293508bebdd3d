import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

// Needs no instance: both stores are named on the command line.
prepare();
const command = join(fileURLToPath(import.meta.url), '../../../../services/ledger/dist/copy-events.js');
const child = spawn(process.execPath, ['--enable-source-maps', command, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// Ctrl-C reaches the command by itself; we wait for what it makes of it.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void child.kill('SIGTERM'));
child.once('exit', (code) => process.exit(code ?? 1));
