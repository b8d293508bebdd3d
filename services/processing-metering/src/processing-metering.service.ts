import { systemClock } from '@credit-ledger/kernel';
import type { ServiceDefinition } from '@credit-ledger/nest-platform';
import { MovableClock } from './clock/movable-clock.js';
import type { MeteringConfig } from './processing-metering.config.js';
import { ProcessingMeteringModule } from './processing-metering.module.js';
import { REFUSAL_EXAMPLES } from './refusal-examples.js';

/** HTTP status of each refusal of metering. */
const ERROR_STATUSES = {
  'metering.organisation_mismatch': 400,
  'metering.unsupported_event': 400,
  'metering.usage_type_mismatch': 409,
  'metering.usage_queue_full': 503,
  'metering.organisation_not_registered': 503,
  'metering.insufficient_credits': 402,
  'metering.rates_too_soon': 400,
  'metering.organisation_not_found': 404,
  'metering.run_not_found': 404,
  'metering.run_exists': 409,
  'metering.run_not_paused': 409,
  'metering.run_not_started': 409,
  'metering.run_ended': 409,
} as const;

/** Processing-metering as one service; the same for production and for specs. */
export function meteringService(config: MeteringConfig): ServiceDefinition {
  const clock = config.MOVABLE_CLOCK ? new MovableClock(systemClock) : undefined;
  return {
    name: 'processing-metering',
    config,
    module: ProcessingMeteringModule.forConfig(config, clock),
    errorStatuses: ERROR_STATUSES,
    openApi: {
      description: 'Usage of photo processing, counted once per photo, and the processing runs it belongs to.',
      refusals: REFUSAL_EXAMPLES,
    },
    ...(clock === undefined ? {} : { clock }),
  };
}
