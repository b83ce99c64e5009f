import type { Backend } from '#backend';
import { PinpointError, type GeographyRef } from '#contract';

/** The geography that was said; else the only one with values; else the finest; throws `usage` where none can be meant. */
export async function settleGeography(backend: Backend, said: string | undefined): Promise<GeographyRef> {
  const { geographies, indicators } = await backend.client.call('workspace.describe', {});
  const refs = geographies.map((entry) => `${entry.geography}:${entry.vintage}`);
  if (said !== undefined) {
    if (refs.includes(said)) return said;
    throw new PinpointError('not_found', `There is no geography ${said} in this workspace.`, {
      found: said,
      expected: refs.join(', '),
      hint: refs.length === 0 ? 'Import boundaries first.' : `It has ${refs.join(', ')}.`,
    });
  }
  const used = new Set(indicators.flatMap((indicator) => indicator.geographies));
  const withValues = refs.filter((ref) => used.has(ref));
  const [only, ...others] = withValues.length > 0 ? withValues : refs;
  if (only === undefined)
    throw new PinpointError('not_found', 'The workspace has no areas yet.', {
      hint: 'Import boundaries first.',
    });
  if (others.length === 0) return only;
  const [lsoa, ...moreLsoas] = [only, ...others].filter((ref) => ref.startsWith('lsoa:'));
  if (lsoa !== undefined && moreLsoas.length === 0) return lsoa;
  throw new PinpointError(
    'usage',
    `The workspace has several geographies${withValues.length > 0 ? ' with values' : ''}: ${[only, ...others].join(', ')}.`,
    {
      hint: 'Say which one with --geography.',
    },
  );
}

/** A flag that takes a number; throws `usage` for anything else. */
export function readNumberFlag(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new PinpointError('usage', `${flag} takes a number.`, { found: text });
}
