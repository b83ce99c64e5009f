import { getFileFormat, packings } from '#contract';

const tableEndings = [...getFileFormat('csv').endings, 'txt', ...Object.values(packings)];
const endings = new RegExp(`(\\.(${tableEndings.join('|')}))+$`, 'i');

/**
 * An id made from words: `Residents claiming JSA or Universal Credit` → `residents_claiming_jsa_or_universal_credit`.
 * Brackets and what they hold go where something is left without them. Empty where no letter is left.
 */
export function makeId(words: string): string {
  const bare = words.replace(/\s*[([][^)\]]*[)\]]/g, ' ');
  const id = idOf(bare) || idOf(words);
  return /^[a-z]/.test(id) ? id : id === '' || !/[a-z]/.test(id) ? '' : `n_${id}`;
}

function idOf(words: string): string {
  const id = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/%/g, ' percent ')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (id.length <= 60) return id;
  const cut = id.slice(0, 60);
  return cut.slice(0, cut.lastIndexOf('_') > 20 ? cut.lastIndexOf('_') : 60);
}

/** A file's name without folder and endings: `gm_claimants_2017-09.csv.gz` → `gm_claimants_2017-09`. */
export function bareFileName(name: string): string {
  const file = name.split(/[/\\]/).at(-1)!;
  return file.replace(endings, '');
}
