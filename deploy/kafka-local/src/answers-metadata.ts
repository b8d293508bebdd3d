import { connect } from 'node:net';

const METADATA = 3;
const VERSION = 1;
const ANSWER_WITHIN_MS = 2_000;

/**
 * Whether a broker on this machine takes part in its cluster. A port that listens is not enough: before it is registered, a
 * broker answers without naming itself, and nobody could produce to it. One Metadata request for no topic, version 1 of
 * https://kafka.apache.org/protocol.
 */
export function answersMetadata(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    let received = Buffer.alloc(0);
    socket.setTimeout(ANSWER_WITHIN_MS, () => settle(false));
    socket.on('error', () => settle(false));
    socket.on('close', () => settle(false));
    socket.on('connect', () => socket.write(METADATA_REQUEST));
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      // Length, correlation id, number of brokers.
      if (received.length >= 12) settle(received.readInt32BE(4) === CORRELATION && received.readInt32BE(8) > 0);
    });
  });
}

const CORRELATION = 1;

const METADATA_REQUEST = ((): Buffer => {
  const body = Buffer.alloc(14);
  body.writeInt16BE(METADATA, 0);
  body.writeInt16BE(VERSION, 2);
  body.writeInt32BE(CORRELATION, 4);
  // No client id, and then an empty list of topics.
  body.writeInt16BE(-1, 8);
  body.writeInt32BE(0, 10);
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length, 0);
  return Buffer.concat([length, body]);
})();
