import { DomainError, invariant, type OrganisationId } from '@credit-ledger/kernel';
import { followedTraces, Outbox } from '@credit-ledger/messaging';
import { RequestInvalidError } from '@credit-ledger/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { OrganisationNotRegisteredError } from '../../organisations/organisation-not-registered.error.js';
import { AcceptUsage } from '../commands/accept-usage.command.js';
import type { IncomingUsage } from '../commands/usage-intake.js';
import { parseUsageEvent } from './parse-usage-event.js';
import { toItemResponse, toRejectedResponse } from './to-usage-response.js';
import type { UsageBatchResponse, UsageItemResponse } from './usage.response.js';

const ITEMS_PER_BATCH_MAX = 1000;

export type ReportContext = { readonly organisationId: OrganisationId | undefined; readonly correlationId: string };

/** What both usage routes do with a body: one event, or a list of them, of which a bad one fails alone. */
@Injectable()
export class UsageReporting {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /**
   * @throws InvalidValueError, UnsupportedEventError, OrganisationMismatchError, UsageTypeMismatchError, UsageQueueFullError,
   *   OrganisationNotRegisteredError, though the report is kept then.
   */
  async reportOne(event: unknown, context: ReportContext): Promise<UsageItemResponse> {
    const incoming = parseEvent(event, context);
    const [outcome] = await this.commands.execute(new AcceptUsage([incoming]));
    invariant(outcome, 'a report was left without an outcome');
    if (outcome.kind === 'refused') throw outcome.error;
    if (outcome.kind === 'pending') throw new OrganisationNotRegisteredError(incoming.report.organisationId);
    return toItemResponse(0, incoming, outcome, this.outbox.source);
  }

  /** @throws RequestInvalidError, UsageQueueFullError */
  async reportMany(events: readonly unknown[], context: ReportContext): Promise<UsageBatchResponse> {
    if (events.length < 1 || events.length > ITEMS_PER_BATCH_MAX) {
      throw new RequestInvalidError([{ field: 'items', problem: `must be 1 to ${ITEMS_PER_BATCH_MAX} events` }]);
    }
    const parsed = events.map((event) => parseOrRefuse(event, context));
    const incoming = parsed.filter((item): item is IncomingUsage => !(item instanceof DomainError));
    const outcomes = (await this.commands.execute(new AcceptUsage(incoming))).values();
    const items = parsed.map((item, index) => {
      if (item instanceof DomainError) return toRejectedResponse(index, events[index], item);
      const outcome = outcomes.next().value;
      invariant(outcome, 'a report was left without an outcome');
      return toItemResponse(index, item, outcome, this.outbox.source);
    });
    return { items };
  }
}

function parseEvent(event: unknown, context: ReportContext): IncomingUsage {
  const incoming = parseUsageEvent(event, context);
  followedTraces.passOn(context.correlationId, incoming.correlationId);
  return incoming;
}

function parseOrRefuse(event: unknown, context: ReportContext): IncomingUsage | DomainError {
  try {
    return parseEvent(event, context);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
