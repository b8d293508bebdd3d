import swcJest from '@swc/jest';
import { MUTATIONS } from './mutations.mjs';

/** A jest transform that compiles one file with one line changed. The working tree is never touched. */
export default {
  createTransformer(options) {
    const swc = swcJest.createTransformer(options);
    const number = Number(process.env.MUTATION);
    return {
      ...swc,
      getCacheKey: (source, path, transform) => `${swc.getCacheKey(source, path, transform)}-${number}`,
      process: (source, path, transform) => swc.process(mutated(source, path, number), path, transform),
      processAsync: async (source, path, transform) => swc.process(mutated(source, path, number), path, transform),
    };
  },
};

function mutated(source, compiled, number) {
  const { path, line, becomes } = MUTATIONS[number];
  if (!compiled.endsWith(path)) return source;
  const parts = source.split(line);
  if (parts.length !== 2)
    throw new Error(`Mutation not applied: "${line}" stands ${parts.length - 1} times in ${path}`);
  return parts.join(becomes);
}
