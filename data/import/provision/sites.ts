import { type Table } from '#data/formats/text-table';
import {
  siteKindNames,
  siteKinds,
  type Site,
  type SiteKind,
  type SitesMapping,
  formatPlural,
  families,
  nounsOf,
} from '#contract';
import { greatCircleMetres } from '#core/routing';
import type { WorkspaceReader } from '#data/workspace';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { foldHeader, listExamples, type Tally } from '../tables/index.ts';
import { createCatalogue, freeId } from './catalogue.ts';
import {
  amountOf,
  codeOf,
  type Column,
  columnOf,
  dayOf,
  findDaysProblem,
  getNamedColumn,
  nameOf,
  RowProblem,
  textOf,
} from './cells.ts';
import { createDeliveryReader } from './delivery.ts';
import { findIdHeader } from './guess-sites.ts';
import { createPositionReader, type Position } from './position.ts';
import { findRegion, isNear, phraseFar } from './region.ts';
import { readRows, type RowWork } from './rows.ts';

const nouns = nounsOf(families.sites.fields);

/** Sites of one name within so many metres are taken for one, or at least noticed. */
const sameMetres = 50;

/**
 * Reads sites, by degrees, easting and northing, or postcode; with delivery columns one delivery a row. Sites outside the areas
 * of the workspace are taken and named in the report, but for those farther off than a margin, if the mapping has one: they are
 * counted. A site that the workspace has by id is replaced. Throws `input_refused`
 * where nothing can be taken or the file lacks a column.
 */
export function importSites(task: ImportTask<SitesMapping>): Promise<ImportOutcome> {
  return readRows(task, (table, tally) => beginSites(task, table, tally));
}

function beginSites(
  { mapping, reader, staging }: ImportTask<SitesMapping>,
  table: Table,
  tally: Tally,
): RowWork {
  const region = findRegion(reader);
  const { cutMarginKm: marginKm } = mapping;
  const readPosition = createPositionReader(table, mapping.position, { reader, region });
  const columns = findColumns(table, mapping);
  const catalogue = createCatalogue(reader, staging);
  const deliveries = mapping.delivery && createDeliveryReader(table, mapping.delivery, { catalogue, tally });
  const register = createRegister(reader, {
    hasIds: columns.id !== undefined,
    mayRepeat: deliveries !== null,
  });
  const noticed = {
    outside: [] as string[],
    far: 0,
    ended: 0,
    employment: [] as Site[],
    deliveries: new Set<string>(),
  };

  function readSite(cells: string[], row: number): Site | RowProblem {
    const own = codeOf(cells, columns.id);
    if (own instanceof RowProblem) return own;
    const name = nameOf(cells, columns.name, tally) || own;
    if (name === '') return new RowProblem(`the column “${columns.name.name}” is blank`);
    if (columns.id && own === '') return new RowProblem(`the column “${columns.id.name}” is blank`);
    const at = readPosition(cells);
    if (at instanceof RowProblem) return at;
    if (at.doubt !== null) return new RowProblem(at.doubt);
    const days = [dayOf(cells, columns.firstDay, 'first'), dayOf(cells, columns.lastDay, 'last')] as const;
    const [firstDay, lastDay] = days;
    if (firstDay instanceof RowProblem) return firstDay;
    if (lastDay instanceof RowProblem) return lastDay;
    const turned = findDaysProblem(firstDay, lastDay);
    if (turned) return turned;
    const kind = kindOf(cells, columns.kind, mapping.kind);
    if (kind instanceof RowProblem) return kind;
    const jobs = amountOf(cells, columns.jobs, { kind: 'count', tally });
    if (jobs instanceof RowProblem) return jobs;
    if (at.ended) noticed.ended++;
    const id = register.idFor({ id: own, name, at, row });
    return { id, name, lon: at.lon, lat: at.lat, postcode: at.postcode, firstDay, lastDay, kind, jobs };
  }

  function take(site: Site, row: number): void {
    register.take(site, row);
    staging.addSite(site);
    if (site.kind === 'employment') noticed.employment.push(site);
    if (!region || region.holds(site.lon, site.lat)) return;
    noticed.outside.push(`${site.name} (row ${row})`);
    tally.find('outside', `row ${row.toLocaleString('en-GB')}: ${site.name}`);
  }

  return {
    row(cells, row) {
      catalogue.turnTo(row);
      const site = readSite(cells, row);
      if (site instanceof RowProblem) return site;
      if (region && marginKm !== null && !isNear(region, [site.lon, site.lat], marginKm)) {
        noticed.far++;
        return 'left out';
      }
      const first = register.rowOf(site.id);
      if (!deliveries || !deliveries.speaks(cells)) {
        if (first !== undefined)
          return new RowProblem(`repeats row ${first}: ${register.describe(site)}`, 'repeated');
        take(site, row);
        return undefined;
      }
      const delivery = deliveries.delivery(cells, site.id);
      if (delivery instanceof RowProblem) return delivery;
      if (noticed.deliveries.has(delivery.id))
        return new RowProblem(
          `repeats an earlier row: the delivery ${delivery.id} is in the file already`,
          'repeated',
        );
      if (first === undefined) take(site, row);
      else register.compare(site);
      noticed.deliveries.add(delivery.id);
      staging.addDelivery(delivery);
      return undefined;
    },
    finish() {
      if (noticed.far > 0 && marginKm !== null)
        tally.warn(phraseFar(noticed.far, formatPlural(noticed.far, 'row lies', 'rows lie'), marginKm));
      reportOutside(tally, noticed.outside, register.size());
      if (noticed.ended > 0) {
        tally.warn(
          `${formatPlural(noticed.ended, 'position comes', 'positions come')} from a postcode that is out of use.`,
        );
      }
      reportJobs(tally, noticed.employment);
      if (columns.id === undefined && !deliveries) reportUnusedIds(table, tally);
      register.report(tally);
      catalogue.report(tally);
      deliveries?.report();
      const things = [
        ...listSites(register.size(), noticed.employment.length),
        ...listDelivered(noticed.deliveries.size),
      ];
      return { kind: 'sites', title: things.join(' and '), indicators: [] };
    },
  };
}

