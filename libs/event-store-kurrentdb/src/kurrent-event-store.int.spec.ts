import { eventStoreContract } from '@credit-ledger/event-sourcing/contract';
import { openKurrentDbHarness } from '../test/kurrentdb-harness.js';

eventStoreContract('on KurrentDB', openKurrentDbHarness);
