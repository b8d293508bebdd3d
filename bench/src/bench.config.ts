/** The environment of the person who runs the benchmark, for a command that is run as that person would. */
export const ownEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env });
