import type { Backend } from '#backend';
import { mostBytesWithTables, PinpointError, type FileRef } from '#contract';

/**
 * The data set that was named: inside an archive by its path, of several tables of a text by number or words of its title. The files
 * as they are where neither was. Throws `not_found` with those there are.
 */
export async function chooseSet(
  backend: Backend,
  files: FileRef[],
  { member, table }: { member?: string; table?: string },
): Promise<FileRef[]> {
  if (member === undefined && table === undefined) return files;
  const { sets } = await backend.client.call('import.sets', { files });
  const told = sets.map(({ name, files: own }) => ({ files: own, ...splitName(name) }));
  const inside = told.filter(({ name }) => isNamed(name, member));
  const names = [...new Set(told.map(({ name }) => name.replace(/^.*?: /, '')))];
  if (new Set(inside.map(({ name }) => name)).size !== 1)
    throw notThere('data set', member ?? '', { files, names });
  if (table === undefined && inside.length === 1) return inside[0]!.files;
  const wanted = table?.trim().toLowerCase() ?? '';
  const byNumber = inside.filter(({ title }) => /^\d+$/.test(wanted) && title.split(' ')[1] === wanted);
  const byTitle = inside.filter(({ title }) => wanted !== '' && title.toLowerCase().includes(wanted));
  const [only, ...others] = byNumber.length > 0 ? byNumber : byTitle;
  if (only !== undefined && others.length === 0) return only.files;
  const titles = inside.flatMap(({ title }) => (title === '' ? [] : [title]));
  throw notThere('table', table ?? '', { files, names: titles });
}

/** A data set's name, and the title of the table where it is one of several. */
function splitName(set: string): { name: string; title: string } {
  const [, name = set, title = ''] = /^(.*?): (table \d+(?: \(.*\))?)$/s.exec(set) ?? [];
  return { name, title };
}

function isNamed(name: string, member: string | undefined): boolean {
  return member === undefined || name.endsWith(`: ${member}`) || name.endsWith(`/${member}`);
}

function notThere(
  what: 'data set' | 'table',
  wanted: string,
  { files, names }: { files: readonly FileRef[]; names: readonly string[] },
): PinpointError {
  const flag = what === 'table' ? '--table' : '--member';
  const file = files.map(({ name }) => name).join(', ');
  const message =
    wanted === ''
      ? `Which ${what} of ${file} is meant is not said.`
      : `There is no one ${what} “${wanted}” in ${file}.`;
  if (names.length > 0)
    return new PinpointError('not_found', message, {
      found: wanted,
      expected: names.join(', '),
      hint: `Name one of these with ${flag}.`,
    });
  const { plain, packed } = mostBytesWithTables;
  const limits = `${plain / 2 ** 20} MB (packed ${packed / 2 ** 20} MB)`;
  return new PinpointError('not_found', message, {
    found: wanted,
    expected: `no ${flag}: it holds one ${what}${what === 'table' ? `, or is larger than ${limits}` : ''}`,
    hint: `Leave out ${flag}.${what === 'table' ? ' Several tables in a larger file must be cut into files of their own first.' : ''}`,
  });
}
