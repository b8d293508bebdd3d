import { prepare } from '../../standalone/bin/prepare.mjs';

prepare();
const { startCommand } = await import('../dist/start-command.js');
process.exit(await startCommand());
