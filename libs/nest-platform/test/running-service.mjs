// A service in a process of its own, for specs about signals. Plain JavaScript on the built platform: decorators are calls.
import { Controller, Get, Module } from '@nestjs/common';
import { baseConfigSchema, loadConfig, Public, runService } from '@credit-ledger/nest-platform';

class SlowController {
  async slow() {
    process.stdout.write('request in hand\n');
    await new Promise((resolve) => setTimeout(resolve, 400));
    return { answered: true };
  }

  break() {
    void Promise.reject(new Error('nobody waits for this'));
    return {};
  }
}
const route = (path, method) => {
  const descriptor = Object.getOwnPropertyDescriptor(SlowController.prototype, method);
  Get(path)(SlowController.prototype, method, descriptor);
};
route('slow', 'slow');
route('break', 'break');
Controller()(SlowController);
Public('for the spec')(SlowController);

class StuckModule {
  async beforeApplicationShutdown() {
    if (process.argv.includes('--stuck')) await new Promise((resolve) => setTimeout(resolve, 60_000));
  }

  onApplicationShutdown() {
    process.stdout.write('pools closed\n');
  }
}
Module({ controllers: [SlowController] })(StuckModule);

await runService(() => ({
  name: 'running',
  config: loadConfig(baseConfigSchema),
  module: StuckModule,
  openApi: { description: '' },
}));
