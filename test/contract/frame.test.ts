import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PinpointError, decodeFrame, encodeFrame } from '#contract';

/** A frame of any text and any bytes after it, as somebody else would write it. */
function makeFrame(json: string, columns = 0): Uint8Array {
  const text = Buffer.from(json);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(text.length);
  const padding = Buffer.alloc((8 - ((4 + text.length) % 8)) % 8);
  return Buffer.concat([head, text, padding, Buffer.alloc(columns)]);
}

function refusalOf(frame: Uint8Array): string {
  try {
    decodeFrame(frame);
  } catch (error) {
    if (error instanceof PinpointError && error.code === 'usage') return error.message;
    throw error;
  }
  return 'taken';
}

const column = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.uint8Array(),
);
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    column,
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')),
  ),
})).value;

describe('a frame', () => {
  test('gives back what was put in, as copies, from any view of memory', () => {
    fc.assert(
      fc.property(values, (value) => {
        const bytes = encodeFrame(value);
        expect(decodeFrame(bytes)).toEqual(value);
        // A Node buffer of a larger pool, not at its beginning.
        expect(decodeFrame(Buffer.concat([Buffer.alloc(3), bytes]).subarray(3))).toEqual(value);
      }),
    );
  });

  test('keeps a key that objects are otherwise made with', () => {
    const value = JSON.parse('{"__proto__":{"admin":true}}') as unknown;
    const decoded = decodeFrame(encodeFrame(value));
    expect(JSON.stringify(decoded)).toBe('{"__proto__":{"admin":true}}');
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
  });
});

const reference = (index: unknown, length: unknown, type = 'Uint8Array'): string =>
  JSON.stringify({ $column: index, type, length });

describe('bytes that are no frame are refused with what is wrong', () => {
  test.each([
    ['nothing', new Uint8Array()],
    ['less than a length', new Uint8Array(3)],
    ['a text longer than the bytes', Uint8Array.of(255, 255, 255, 255, 1)],
    ['a text that is no JSON', makeFrame('{"name":')],
    ['a text that is no UTF-8', Uint8Array.of(2, 0, 0, 0, 0xc3, 0x28, 0, 0)],
    ['bytes that nothing speaks of', makeFrame('{}', 8)],
    ['a missing array', makeFrame(reference(0, 8))],
    ['a part of an array', makeFrame(reference(0, 17), 16)],
    ['an array that reaches too far by its kind', makeFrame(reference(0, 2, 'Float64Array'), 8)],
    ['an array of more than there is memory', makeFrame(reference(0, 2 ** 52))],
    ['an array of a length beyond numbers', makeFrame('{"$column":0,"type":"Uint8Array","length":1e999}')],
    ['a negative length', makeFrame(reference(0, -8), 8)],
    ['half a length', makeFrame(reference(0, 0.5), 8)],
    ['a length in words', makeFrame(reference(0, '8'), 8)],
    ['an array number 4 billion', makeFrame(reference(4294967294, 8), 8)],
    ['an array number minus one', makeFrame(reference(-1, 8), 8)],
    ['an array named twice', makeFrame(`[${reference(0, 8)},${reference(0, 8)}]`, 16)],
    ['arrays in another order', makeFrame(`[${reference(1, 8)},${reference(0, 8)}]`, 16)],
    ['an array of a kind that is none', makeFrame(reference(0, 8, 'constructor'), 8)],
    ['an array of a kind that frames do not have', makeFrame(reference(0, 1, 'BigInt64Array'), 8)],
    ['201 levels', makeFrame('['.repeat(201) + ']'.repeat(201))],
    ['eight million levels', makeFrame('['.repeat(8_000_000))],
    ['levels of objects', makeFrame('{"a":'.repeat(300) + '1' + '}'.repeat(300))],
  ])('%s', (_what, frame) => {
    expect(refusalOf(frame)).toMatch(/^These bytes are no call or answer of Pinpoint: .+\.$/);
  });

  test('brackets in a text are no levels', () => {
    const text = `${'['.repeat(500)}\\"{${'"'.repeat(3)}`;
    expect(decodeFrame(encodeFrame({ text }))).toEqual({ text });
  });

  test('whatever the bytes are, they are taken or refused, and take no more memory than they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(refusalOf(bytes)).not.toBe('');
      }),
    );
  });
});
