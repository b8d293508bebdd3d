import { describe, expect, it } from '@jest/globals';
import { serverProperties } from './server-properties.js';

const NODE = { port: 9_092, controllerPort: 40_001, storageDir: '/data/storage' };

describe('server.properties', () => {
  it('lets a node listen on the loopback interface alone, and lead itself', () => {
    const lines = serverProperties(NODE).trimEnd().split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:40001',
        'advertised.listeners=PLAINTEXT://127.0.0.1:9092',
        'controller.quorum.voters=1@127.0.0.1:40001',
        'log.dirs=/data/storage',
      ]),
    );
  });

  it('lets no topic come into being by a slip', () => {
    expect(serverProperties(NODE)).toContain('auto.create.topics.enable=false\n');
  });

  it('may be overridden, each property once', () => {
    const text = serverProperties({ ...NODE, settings: { 'node.id': '7' } });
    expect(text.match(/^node\.id=.*$/gm)).toEqual(['node.id=7']);
  });

  it('keeps a backslash in a path', () => {
    expect(serverProperties({ ...NODE, storageDir: 'C:\\kafka' })).toContain('log.dirs=C:\\\\kafka\n');
  });
});
