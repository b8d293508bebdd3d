import { type ActorId, DomainError, type Instant, type OrganisationId } from '@credit-ledger/kernel';
import type { Region, RegionSettings } from './region.js';

/** The four plans by their stored names. */
export type Plan = 'trial' | 'payg' | 'pro' | 'enterprise';

export type Organisation = RegionSettings & {
  readonly organisationId: OrganisationId;
  /** Shown to people; never part of a stored fact. */
  readonly name: string | undefined;
  readonly region: Region;
  readonly plan: Plan;
  readonly registeredAt: Instant;
  readonly registeredBy: ActorId;
};

export type Registration = Pick<Organisation, 'organisationId' | 'name' | 'region' | 'registeredAt' | 'registeredBy'>;

/** Every organisation starts on trial; what its region decides is fixed from here on. */
export const register = (registration: Registration, settings: RegionSettings): Organisation => ({
  ...registration,
  ...settings,
  plan: 'trial',
});

/** Whether registering again asks for what is there already: then it is a repetition, not a conflict. */
export const isSameRegistration = (there: Organisation, again: Registration): boolean =>
  there.region === again.region && there.name === again.name;

/** The first completed credit purchase makes a trial organisation pay as you go, and leaves any other plan alone. */
export const planAfterCreditPurchase = (plan: Plan): Plan => (plan === 'trial' ? 'payg' : plan);

export class OrganisationAlreadyRegisteredError extends DomainError {
  readonly code = 'billing.organisation_already_registered';

  constructor(organisationId: OrganisationId) {
    super(`organisation ${organisationId} is registered with another name or region`, { organisationId });
  }
}

export class OrganisationNotFoundError extends DomainError {
  readonly code = 'billing.organisation_not_found';

  constructor(organisationId: OrganisationId) {
    super(`organisation ${organisationId} is not registered`, { organisationId });
  }
}
