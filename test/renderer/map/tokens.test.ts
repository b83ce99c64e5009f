import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contrast } from '../../../renderer/map/colour.ts';

const tokens = readFileSync(new URL('../../../renderer/ui/tokens.css', import.meta.url), 'utf8');

/** A colour token of a theme. Throws where there is none, so that a renamed token is noticed. */
function token(theme: string, name: string): string {
  const block = tokens.slice(tokens.indexOf(`[data-theme='${theme}']`)).split('}')[0]!;
  const value = new RegExp(`--${name}:\\s*(#[0-9a-f]{6})`).exec(block)?.[1];
  if (!value) throw new Error(`No token --${name} in ${theme}`);
  return value;
}

test.each(['light', 'dark', 'projector'])(
  '%s: swatches of the legend have an edge of contrast 3 on its card',
  (theme) => {
    expect(contrast(token(theme, 'control-line'), token(theme, 'panel'))).toBeGreaterThanOrEqual(3);
  },
);
