export { loadMeteringConfig, type MeteringConfig } from './processing-metering.config.js';
export { meteringService } from './processing-metering.service.js';
