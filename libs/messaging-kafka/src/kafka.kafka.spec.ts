import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { messagingContract } from '@credit-ledger/messaging';
import { makeKafkaHarness } from '../test/kafka-harness.js';

messagingContract('Kafka', makeKafkaHarness, { describe, it, beforeAll, afterAll });
