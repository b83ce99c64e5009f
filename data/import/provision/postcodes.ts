import { type Table } from '#data/formats/text-table';
import { type PostcodesMapping, formatPlural, families, nounsOf } from '#contract';
import type { ImportOutcome, ImportTask } from '../task.ts';
import { cleanCode, listExamples, type Tally } from '../tables/index.ts';
import { codeOf, columnOf, dayOf, getNamedColumn, RowProblem } from './cells.ts';
import { createPositionReader } from './position.ts';
import { findRegion, isNear, phraseFar } from './region.ts';
import { readRows, type RowWork } from './rows.ts';

const nouns = nounsOf(families.postcodes.fields);

/** Postcodes farther from the areas of the workspace are left out: a directory of the whole country would swamp it. */
const marginKm = 30;
/** Rows that are asked whether another reading would put them into the region, in case none lies there. */
const rowsDoubted = 500;

/**
 * Reads a postcode directory: a position for each postcode and the areas it lies in. Postcodes far from the workspace's areas
 * are left out and counted; area codes that the workspace does not have are left out. Throws `input_refused` where nothing can
 * be taken or the file lacks a column.
 */
export function importPostcodes(task: ImportTask<PostcodesMapping>): Promise<ImportOutcome> {
  return readRows(task, (table, tally) => beginPostcodes(task, table, tally));
}

function beginPostcodes(
  { mapping, reader, staging }: ImportTask<PostcodesMapping>,
  table: Table,
  tally: Tally,
): RowWork {
  const region = findRegion(reader);
  const position = { ...mapping.position, postcodeColumn: null };
  const readPosition = createPositionReader(table, position, { reader, region, doubtsUpTo: rowsDoubted });
  const postcode = getNamedColumn(table, mapping.postcodeColumn, nouns.postcodeColumn);
  const ended = columnOf(table, mapping.endedColumn, nouns.endedColumn);
  const geographies = new Set(
    reader.describe().geographies.map(({ geography, vintage }) => `${geography}:${vintage}`),
  );
  const areas = Object.entries(mapping.areaColumns)
    .filter(([ref]) => geographies.has(ref))
    .map(([ref, name]) => ({
      ref,
      column: columnOf(table, name, `column of ${ref} codes`)!,
      known: reader.getAreas(ref).indexOf,
      matched: 0,
    }));
  const rows = new Map<string, number>();
  let far = 0;
  let doubt: string | null = null;
  return {
    row(cells, row) {
      const said = codeOf(cells, postcode);
      if (said instanceof RowProblem) return said;
      const code = said.replaceAll(' ', '').toUpperCase();
      if (code === '') return new RowProblem(`the column “${postcode.name}” is blank`);
      const first = rows.get(code);
      if (first !== undefined) return new RowProblem(`repeats row ${first}`, 'repeated');
      const at = readPosition(cells);
      if (at instanceof RowProblem) return at;
      const end = dayOf(cells, ended, 'last');
      if (end instanceof RowProblem) return end;
      if (region && !isNear(region, [at.lon, at.lat], marginKm)) {
        far++;
        doubt ??= at.doubt;
        return 'left out';
      }
      rows.set(code, row);
      const within: Record<string, string> = {};
      for (const area of areas) {
        const areaCode = cleanCode(cells[area.column.at]!);
        if (!area.known.has(areaCode)) continue;
        area.matched++;
        within[area.ref] = areaCode;
      }
      staging.addPostcode({ code, lon: at.lon, lat: at.lat, ended: end, areas: within });
      return undefined;
    },
    finish() {
      // First, so that the refusal of a file of which nothing is left says it.
      if (doubt !== null && rows.size === 0) tally.warn(`${doubt}.`);
      if (far > 0) tally.warn(phraseFar(far, formatPlural(far, 'postcode lies', 'postcodes lie'), marginKm));
      const missing = Object.keys(mapping.areaColumns).filter((ref) => !geographies.has(ref));
      if (missing.length > 0)
        tally.warn(`The workspace has no areas of ${listExamples(missing)}: those columns were left out.`);
      for (const { ref, matched } of areas) {
        tally.warn(
          `${matched.toLocaleString('en-GB')} of ${formatPlural(rows.size, 'postcode')} ${matched === 1 ? 'lies' : 'lie'} in an area of ${ref} by the file; where it names none, the outlines decide.`,
        );
      }
      return {
        kind: 'postcodes',
        title: `Directory of ${formatPlural(rows.size, 'postcode')}`,
        indicators: [],
      };
    },
  };
}
