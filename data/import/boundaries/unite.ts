import { type BoundariesMapping, formatPlural } from '#contract';
import { boundsOf, joinShapes, landAreaM2 } from '#core/geography';
import type { StagedArea, StagedPart } from '#data/workspace';
import { refusal } from '#data/formats/refusals';
import { listExamples } from '../tables/index.ts';
import type { ImportTask } from '../task.ts';
import type { Claim, Intake } from './intake.ts';
import { refine } from './refine.ts';

interface Uniting {
  task: ImportTask<BoundariesMapping>;
  intake: Intake;
  /** What was met on the way, each in words for one area. */
  met: Record<'united' | 'overlapping' | 'repeated' | 'names' | 'parents', string[]>;
}

/** Square metres by which parts may overlap without a word: edges that are drawn twice seldom agree to the millimetre. */
const overlapSaidM2 = 1;
/** Outlines with the same bounds whose areas differ by less than this share are the same. */
const sameShare = 1e-9;

/**
 * Makes one area of the features that share a code: their outlines are united, and an outline that comes twice counts once. The
 * first feature says name and parent, a later one where that says nothing. The report tells how many areas came from how many
 * rows, which names and parents differ, and which parts overlap or are missing. Takes the memory of one area at a time.
 * Throws `input_refused` where rows of one code mostly have names of their own, so that the field does not tell areas apart.
 */
export function uniteParts(task: ImportTask<BoundariesMapping>, intake: Intake): void {
  const uniting: Uniting = {
    task,
    intake,
    met: { united: [], overlapping: [], repeated: [], names: [], parents: [] },
  };
  for (const [code, further] of intake.repeated) compareClaims(uniting, code, further);
  refuseWrongField(uniting);
  for (const [code, further] of intake.repeated) {
    task.progress.checkCancelled();
    uniteArea(uniting, code, further);
  }
  report(uniting);
}

/** Notes where the features of a code name the area, or its parent, in more than one way. */
function compareClaims({ intake, met }: Uniting, code: string, further: readonly Claim[]): void {
  const claims = [intake.findFirst(code)!, ...further];
  for (const [field, list] of [
    ['name', met.names],
    ['parent', met.parents],
  ] as const) {
    const said = claims.filter((claim) => claim[field] !== '');
    const other = said.find((claim) => claim[field] !== said[0]![field]);
    if (other === undefined) continue;
    const [a, b] = [said[0]!, other];
    list.push(`${code}: “${a[field]}” in row ${a.row}, “${b[field]}” in row ${b.row}`);
  }
}

/** Where a tenth of all areas would be put together from rows with different names, the rows are areas and the field is another one. */
function refuseWrongField({ task, intake, met }: Uniting): void {
  if (met.names.length * 10 <= intake.parents.size) return;
  const { codeField, nameField } = task.mapping;
  const [file] = task.files;
  throw refusal(
    `The field “${codeField}” does not tell the areas of “${file!.name}” apart: rows with the same code have different names.`,
    {
      file: file!.name,
      column: codeField,
      found: listExamples(met.names, met.names.length, 3),
      expected: 'one name for each code',
      hint: `Choose the field that holds a code of each area's own. If the rows are parts of larger areas, choose another field than “${nameField}” for their names, or none.`,
    },
  );
}

function uniteArea(uniting: Uniting, code: string, further: readonly Claim[]): void {
  const { task, intake, met } = uniting;
  const area = task.staging.getArea(code);
  const parts = dropRepeats(uniting, area, task.staging.listParts(code));
  const joined = joinShapes([area.shape, ...parts.map(({ shape }) => shape)]);
  const outline = parts.length === 0 ? area : refine(joined, () => task.progress.checkCancelled());
  const claims = [intake.findFirst(code)!, ...further];
  if ('refused' in outline) return leaveOut(uniting, code, claims);
  const parent = claims.find((claim) => claim.parent !== '')?.parent ?? '';
  intake.parents.set(code, parent);
  task.staging.addArea({
    code,
    name: claims.find(({ name }) => name !== '')?.name ?? code,
    parentCode: parent === '' ? null : parent,
    shape: outline.shape,
    labelPoint: outline.labelPoint,
    landAreaM2: outline.landAreaM2,
    bounds: outline.bounds,
  });
  if (parts.length === 0) return;
  met.united.push(code);
  const overlapM2 = landAreaM2(joined) - outline.landAreaM2;
  if (overlapM2 > overlapSaidM2)
    met.overlapping.push(`${code} by ${Math.round(overlapM2).toLocaleString('en-GB')} m²`);
}

/** The parts that are not the same outline as one before. The others are rejected. */
function dropRepeats({ intake, met }: Uniting, area: StagedArea, parts: readonly StagedPart[]): StagedPart[] {
  const seen = [{ row: intake.findFirst(area.code)!.row, ...measure(area.shape) }];
  return parts.filter(({ row, shape }) => {
    const own = measure(shape);
    const same = seen.find(
      (other) =>
        Math.abs(other.areaM2 - own.areaM2) <= own.areaM2 * sameShare &&
        other.bounds.every((side, at) => side === own.bounds[at]),
    );
    seen.push({ row, ...own });
    if (same === undefined) return true;
    intake.rejectTaken(
      row,
      `it repeats the outline of feature ${same.row} with its code ${area.code}, which is kept once`,
    );
    met.repeated.push(`${area.code} in row ${row}`);
    return false;
  });
}

function measure(shape: StagedPart['shape']) {
  return { bounds: boundsOf(shape), areaM2: landAreaM2(shape) };
}

/** An area whose parts cannot be put together is left out whole. */
function leaveOut({ task, intake }: Uniting, code: string, claims: readonly Claim[]): void {
  task.staging.removeArea(code);
  intake.forget(code);
  for (const { row } of claims)
    intake.rejectTaken(
      row,
      `the outlines of the ${claims.length} features with its code ${code} cannot be united`,
    );
}

function report({ intake, met }: Uniting): void {
  const { tally } = intake;
  if (met.united.length > 0) {
    tally.warn(
      `${formatPlural(intake.parents.size, 'area')} came from ${formatPlural(tally.rows.taken, 'row')}: ${formatPlural(met.united.length, 'code stands', 'codes stand')} in several rows, whose outlines were united (${listExamples(met.united)}).`,
    );
  }
  if (met.repeated.length > 0) {
    tally.warn(
      `${formatPlural(met.repeated.length, 'row repeats', 'rows repeat')} the outline of another row with the same code (${listExamples(met.repeated)}); it was kept once.`,
    );
  }
  if (met.overlapping.length > 0) {
    tally.warn(
      `Parts of ${formatPlural(met.overlapping.length, 'area')} overlap (${listExamples(met.overlapping)}); what lies in both counts once.`,
    );
  }
  for (const [words, list] of [
    ['name', met.names],
    ['parent', met.parents],
  ] as const) {
    if (list.length === 0) continue;
    tally.warn(
      `${formatPlural(list.length, 'area has', 'areas have')} rows with more than one ${words} (${listExamples(list, list.length, 3)}); the first was kept.`,
    );
  }
  reportMissing(intake);
}

/** An area may have been taken from one feature while another of its code is damaged. */
function reportMissing(intake: Intake): void {
  const missing = [...intake.refusedRows].filter(([code]) => intake.parents.has(code));
  if (missing.length > 0) {
    intake.tally.warn(
      `${formatPlural(missing.length, 'area is', 'areas are')} without a part that could not be taken (${listExamples(missing.map(([code, row]) => `${code} in row ${row}`))}): its outline is incomplete.`,
    );
  }
}
