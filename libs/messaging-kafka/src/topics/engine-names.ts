/** What topics and groups are called at the engine: their own names, behind the namespace if there is one. */
export class EngineNames {
  private readonly prefix: string;

  constructor(private readonly namespace: string | undefined) {
    this.prefix = namespace === undefined ? '' : `${namespace}.`;
  }

  atEngine(topic: string): string {
    return `${this.prefix}${topic}`;
  }

  fromEngine(name: string): string {
    return name.slice(this.prefix.length);
  }

  /**
   * The members of a group at the engine all read the same topics: its assignment knows no others. A service that subscribes
   * several times therefore is a group for each.
   */
  groupAtEngine(group: string, topics: readonly string[]): string {
    return this.atEngine(`${group}/${[...topics].sort().join('+')}`);
  }

  /** Whose offsets these are: those of one log mean nothing in another, so a group begins anew when it is moved. */
  groupInOffsets(group: string, clusterId: string): string {
    return `${group}@${clusterId}${this.namespace === undefined ? '' : `/${this.namespace}`}`;
  }
}