/** Sites of provision and places of work as a title counts them. */
function listSites(all: number, employment: number): string[] {
  const places = employment === 0 ? [] : [formatPlural(employment, 'employment site')];
  return all === employment ? places : [formatPlural(all - employment, 'site'), ...places];
}

/** A column that is called as one of ids is, but was not read as such: deliveries that name its values find no site. */
function reportUnusedIds({ layout }: Table, tally: Tally): void {
  const named = layout.columns.map((name) => ({ name, header: foldHeader(name) }));
  const passed = findIdHeader(named);
  if (passed === undefined) return;
  tally.warn(
    `The ids in “${passed.name}” were not read; ids were made from the names. Deliveries find these sites by name.`,
  );
}

function reportJobs(tally: Tally, employment: readonly Site[]): void {
  const unknown = employment.filter(({ jobs }) => jobs === null).map(({ name }) => name);
  if (unknown.length === 0) return;
  tally.warn(
    `How many jobs there are is not known of ${formatPlural(unknown.length, 'employment site')}: ${listExamples(unknown)}.`,
  );
}

function listDelivered(deliveries: number): string[] {
  return deliveries === 0 ? [] : [formatPlural(deliveries, 'delivery', 'deliveries')];
}

function findColumns(table: Table, mapping: SitesMapping) {
  return {
    id: columnOf(table, mapping.idColumn, nouns.idColumn),
    name: getNameColumn(table, mapping),
    firstDay: columnOf(table, mapping.firstDayColumn, nouns.firstDayColumn),
    lastDay: columnOf(table, mapping.lastDayColumn, nouns.lastDayColumn),
    kind: columnOf(table, mapping.kindColumn, nouns.kindColumn),
    jobs: columnOf(table, mapping.jobsColumn, nouns.jobsColumn),
  };
}

/** What the words of a column of kinds may be, beyond the kinds' own ids and names. */
const kindWords: Record<SiteKind, RegExp> = {
  provision: /^(provision|provider|delivery|training)( site| centre)?s?$/,
  employment: /^(employment|employer|workplace|place of work|business|jobs?)( site)?s?$/,
};

/** What a row's site is; a blank cell means what the whole file is said to be. */
function kindOf(cells: string[], column: Column | undefined, otherwise: SiteKind): SiteKind | RowProblem {
  const word = textOf(cells, column);
  if (word === '') return otherwise;
  const found = siteKinds.find((kind) => kindWords[kind].test(word.toLowerCase()));
  if (found !== undefined) return found;
  const known = siteKinds.map((kind) => siteKindNames[kind].toLowerCase()).join(' or ');
  return new RowProblem(`“${word}” in the column “${column!.name}” is no kind of site: ${known}`);
}

/** The column with the names; where none is said, the ids are the names. */
function getNameColumn(table: Table, { nameColumn, idColumn }: SitesMapping): Column {
  return getNamedColumn(table, nameColumn ?? idColumn, nouns.nameColumn);
}

