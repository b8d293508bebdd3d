import { armFailpoints } from '@credit-ledger/kernel';
import { runOps } from '@credit-ledger/nest-platform';
import { copyCommand } from './copy/copy-command.js';
import { loadCopyConfig } from './copy/copy.config.js';

await runOps(() => {
  armFailpoints(loadCopyConfig().FAILPOINTS);
  return copyCommand();
});
