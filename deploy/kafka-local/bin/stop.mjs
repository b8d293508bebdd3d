import { prepare } from '../../standalone/bin/prepare.mjs';

prepare();
const { stopCommand } = await import('../dist/stop-command.js');
process.exit(await stopCommand());
