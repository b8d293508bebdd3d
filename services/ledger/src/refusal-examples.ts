import { parseCredits, parseOrganisationId, parseRunId, type DomainError } from '@credit-ledger/kernel';
import { STREAM_LIMITS, StreamsExhaustedError, TooManyStreamsError } from './balance-stream/stream-limits.js';
import { AccountBusyError } from './credit-account/account-busy.error.js';
import { AccountNotFoundError } from './credit-account/account-not-found.error.js';
import {
  CreditsAlreadySpentError,
  PurchaseNotFoundError,
  RefundExceedsChargesError,
  ReversalExceedsPurchaseError,
  RunNotChargedError,
} from './credit-account/domain/correction-errors.js';
import { TransactionNotFoundError } from './transaction/transaction-not-found.error.js';

const ACME = parseOrganisationId('acme');
const RUN_ID = parseRunId('run-2014-04-21');
const CHARGED = { charged: parseCredits(120), refunded: parseCredits(110) };
const BOUGHT = { bought: parseCredits(1_000), reversed: parseCredits(800) };

/** One of each refusal, for OpenAPI. */
export const REFUSAL_EXAMPLES: readonly DomainError[] = [
  new AccountNotFoundError(ACME),
  new AccountBusyError(ACME),
  new RunNotChargedError(RUN_ID),
  new RefundExceedsChargesError(parseCredits(20), CHARGED),
  new PurchaseNotFoundError('0192f0c1-7c1e-7d5a-9c0e-5b1d1f0a7e11'),
  new ReversalExceedsPurchaseError(parseCredits(400), BOUGHT),
  new CreditsAlreadySpentError(parseCredits(200), parseCredits(150), BOUGHT),
  new TransactionNotFoundError(ACME, 'addition-payment-1'),
  new TooManyStreamsError(STREAM_LIMITS.perCaller),
  new StreamsExhaustedError(STREAM_LIMITS.perProcess),
];
