import { performance } from 'node:perf_hooks';
import { prepare } from './prepare.mjs';

const startedAtMs = performance.now();
prepare();
const { startCommand } = await import('../dist/start-command.js');
process.exit(await startCommand(process.argv.slice(2), startedAtMs));
