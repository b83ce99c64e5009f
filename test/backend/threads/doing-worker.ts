// Runs in a thread of `KeptThreads` and does what it is told to.
import { PinpointError } from '#contract';
import { serveWork } from '../../../backend/threads/index.ts';

export type Doing = 'answer' | 'be refused' | 'fail' | 'hold much' | 'leave a timer' | 'tell too late';

const held: Buffer[] = [];

serveWork<Doing, string>({
  async work(doing, tell) {
    if (doing === 'be refused') throw new PinpointError('input_refused', 'refused');
    if (doing === 'fail') throw new Error('failed');
    if (doing === 'hold much') held.push(Buffer.alloc(150 << 20));
    if (doing === 'leave a timer') setTimeout(() => undefined, 200);
    if (doing === 'tell too late') setImmediate(() => tell('late'));
    return process.env['TMPDIR'] ?? '';
  },
  explain: (_doing, error) => String(error),
});
