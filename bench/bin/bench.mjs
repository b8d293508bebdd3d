import { prepare } from '../../deploy/standalone/bin/prepare.mjs';

prepare();
const { benchCommand } = await import('../dist/bench-command.js');
process.exit(await benchCommand(process.argv.slice(2)));
