import { z } from 'zod';

/** File systems take names of 255 bytes; room is left for what is put after this one, as in `.csv-metadata.json`. */
const longestNameBytes = 230;

/**
 * Why a file cannot be called so, as a sentence without its full stop; undefined where it can. The name is that of a file
 * that is made, without folders and ending: it may lead nowhere else, whatever system and separator are meant.
 */
export function findFileNameFault(name: string): string | undefined {
  if (name.trim() === '') return 'Give the file a name';
  if (/[/\\]/.test(name)) return 'A file’s name has no / and no \\, which stand between folders';
  if (/[\p{Cc}\p{Cs}]/u.test(name))
    return 'A file’s name has no line ends, tabs and other control characters';
  const bytes = new TextEncoder().encode(name).length;
  return bytes > longestNameBytes ? 'The name is too long: choose a shorter one' : undefined;
}

/** Name of a file that is made, without folders and without its ending. */
export const fileName = z.string().refine((name) => findFileNameFault(name) === undefined, {
  error: ({ input }) => findFileNameFault(String(input)) ?? 'Give the file a name',
});
