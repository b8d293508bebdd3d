import { prepare } from './prepare.mjs';

prepare();
const { opsCommand } = await import('../dist/ops-command.js');
process.exit(await opsCommand(process.argv.slice(2)));
