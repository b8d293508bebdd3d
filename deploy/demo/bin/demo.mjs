import { prepare } from '../../standalone/bin/prepare.mjs';

prepare();
const { demoCommand } = await import('../dist/demo-command.js');
process.exit(await demoCommand(process.argv.slice(2)));
