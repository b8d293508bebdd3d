import { describe, expect, it } from '@jest/globals';
import { mayPass } from './may-pass.js';

const named = (name: string, cause?: Error): Error => Object.assign(new Error('of kafkajs', { cause }), { name });

describe('an error for which kafkajs gives up', () => {
  it('may pass when no coordinator was found, however deep that is wrapped', () => {
    const notFound = named('KafkaJSGroupCoordinatorNotFound');
    // As its retries do with whatever they do not know how to try again.
    const wrapped = named('KafkaJSNonRetriableError', notFound);
    expect([notFound, wrapped, named('Error', wrapped)].map(mayPass)).toEqual([true, true, true]);
  });

  it('is final otherwise', () => {
    const refused = named('KafkaJSNonRetriableError', named('KafkaJSSASLAuthenticationError'));
    expect([refused, named('Error'), undefined].map(mayPass)).toEqual([false, false, false]);
  });
});
