import { afterEach, expect, test, vi } from 'vitest';
import { printError } from '../../cli/output.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function printed(error: unknown): string {
  let text = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => {
    text += String(piece);
    return true;
  });
  printError(error, false);
  return text;
}

test('a fault of ours is a sentence with what to do, and no stack', () => {
  const text = printed(new TypeError('x is not a function'));
  expect(text).toBe(
    "pinpoint: This is a fault of Pinpoint's own: x is not a function. The workspace is as its last finished change left it. Try again; if it stays so, report it with what the same command prints after PINPOINT_STACK=1.\n",
  );
});

test('where it happened is told to those who ask', () => {
  vi.stubEnv('PINPOINT_STACK', '1');
  expect(printed(new TypeError('x is not a function'))).toMatch(/\n\s+at .*output\.test\.ts/);
});
