/**
 * Loaded into every service before its own code (`node --import`). The supervisor holds the other end of this channel: when
 * it is gone, however it went, the service stops as if it had been asked to, and no orphan keeps a port.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone must not keep a service alive that has finished.
process.channel?.unref();
