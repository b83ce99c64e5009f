/** What the table of a shapefile has room for (dBASE: eleven bytes, the last of them zero). */
export const longestFieldName = 10;

/**
 * The names of columns as a shapefile can hold them, in their order: ten letters, digits and underscores at most, the first a
 * letter, none twice in whatever case. Words lose their ends, the longest first, and numbers lose nothing, so that one can
 * still tell them: `ward_2003_code` becomes `wa_2003_co`. What is the same then is numbered; a name that fits stays as it is.
 */
export function shortenNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  const found = names.map((name) => {
    const isFitting = shorten(name) === name && !taken.has(name.toLowerCase());
    if (isFitting) taken.add(name.toLowerCase());
    return isFitting ? name : undefined;
  });
  return names.map((name, at) => found[at] ?? takeFree(shorten(name), taken));
}

function takeFree(short: string, taken: Set<string>): string {
  let free = short;
  for (let next = 1; taken.has(free.toLowerCase()); next += 1) {
    const ending = `_${next}`;
    free = short.slice(0, longestFieldName - ending.length) + ending;
  }
  taken.add(free.toLowerCase());
  return free;
}

function shorten(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const words = (/^[A-Za-z]/.test(plain) ? plain : `f_${plain}`).replace(/_$/, '').split('_');
  while (words.join('_').length > longestFieldName && shortenLongest(words));
  return words.join('_').slice(0, longestFieldName);
}

/** Takes the last letter of the longest word that is no number, the last of several; false where none can lose one. */
function shortenLongest(words: string[]): boolean {
  const lengths = words.map((word) => (/^\d+$/.test(word) ? 1 : word.length));
  const longest = Math.max(...lengths);
  const at = lengths.lastIndexOf(longest);
  if (longest <= 1) return false;
  words[at] = words[at]!.slice(0, -1);
  return true;
}
