import type { FoundText } from './found.ts';

/** Whatever a text of JSON says. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Every text and number in a text of JSON, and the names of all members, each with the path to it. Throws where it is no JSON. */
export function listJsonTexts(text: string): FoundText[] {
  return listTextsOf(JSON.parse(text) as Json, '');
}

/** As `listJsonTexts`, of what was parsed; `where` is the path to it. */
export function listTextsOf(value: Json, where: string): FoundText[] {
  if (value === null) return [];
  if (typeof value !== 'object') return [[where, String(value)]];
  if (Array.isArray(value)) return value.flatMap((part, at) => listTextsOf(part, `${where}[${at}]`));
  return Object.entries(value).flatMap(([name, part]) => [
    [where === '' ? 'a name' : where, name] as FoundText,
    ...listTextsOf(part, where === '' ? name : `${where}.${name}`),
  ]);
}
