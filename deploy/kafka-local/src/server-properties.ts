/** What the one node of a local Kafka is told; anything of it may be overridden. */
export type NodeOptions = {
  readonly port: number;
  readonly controllerPort: number;
  readonly storageDir: string;
  readonly settings?: Readonly<Record<string, string>> | undefined;
};

/** The text of `server.properties` for one node that is broker and controller, on the loopback interface alone. */
export function serverProperties({ port, controllerPort, storageDir, settings }: NodeOptions): string {
  const properties: Readonly<Record<string, string>> = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': storageDir,
    // A topic exists because somebody decided on its partitions.
    'auto.create.topics.enable': 'false',
    // One node has nobody to copy to, and nothing to spread over fifty partitions.
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    // Members of a first group need not wait for more of them.
    'group.initial.rebalance.delay.ms': '0',
    ...settings,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${escaped(value)}\n`)
    .join('');
}

// The format is Java's: a backslash begins an escape, and the file is read as UTF-8.
const escaped = (value: string): string => value.replaceAll('\\', '\\\\');
