import { rmSync } from 'node:fs';
import { reportLiveHeap } from './heap-reporter.js';

// Loaded into a service by `node --import`, with the socket in the query: the service itself knows nothing of it.
const socket = new URL(import.meta.url).searchParams.get('socket');
if (socket === null) throw new Error('report-live-heap is imported with ?socket=<path>');
// A process before this one may have left it.
rmSync(socket, { force: true });
reportLiveHeap(socket);
