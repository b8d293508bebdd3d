import type { DatabaseRole } from '@credit-ledger/provisioning';

/** The four services, with what an instance has to know about each. */
export const SERVICES = ['billing', 'ledger', 'processing-metering', 'invoicing'] as const;

export type ServiceName = (typeof SERVICES)[number];

type ServiceFacts = { readonly portOffset: number; readonly role: DatabaseRole };

const FACTS: Readonly<Record<ServiceName, ServiceFacts>> = {
  billing: { portOffset: 1, role: 'billing' },
  ledger: { portOffset: 2, role: 'ledger' },
  'processing-metering': { portOffset: 3, role: 'metering' },
  invoicing: { portOffset: 4, role: 'invoicing' },
};

// The base itself is kept free for a dashboard.
const POSTGRES_OFFSET = 5;

export const roleOf = (service: ServiceName): DatabaseRole => FACTS[service].role;
export const portOf = (service: ServiceName, portBase: number): number => portBase + FACTS[service].portOffset;
export const postgresPort = (portBase: number): number => portBase + POSTGRES_OFFSET;
export const urlOf = (service: ServiceName, portBase: number): string =>
  `http://127.0.0.1:${portOf(service, portBase)}`;
export const isServiceName = (name: string): name is ServiceName => SERVICES.some((service) => service === name);
