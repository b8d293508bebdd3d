export const OWN_BROKER_SPECS: readonly string[];
export const notRun: (reason: string) => string;
