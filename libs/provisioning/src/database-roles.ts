/** One role per owner of a schema; both have the same name. */
export const DATABASE_ROLES = ['billing', 'ledger', 'event_store', 'metering', 'invoicing', 'broker'] as const;

export type DatabaseRole = (typeof DATABASE_ROLES)[number];
export type RolePasswords = Readonly<Record<DatabaseRole, string>>;
export type RoleUrls = Readonly<Record<DatabaseRole, string>>;

/** Owns what not even its user may change, the event tables. Nobody logs in as it. */
export const OWNER_ROLE = 'credits_owner';

export const rolesTo = <Value>(valueOf: (role: DatabaseRole) => Value): Readonly<Record<DatabaseRole, Value>> => ({
  billing: valueOf('billing'),
  ledger: valueOf('ledger'),
  event_store: valueOf('event_store'),
  metering: valueOf('metering'),
  invoicing: valueOf('invoicing'),
  broker: valueOf('broker'),
});