function reportOutside(tally: Tally, outside: readonly string[], all: number): void {
  if (outside.length === 0) return;
  const share =
    outside.length === all && all > 1
      ? 'All sites lie'
      : formatPlural(outside.length, 'site lies', 'sites lie');
  const taken = `${outside.length === 1 ? 'was' : 'were'} taken all the same`;
  tally.warn(`${share} outside the areas of the workspace and ${taken}: ${listExamples(outside)}.`);
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** What a row says a site is. */
interface SiteClaim {
  /** '' without one. */
  id: string;
  name: string;
  at: Pick<Position, 'lon' | 'lat'>;
  row: number;
}

/** Sites met so far and those of the workspace, to tell the same one again. */
function createRegister(
  reader: WorkspaceReader,
  { hasIds, mayRepeat }: { hasIds: boolean; mayRepeat: boolean },
) {
  const before = new Map(reader.listSites().map((site) => [site.id, site]));
  const byName = new Map<string, Site[]>();
  for (const site of before.values()) shelve(byName, site);
  const rows = new Map<string, number>();
  const sites = new Map<string, Site>();
  const twins: string[] = [];
  const borrowed: string[] = [];
  let displaced = 0;
  const isTaken = (wanted: string): boolean => sites.has(wanted) || before.has(wanted);

  /** Whether the row is of another site than the one that has its id: by name and by place. */
  function isAnother({ id, name, at }: SiteClaim): boolean {
    const known = sites.get(id);
    return (
      !mayRepeat &&
      known !== undefined &&
      plain(known.name) !== plain(name) &&
      greatCircleMetres(known, at) > sameMetres
    );
  }

  function findTwin(name: string, at: Pick<Position, 'lon' | 'lat'>): Site | undefined {
    return byName.get(plain(name))?.find((site) => greatCircleMetres(site, at) <= sameMetres);
  }

  return {
    size: () => sites.size,
    rowOf: (id: string) => rows.get(id),
    describe: (site: Site) =>
      hasIds
        ? `the site ${site.id} is in the file already`
        : `a site called ${site.name} lies within ${sameMetres} m`,
    /**
     * The file's id, but for another site than the one that has it; without one that of a site of the same name nearby; else a new
     * one made from the name.
     */
    idFor(claim: SiteClaim): string {
      const { id, name, at, row } = claim;
      if (id !== '' && !isAnother(claim)) return id;
      const own = findTwin(name, at)?.id ?? freeId(name, { has: isTaken });
      if (id !== '')
        borrowed.push(`${name} in row ${row} has the id ${id} of row ${rows.get(id)}: it is ${own}`);
      return own;
    },
    take(site: Site, row: number): void {
      const twin = findTwin(site.name, site);
      if (twin && twin.id !== site.id) twins.push(`${site.id} and ${twin.id} (${site.name})`);
      rows.set(site.id, row);
      sites.set(site.id, site);
      shelve(byName, site);
    },
    compare(site: Site): void {
      if (greatCircleMetres(sites.get(site.id)!, site) > sameMetres) displaced++;
    },
    report(tally: Tally): void {
      if (borrowed.length > 0)
        tally.warn(
          `${formatPlural(borrowed.length, 'row repeats', 'rows repeat')} the id of another site and got one of its own name (${listExamples(borrowed, borrowed.length, 3)}). Deliveries that name a repeated id go to the first site with it.`,
        );
      const replaced = [...sites.keys()].filter((id) => before.has(id));
      const edited = replaced.filter((id) => before.get(id)!.edited !== null);
      if (replaced.length > 0)
        tally.warn(
          `${formatPlural(replaced.length, 'site replaces', 'sites replace')} one that the workspace had: ${listExamples(replaced)}.`,
        );
      if (edited.length > 0)
        tally.warn(
          `${formatPlural(edited.length, 'of them was', 'of them were')} changed by hand before; undo the import to get the changes back: ${listExamples(edited)}.`,
        );
      if (twins.length > 0)
        tally.warn(
          `${formatPlural(twins.length, 'pair of sites has', 'pairs of sites have')} one name within ${sameMetres} m but different ids; both were kept: ${listExamples(twins)}.`,
        );
      if (displaced > 0)
        tally.warn(
          `${formatPlural(displaced, 'row places', 'rows place')} a site more than ${sameMetres} m from where its first row does; the first was kept.`,
        );
    },
  };
}

function shelve(byName: Map<string, Site[]>, site: Site): void {
  const key = plain(site.name);
  byName.set(key, [...(byName.get(key) ?? []), site]);
}
