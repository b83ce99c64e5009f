import { extname } from 'node:path';
import type { FileFilter } from 'electron';
import { findFormat, getFormat } from '#contract';

/** Endings as a file dialog wants them; no filter where any file may be taken. */
export function makeFilters(accept: readonly string[]): FileFilter[] {
  const extensions = accept.map((ending) => ending.replace(/^\./, '')).filter((ending) => ending !== '');
  if (extensions.length === 0) return [];
  return [
    { name: `Files that fit (${accept.join(', ')})`, extensions },
    { name: 'All files', extensions: ['*'] },
  ];
}

/** What a file that is saved may be, by its name: as the catalogue of formats calls it, else by its ending; no filter where it has none. */
export function makeSaveFilters(name: string): FileFilter[] {
  const known = findFormat(name);
  if (known !== undefined) {
    const { name: words, extension } = getFormat(known.format);
    return [{ name: words, extensions: [extension] }];
  }
  const extension = extname(name).slice(1);
  return extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }];
}
