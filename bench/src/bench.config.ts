/** The environment of the person who runs the benchmark, for a command that is run as that person would. */
export const ownEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env });

/** A broker to measure on, instead of one that is started for it. */
export function brokerUrl(): string | undefined {
  const { MESSAGING_URL: url } = process.env;
  return url !== undefined && /^kafka:\/\//i.test(url) ? url : undefined;
}
