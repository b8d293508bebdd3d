import { invariant } from '@credit-ledger/kernel';

/** Data of an event as JSON holds it. */
export type JsonData = Record<string, unknown>;

/**
 * Brings data of one version of an event type into the shape of the next. It must do so for ever, with nothing but the data:
 * whatever was stored once has to be readable in every release to come.
 */
export type Upcaster = (data: JsonData) => JsonData;

/**
 * The versions of every event type of a stream: a type has one more than it has upcasters, the first of which leads from
 * version 1 to version 2. To change a shape, add an upcaster at the end and change what is written; never change one.
 */
export class EventVersions<Type extends string> {
  constructor(private readonly upcasters: Readonly<Record<Type, readonly Upcaster[]>>) {}

  get types(): readonly Type[] {
    return Object.keys(this.upcasters) as Type[];
  }

  /** The version in which the type is written today. */
  current(type: Type): number {
    return this.upcasters[type].length + 1;
  }

  /**
   * Data of any version that was ever written, in today's shape.
   * @throws InvariantViolation for a type or a version that this release does not know: a poison event stops its reader.
   */
  upcast(type: string, version: number, data: JsonData): JsonData {
    invariant(this.knows(type), `unknown event type ${type}`);
    // Nearly every event there is, on the path of a rebuild.
    if (version === this.current(type)) return data;
    const isKnown = Number.isInteger(version) && version >= 1 && version < this.current(type);
    invariant(isKnown, `unknown version ${version} of ${type}`);
    return this.upcasters[type].slice(version - 1).reduce((older, upcaster) => upcaster(older), data);
  }

  private knows(type: string): type is Type {
    return Object.hasOwn(this.upcasters, type);
  }
}
