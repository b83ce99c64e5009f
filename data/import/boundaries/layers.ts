import { refuse } from '../refusal.ts';

/**
 * The layer to read: the one asked for (by name, letter case aside, or by the last part of its path), else the first.
 * Throws `input_refused` where the file has no such layer; `names` must not be empty.
 */
export function chooseLayer(
  names: readonly string[],
  wanted: string | null,
  file: string,
): { chosen: string; notes: string[] } {
  if (wanted === null || wanted === '') {
    const [first] = names;
    const notes =
      names.length === 1
        ? []
        : [`The file holds ${names.length} layers; “${first}” is read unless another is chosen.`];
    return { chosen: first!, notes };
  }
  const folded = wanted.toLowerCase();
  const chosen =
    names.find((name) => name === wanted) ??
    names.find((name) => name.toLowerCase() === folded) ??
    names.find((name) => name.replace(/^.*\//, '').toLowerCase() === folded);
  if (chosen !== undefined) return { chosen, notes: [] };
  throw refuse(`“${file}” has no layer “${wanted}”.`, {
    file,
    found: wanted,
    expected: names.slice(0, 20).join(', '),
    hint: 'Choose one of the layers named.',
  });
}
