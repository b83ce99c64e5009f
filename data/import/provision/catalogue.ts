import { type Programme, type Provider, quoteText, formatPlural } from '#contract';
import type { Staging, WorkspaceReader } from '#data/workspace';
import { listExamples, makeId, type Tally } from '../tables/index.ts';

/** Providers and programmes by what a file calls them. */
export interface Catalogue {
  /** What is named next stands in this row. */
  turnTo(row: number): void;
  /** The id of a provider named by id, name or both; one that is not known yet is staged. Undefined where both are blank. */
  provider(id: string, name: string): string | undefined;
  /** The id of a programme named by id, name or both; a new one is staged under the provider. */
  programme(named: { id: string; name: string; provider: string | undefined }): string | undefined;
  /** Where the row gives a known id another name than the row where it came first, that first naming in words. */
  findOtherName(): string | undefined;
  /** The provider of a known programme. */
  providerOf(programme: string): string | undefined;
  staged(): { providers: number; programmes: number };
  /** Puts into the report what was new and what contradicted itself. */
  report(tally: Tally): void;
}

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');

/** Knows the providers and programmes of the workspace and stages those that a file adds. */
export function createCatalogue(reader: WorkspaceReader, staging: Staging): Catalogue {
  let row = 0;
  const rowNow = (): number => row;
  const stageProvider = (provider: Provider): void => staging.addProvider(provider);
  const stageProgramme = (programme: Programme): void => staging.addProgramme(programme);
  const providers = createShelf<Provider>(reader.listProviders(), { stage: stageProvider, rowNow });
  const programmes = createShelf<Programme>(reader.listProgrammes(), { stage: stageProgramme, rowNow });
  const moved = new Set<string>();
  return {
    turnTo(next) {
      row = next;
    },
    findOtherName: () => providers.otherNameIn(row) ?? programmes.otherNameIn(row),
    provider: (id, name) =>
      providers.put({ id, name }, (free) => ({ id: free, name: name === '' ? id : name }))?.id,
    programme({ id, name, provider }) {
      const found = programmes.put({ id, name }, (free) =>
        provider === undefined ? undefined : { id: free, name: name === '' ? id : name, provider },
      );
      if (found && provider !== undefined && found.provider !== provider) moved.add(found.id);
      return found?.id;
    },
    providerOf: (programme) => programmes.find(programme)?.provider,
    staged: () => ({ providers: providers.added(), programmes: programmes.added() }),
    report(tally) {
      const renamed = [...providers.listRenamed(), ...programmes.listRenamed()];
      if (renamed.length > 0) {
        tally.warn(
          `${formatPlural(renamed.length, 'id goes', 'ids go')} with more than one name; the first was kept: ${listExamples(renamed, renamed.length, 3)}.`,
        );
      }
      if (moved.size > 0) {
        tally.warn(
          `${formatPlural(moved.size, 'programme is', 'programmes are')} named with another provider than before (${listExamples([...moved])}); the first was kept.`,
        );
      }
    },
  };
}

interface Named {
  id: string;
  name: string;
}

/** Things by id and by name; what was known before the file came is staged again only where the file gives it a new name. */
function createShelf<Thing extends Named>(
  known: readonly Thing[],
  { stage, rowNow }: { stage: (thing: Thing) => void; rowNow: () => number },
) {
  const byId = new Map(known.map((thing) => [thing.id, thing]));
  const byName = new Map(known.map((thing) => [plain(thing.name), thing]));
  const before = new Set(byId.keys());
  /** Row that an id of the file came in first. */
  const fromFile = new Map<string, number>();
  const renamed = new Map<string, { row: number; words: string }>();
  let added = 0;
  const keep = (thing: Thing): Thing => {
    byId.set(thing.id, thing);
    byName.set(plain(thing.name), thing);
    fromFile.set(thing.id, rowNow());
    stage(thing);
    return thing;
  };
  return {
    listRenamed: () => [...renamed.values()].map(({ words }) => words),
    /** What the row is at odds with, where it gives a known id another name. */
    otherNameIn: (row: number): string | undefined =>
      [...renamed.values()].find((each) => each.row === row)?.words,
    added: () => added,
    find: (id: string) => byId.get(id),
    put({ id, name }: Named, make: (id: string) => Thing | undefined): Thing | undefined {
      if (id === '' && name === '') return undefined;
      const found =
        id === ''
          ? byName.get(plain(name))
          : (byId.get(id) ?? (name === '' ? byName.get(plain(id)) : undefined));
      if (!found) {
        const thing = make(id === '' || (name === '' && isName(id)) ? freeId(name || id, byId) : id);
        if (thing) added++;
        return thing && keep(thing);
      }
      if (id === '' || name === '' || found.name === name) return found;
      if (before.has(found.id) && !fromFile.has(found.id)) return keep({ ...found, name });
      renamed.set(found.id, {
        row: rowNow(),
        words: `${found.id} is ${quoteText(found.name)} in row ${fromFile.get(found.id)} and ${quoteText(name)} in row ${rowNow()}`,
      });
      return found;
    },
  };
}

/** A text in a column that may hold ids or names: words without digits are taken for a name. */
function isName(text: string): boolean {
  return /\p{L}{3}/u.test(text) && !/\d/.test(text) && makeId(text) !== '';
}

/** An id made from a name that nothing has yet. */
export function freeId(name: string, taken: { has(id: string): boolean }): string {
  const stem = makeId(name) || 'unnamed';
  let free = stem;
  for (let number = 2; taken.has(free); number++) free = `${stem}_${number}`;
  return free;
}
