import { expect, test } from 'vitest';
import { forgetAnswers, makeAnswers } from '../../../renderer/answers/index.ts';

/** Answers that come when the test says so, in the order in which they were asked for. */
function makeAsked() {
  const asked: { question: string; come: (value: string) => void; fail: (error: Error) => void }[] = [];
  const ask = (question: string): Promise<string> => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    asked.push({ question, come: resolve, fail: reject });
    return promise;
  };
  return { asked, ask };
}

test('an answer is kept under its question, and asked for once however many want it', async () => {
  const { asked, ask } = makeAsked();
  const answers = makeAnswers(ask, { of: 'data' });
  const [mine, yours, other] = [answers.get('a'), answers.get('a'), answers.get('b')];
  expect(asked.map(({ question }) => question)).toEqual(['a', 'b']);
  asked[1]!.come('to b');
  asked[0]!.come('to a');
  expect(await Promise.all([mine, yours, other])).toEqual(['to a', 'to a', 'to b']);
  expect(await answers.get('a')).toBe('to a');
  expect(asked).toHaveLength(2);
});

test('an answer of before a change is not kept, however late it comes', async () => {
  const { asked, ask } = makeAsked();
  const answers = makeAnswers(ask, { of: 'workspace' });
  const before = answers.get('a');
  forgetAnswers('workspace');
  const after = answers.get('a');
  asked[1]!.come('new');
  expect(await after).toBe('new');
  asked[0]!.come('old');
  expect(await before).toBe('old');
  expect(await answers.get('a')).toBe('new');
});

test('only answers that were read from what has changed are forgotten', async () => {
  const { asked, ask } = makeAsked();
  const answers = makeAnswers(ask, { of: 'data' });
  const first = answers.get('a');
  asked[0]!.come('of data');
  await first;
  forgetAnswers('workspace');
  expect(await answers.get('a')).toBe('of data');
  forgetAnswers('data');
  void answers.get('a');
  expect(asked).toHaveLength(2);
});

test('the oldest answers go beyond the limit', async () => {
  const { asked, ask } = makeAsked();
  const answers = makeAnswers(ask, { of: 'data', limit: 2 });
  for (const [at, question] of ['a', 'b', 'c'].entries()) {
    const answer = answers.get(question);
    asked[at]!.come(question);
    await answer;
  }
  await answers.get('c');
  void answers.get('a');
  expect(asked.map(({ question }) => question)).toEqual(['a', 'b', 'c', 'a']);
});

test('a question that failed is asked anew', async () => {
  const { asked, ask } = makeAsked();
  const answers = makeAnswers(ask, { of: 'data' });
  const first = answers.get('a');
  asked[0]!.fail(new Error('lost'));
  await expect(first).rejects.toThrow('lost');
  const second = answers.get('a');
  asked[1]!.come('found');
  expect(await second).toBe('found');
});
