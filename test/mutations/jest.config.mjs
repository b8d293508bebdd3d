import rootConfig from '../../jest.config.mjs';

/** The unit tier, compiled with one line changed; `MUTATION=none` compiles the code as it is. */
const unit = rootConfig.projects.find((project) => project.displayName === 'unit');
const [, swcOptions] = unit.transform['^.+\\.ts$'];
const transform = new URL('./mutating-transform.mjs', import.meta.url).pathname;

export default process.env.MUTATION === 'none'
  ? unit
  : { ...unit, transform: { '^.+\\.ts$': [transform, swcOptions] } };
