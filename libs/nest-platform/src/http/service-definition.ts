import type { DynamicModule, Type } from '@nestjs/common';
import type { BaseConfig } from '../config/base-config.js';
import type { Clock, DomainError } from '@credit-ledger/kernel';
import type { ErrorStatuses } from '../errors/error-statuses.js';

/** All that makes one service out of the platform. */
export interface ServiceDefinition {
  /** `billing`, `ledger`, `processing-metering`, `invoicing`: in every log line, in the title of its pages, and as application_name in PostgreSQL. */
  readonly name: string;
  readonly config: BaseConfig;
  readonly module: DynamicModule | Type<unknown>;
  readonly openApi: {
    readonly description: string;
    /** One error of each code that a route names in `@Refuses` or `@Idempotent`, as it is thrown: OpenAPI's examples. */
    readonly refusals?: readonly DomainError[];
  };
  /** HTTP status of each error code of the service, such as `{ 'metering.insufficient_credits': 402 }`. */
  readonly errorStatuses?: ErrorStatuses;
  /** What it takes the time from in place of the system's clock. */
  readonly clock?: Clock;
  /** Keeps the exact bytes of each body beside what was parsed from them: for signatures over them. */
  readonly rawBody?: boolean;
}
