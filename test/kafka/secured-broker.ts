import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startKafka } from '@credit-ledger/kafka-local';
import { freePort } from '@credit-ledger/testing';

export interface SecuredBroker {
  /** Where it wants TLS and a login: `host:port`. */
  readonly address: string;
  /** The certificate that signs its own. */
  readonly ca: string;
  stop(): Promise<void>;
}

export const LOGIN = { username: 'ann', password: 'p:w/a%' };

const STORE_PASSWORD = 'of a test';
const SCRAM_LOGIN = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';

/** A real broker of its own that speaks TLS, with a certificate made for it, and knows one user, by whichever mechanism. */
export async function startSecuredBroker(): Promise<SecuredBroker> {
  const dir = await mkdtemp(join(tmpdir(), 'credit-ledger-secured-'));
  await chmod(dir, 0o711);
  const ca = join(dir, 'ca.pem');
  const keystore = join(dir, 'broker.p12');
  await makeCertificate(keystore, ca);
  const [port, secured, controller] = [await freePort(), await freePort(), await freePort()];
  const kafka = await startKafka({
    dir: join(dir, 'kafka'),
    port,
    scramUsers: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].map(
      (mechanism) => `${mechanism}=[name=${LOGIN.username},password=${LOGIN.password}]`,
    ),
    settings: {
      listeners: `PLAINTEXT://127.0.0.1:${port},SECURED://127.0.0.1:${secured},CONTROLLER://127.0.0.1:${controller}`,
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},SECURED://127.0.0.1:${secured}`,
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,SECURED:SASL_SSL,CONTROLLER:PLAINTEXT',
      'controller.quorum.voters': `1@127.0.0.1:${controller}`,
      'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
      'listener.name.secured.plain.sasl.jaas.config':
        'org.apache.kafka.common.security.plain.PlainLoginModule required ' +
        `user_${LOGIN.username}="${LOGIN.password}";`,
      'listener.name.secured.scram-sha-256.sasl.jaas.config': SCRAM_LOGIN,
      'listener.name.secured.scram-sha-512.sasl.jaas.config': SCRAM_LOGIN,
      'ssl.keystore.type': 'PKCS12',
      'ssl.keystore.location': keystore,
      'ssl.keystore.password': STORE_PASSWORD,
      'ssl.key.password': STORE_PASSWORD,
    },
  });
  return {
    address: `127.0.0.1:${secured}`,
    ca,
    async stop() {
      await kafka.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** `keytool` comes with Java, which a broker needs anyway. */
async function makeCertificate(keystore: string, ca: string): Promise<void> {
  const store = ['-keystore', keystore, '-storetype', 'PKCS12', '-storepass', STORE_PASSWORD, '-alias', 'broker'];
  const run = promisify(execFile);
  const subject = ['-dname', 'CN=broker of a test', '-ext', 'san=ip:127.0.0.1,dns:localhost', '-ext', 'bc:c'];
  await run('keytool', ['-genkeypair', '-keyalg', 'EC', '-validity', '2', ...subject, ...store]);
  await writeFile(ca, (await run('keytool', ['-exportcert', '-rfc', ...store])).stdout);
}
