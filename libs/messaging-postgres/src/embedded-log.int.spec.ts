import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { messagingContract } from '@credit-ledger/messaging';
import { makeEmbeddedLogHarness } from '../test/embedded-log-harness.js';

messagingContract('the embedded log', makeEmbeddedLogHarness, { describe, it, beforeAll, afterAll });
