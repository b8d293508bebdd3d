import type { AddressInfo } from 'node:net';
import {
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import featuresService from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import gossipService from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import streamsService from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import { appendAnswer, nameOf, proposed, serviceError, type Fault } from './fake-answers.js';
import { FakeLog, type Expected, type Proposed } from './fake-log.js';
import { answerRead, type ReadCall } from './fake-reads.js';

type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;
type Options = NonNullable<ReturnType<AppendReq['getOptions']>>;
type AppendCall = ServerReadableStream<AppendReq, AppendResp>;

export type FakeOptions = {
  /** Of several nodes on one log, as a cluster is. */
  readonly log?: FakeLog;
  readonly port?: number;
  readonly certificate?: { readonly key: string; readonly certificate: string };
  /** `user:password`, which every call must bring. */
  readonly login?: string;
};

type Method = 'append' | 'read';

/**
 * Speaks the published protocol for the calls that the adapter makes, in the service definitions that the client package
 * carries, and answers as the sources of KurrentDB 26 do. It shows what the adapter makes of such answers, never that a real
 * server gives them.
 */
export class FakeKurrentDb {
  readonly log: FakeLog;
  /** Which methods were called, so that a spec can say how the adapter calls. */
  readonly calls: string[] = [];
  /** How many events and checkpoints of subscriptions were given to the transport. */
  sent = 0;
  /** How many subscriptions were begun. */
  followed = 0;
  private readonly server = new Server();
  private readonly faults: { method: Method; fault: Fault | 'silence'; left: number }[] = [];
  private cut = { afterAnswers: 0, left: 0 };
  private members: readonly FakeKurrentDb[] = [];
  private leader: FakeKurrentDb | undefined;
  port = 0;

  private constructor(private readonly options: FakeOptions) {
    this.log = options.log ?? new FakeLog();
    this.server.addService(streamsService.StreamsService, {
      append: (call: AppendCall, answer: sendUnaryData<AppendResp>) => this.append(call, answer),
      read: (call: ReadCall) => this.read(call),
      batchAppend: (call: ServerDuplexStream<unknown, unknown>) => {
        this.calls.push('batchAppend');
        call.emit('error', serviceError({ code: status.UNIMPLEMENTED, details: 'nothing here is to call it' }));
      },
    });
    this.server.addService(featuresService.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: sendUnaryData<InstanceType<typeof features.SupportedMethods>>) =>
        answer(null, supportedMethods()),
    });
    this.server.addService(gossipService.GossipService, {
      read: (_: ServerUnaryCall<unknown, unknown>, answer: sendUnaryData<InstanceType<typeof gossip.ClusterInfo>>) =>
        answer(null, this.clusterInfo()),
    });
  }

  static async start(options: FakeOptions = {}): Promise<FakeKurrentDb> {
    const fake = new FakeKurrentDb(options);
    const { certificate: tls } = options;
    const credentials =
      tls === undefined
        ? ServerCredentials.createInsecure()
        : ServerCredentials.createSsl(null, [
            { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) },
          ]);
    fake.port = await new Promise<number>((resolve, reject) =>
      fake.server.bindAsync(`127.0.0.1:${options.port ?? 0}`, credentials, (error, port) =>
        error === null ? resolve(port) : reject(error),
      ),
    );
    return fake;
  }

  url(parameters = 'tls=false', scheme = 'kurrentdb'): string {
    return `${scheme}://127.0.0.1:${this.port}?${parameters}`;
  }

  /** The next calls of a method fail so, or are never answered. */
  failNext(method: Method, fault: Fault | 'silence', times = 1): void {
    this.faults.push({ method, fault, left: times });
  }

  /** The next reads end after so many answers, as if that were all: so the native client sees a connection that is cut. */
  cutNextRead(afterAnswers: number, times = 1): void {
    this.cut = { afterAnswers, left: times };
  }

  /** From now on a cluster of these nodes: the first leads, and the others send everybody to it. */
  static cluster(...members: readonly FakeKurrentDb[]): void {
    for (const member of members) {
      member.members = members;
      member.leader = members[0];
    }
  }

  close(): void {
    this.server.forceShutdown();
  }

  private append(call: AppendCall, answer: sendUnaryData<AppendResp>): void {
    const fault = this.faultOf('append', call.metadata.getMap());
    if (fault === 'silence') return;
    if (fault !== undefined) return answer(serviceError(fault));
    let options: Options | undefined;
    const events: Proposed[] = [];
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (message !== undefined) events.push(proposed(message));
    });
    call.on('end', () => {
      if (call.cancelled) return;
      const name = nameOf(options?.getStreamIdentifier());
      answer(null, appendAnswer(this.log.append(name, expectedOf(options), events)));
    });
  }

  private read(call: ReadCall): void {
    const fault = this.faultOf('read', call.metadata.getMap());
    if (fault === 'silence') return;
    if (fault !== undefined) return void call.emit('error', serviceError(fault));
    const onSent = (): void => void (this.sent += 1);
    if (call.request.getOptions()?.hasSubscription() === true) this.followed += 1;
    const isCut = this.cut.left > 0;
    if (isCut) this.cut.left -= 1;
    answerRead(this.log, call, onSent, isCut ? this.cut.afterAnswers : Infinity).catch((error: Error) =>
      call.emit('error', error),
    );
  }

  private faultOf(method: Method, metadata: Record<string, unknown>): Fault | 'silence' | undefined {
    this.calls.push(method);
    const planned = this.faults.find((fault) => fault.method === method && fault.left > 0);
    if (planned !== undefined) {
      planned.left -= 1;
      return planned.fault;
    }
    const { login } = this.options;
    const expected = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    if (expected !== undefined && metadata['authorization'] !== expected) {
      return { code: status.UNAUTHENTICATED, details: 'Bad HTTP status code: 401' };
    }
    if (this.leader === undefined || this.leader === this || metadata['requires-leader'] !== 'true') return undefined;
    const trailers = {
      exception: 'not-leader',
      'leader-endpoint-host': '127.0.0.1',
      'leader-endpoint-port': String(this.leader.port),
    };
    return { code: status.NOT_FOUND, details: 'Leader info available', trailers };
  }

  private clusterInfo(): InstanceType<typeof gossip.ClusterInfo> {
    const { FOLLOWER, LEADER } = gossip.MemberInfo.VNodeState;
    const members = this.members.map((member) =>
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString('00000000-0000-4000-8000-000000000001'))
        .setState(member === this.leader ? LEADER : FOLLOWER)
        .setIsAlive(true)
        .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(member.port)),
    );
    return new gossip.ClusterInfo().setMembersList(members);
  }
}

/** A real server has it, so that a client that asks would use it. */
const supportedMethods = (): InstanceType<typeof features.SupportedMethods> =>
  new features.SupportedMethods()
    .setEventStoreServerVersion('26.0.0')
    .setMethodsList([
      new features.SupportedMethod().setMethodName('batchappend').setServiceName('event_store.client.streams.streams'),
    ]);

function expectedOf(options: Options | undefined): Expected {
  if (options?.hasRevision()) return Number(options.getRevision());
  return options?.hasNoStream() ? -1 : 'any';
}

export const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
