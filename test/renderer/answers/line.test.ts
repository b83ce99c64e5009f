import { describe, expect, test } from 'vitest';
import { inTurn, makeLine } from '../../../renderer/answers/index.ts';

/** An answer that comes when the test says so. */
function makeLate<Value>(): {
  answer: Promise<Value>;
  come: (value: Value) => void;
  fail: (error: Error) => void;
} {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  return { answer: promise, come: resolve, fail: reject };
}

describe('a line', () => {
  test('answers what its work found', async () => {
    expect(await makeLine().run(() => Promise.resolve('found'))).toBe('found');
  });

  test('keeps the newest answer, whichever comes first', async () => {
    const line = makeLine();
    const [slow, fast] = [makeLate<string>(), makeLate<string>()];
    const [first, second] = [line.run(() => slow.answer), line.run(() => fast.answer)];
    fast.come('second');
    expect(await second).toBe('second');
    slow.come('first');
    expect(await first).toBeUndefined();
  });

  test('tells of no error of work that nobody waits for', async () => {
    const line = makeLine();
    const slow = makeLate<string>();
    const first = line.run(() => slow.answer);
    const second = line.run(() => Promise.resolve('second'));
    slow.fail(new Error('too late to matter'));
    expect(await first).toBeUndefined();
    expect(await second).toBe('second');
  });

  test('throws what the newest work throws, and takes the next', async () => {
    const line = makeLine();
    await expect(line.run(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(await line.run(() => Promise.resolve(1))).toBe(1);
  });

  test('aborts what is under way, and nothing that has ended', async () => {
    const line = makeLine();
    const signals: AbortSignal[] = [];
    const note = (signal: AbortSignal): Promise<void> => {
      signals.push(signal);
      return Promise.resolve();
    };
    await line.run(note);
    const late = makeLate<void>();
    const waiting = line.run((signal) => {
      signals.push(signal);
      return late.answer;
    });
    line.drop();
    late.come();
    expect(await waiting).toBeUndefined();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  });
});

describe('work in turn', () => {
  test('is never under way twice, and is done once more for all wishes meanwhile', async () => {
    const asked: number[] = [];
    const lates = [makeLate<void>(), makeLate<void>()];
    let text = 1;
    const evaluate = inTurn(async () => {
      asked.push(text);
      await lates[asked.length - 1]!.answer;
    });
    const first = evaluate();
    text = 2;
    const second = evaluate();
    text = 3;
    const third = evaluate();
    expect(asked).toEqual([1]);
    lates[0]!.come();
    lates[1]!.come();
    await Promise.all([first, second, third]);
    expect(asked).toEqual([1, 3]);
  });

  test('resolves only when the newest wish has been done', async () => {
    const lates = [makeLate<void>(), makeLate<void>()];
    let done = 0;
    const work = inTurn(async () => {
      await lates[done]!.answer;
      done += 1;
    });
    void work();
    const newest = work().then(() => done);
    lates[0]!.come();
    lates[1]!.come();
    expect(await newest).toBe(2);
  });

  test('goes on after a failure', async () => {
    let tries = 0;
    const work = inTurn(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('once')) : Promise.resolve();
    });
    await expect(work()).rejects.toThrow('once');
    await work();
    expect(tries).toBe(2);
  });
});
