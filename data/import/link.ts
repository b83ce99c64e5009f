import { createHash } from 'node:crypto';
import Flatbush from 'flatbush';
import { type GeographyRef, type LookupMapping, PinpointError, formatPlural } from '#contract';
import {
  type Bounds,
  boundsOf,
  containsPoint,
  type Effort,
  landAreaM2,
  limitEffort,
  overlapAreaM2,
  type Shape,
  TooMuchEffort,
} from '#core/geography';
import type { Staging, WorkspaceReader } from '#data/workspace';
import type { Progress } from '#data/formats/progress';
import { clearShare } from './clear-share.ts';
import { refusal } from '#data/formats/refusals';
import { createTally, listExamples, type Tally } from './tables/index.ts';
import type { ImportFindings, ImportOutcome } from './task.ts';

/** Parents to find by geometry: for each area of `from` the one of `to` that covers most of it. */
export interface LinkTask {
  from: GeographyRef;
  to: GeographyRef;
  reader: WorkspaceReader;
  staging: Staging;
  progress: Progress;
}

/** An area lies mostly outside where the parents together cover less than this share of it. */
const mostlyOutside = 0.5;
const batch = 200;
/** For each area: what two full-resolution coasts of half a million points take, a minute at most. */
const mostSteps = 2_000_000_000;
const examples = 20;

/** Areas with their bounds, to find those near another. */
interface Parents {
  codes: string[];
  shapes: Shape[];
  index: Flatbush;
}

interface Parent {
  code: string;
  /** Share of the area within any parent that lies in this one. */
  share: number;
  /** Share of the whole area within any parent. */
  covered: number;
}

/**
 * Links each area of one geography to the area of another that covers most of it, with the covered share as weight, for where no
 * published lookup is at hand. Its warnings say how many parents are ambiguous, and which areas have none. An area whose outline takes
 * more than `stepsPerArea` to compare (see `limitEffort`) is rejected, and a cancel is heard in the middle of one.
 * Throws `not_found` for an unknown geography, `usage` for a geography linked to itself, and `input_refused` where one has no
 * drawn areas or the two do not meet at all.
 */
export function linkByGeometry(task: LinkTask, stepsPerArea = mostSteps): Promise<ImportOutcome> {
  return Promise.resolve().then(() => link(task, stepsPerArea));
}

function link({ from, to, reader, staging, progress }: LinkTask, stepsPerArea: number): ImportOutcome {
  if (from === to) throw new PinpointError('usage', `${from} cannot be linked to itself.`);
  const total = reader.getAreas(from).codes.length;
  progress.stage(`Reading ${to}`, 0.1);
  const parents = readParents(reader, to);
  progress.stage(`Finding the parents of ${from}`, 0.8);
  const tally = createTally(staging);
  const ambiguous: string[] = [];
  const outside: string[] = [];
  for (const { code, shape } of reader.readShapes(from)) {
    if (tally.rows.read % batch === 0) {
      progress.checkCancelled();
      progress.report(tally.rows.read, total, 'areas');
    }
    tally.rows.read += 1;
    const parent = findParent(
      shape,
      parents,
      limitEffort(() => progress.checkCancelled(), stepsPerArea),
    );
    if (parent === undefined || parent === 'intricate') {
      noteOrphan(
        tally,
        code,
        parent === undefined
          ? `lies in no area of ${to}`
          : `is too intricate to be compared with the areas of ${to}: simplify its outline`,
      );
      continue;
    }
    tally.rows.taken += 1;
    staging.addLink({ from: code, to: parent.code, weight: parent.share, change: null });
    if (parent.share < clearShare) ambiguous.push(`${code} (${percent(parent.share)} in ${parent.code})`);
    if (parent.covered < mostlyOutside) outside.push(code);
  }
  if (tally.rows.taken === 0) throw nothingLinked(from, to, tally);
  warn(tally, { from, to, ambiguous, outside });
  return outcome({ from, to, reader }, tally);
}

function noteOrphan(tally: Tally, code: string, reason: string): void {
  tally.reject(tally.rows.read, `${code} ${reason}`);
  tally.unmatched.areasTotal += 1;
  if (tally.unmatched.areas.length < examples) tally.unmatched.areas.push(code);
}

function readParents(reader: WorkspaceReader, to: GeographyRef): Parents {
  reader.getAreas(to);
  const codes: string[] = [];
  const shapes: Shape[] = [];
  for (const { code, shape } of reader.readShapes(to)) {
    codes.push(code);
    shapes.push(shape);
  }
  if (shapes.length === 0) {
    throw refusal(`The areas of ${to} have no boundaries, so nothing can be linked to them by geometry.`, {
      expected: `boundaries of ${to}`,
      hint: `Import boundaries of ${to} first, or a lookup.`,
    });
  }
  const index = new Flatbush(shapes.length);
  for (const shape of shapes) index.add(...boundsOf(shape));
  index.finish();
  return { codes, shapes, index };
}

/** As `compare`; `intricate` where comparing takes more than all effort. */
function findParent(shape: Shape, parents: Parents, effort: Effort): Parent | 'intricate' | undefined {
  try {
    return compare(shape, parents, effort);
  } catch (error) {
    if (error instanceof TooMuchEffort) return 'intricate';
    throw error;
  }
}

/** The parent with most of the area; of equal ones the one with the lower code. */
function compare(shape: Shape, parents: Parents, effort: Effort): Parent | undefined {
  const bounds = boundsOf(shape);
  const near = parents.index.search(...bounds).toSorted((a, b) => a - b);
  const around = near.find((index) => isPlainlyWithin(shape, bounds, parents.shapes[index]!));
  if (around !== undefined) return { code: parents.codes[around]!, share: 1, covered: 1 };
  const whole = landAreaM2(shape);
  const shares = near.map((index) => overlapAreaM2(shape, parents.shapes[index]!, effort) / whole);
  const covered = shares.reduce((sum, share) => sum + share, 0);
  const best = shares.reduce((most, share, at) => (share > shares[most]! ? at : most), 0);
  if (!(covered > 0)) return undefined;
  return { code: parents.codes[near[best]!]!, share: shares[best]! / covered, covered };
}

/** Quick and sure: no edge of the other comes into the area's box, so that one point of it speaks for all. */
function isPlainlyWithin({ coordinates: c }: Shape, bounds: Bounds, other: Shape): boolean {
  return containsPoint(other, c[0]!, c[1]!) && !hasEdgeIn(other, bounds);
}

function hasEdgeIn({ coordinates: c, ringEnds }: Shape, [west, south, east, north]: Bounds): boolean {
  let from = 0;
  for (const end of ringEnds) {
    for (let at = from * 2; at + 3 < end * 2; at += 2) {
      const isBeside = (c[at]! < west && c[at + 2]! < west) || (c[at]! > east && c[at + 2]! > east);
      const isAboveOrBelow =
        (c[at + 1]! < south && c[at + 3]! < south) || (c[at + 1]! > north && c[at + 3]! > north);
      if (!isBeside && !isAboveOrBelow) return true;
    }
    from = end;
  }
  return false;
}

function nothingLinked(from: GeographyRef, to: GeographyRef, tally: Tally): PinpointError {
  return refusal(`The areas of ${from} and ${to} do not meet anywhere.`, {
    found: formatPlural(tally.rows.read, 'area without a parent', 'areas without a parent'),
    hint: 'Check that both cover the same part of the country.',
  });
}

interface Doubts {
  from: GeographyRef;
  to: GeographyRef;
  ambiguous: string[];
  outside: string[];
}

function warn(tally: Tally, { from, to, ambiguous, outside }: Doubts): void {
  const { areas, areasTotal } = tally.unmatched;
  const linked = formatPlural(tally.rows.taken, `area of ${from} is`, `areas of ${from} are`);
  tally.warn(
    ambiguous.length === 0
      ? `${linked} linked to ${to} by largest overlap; none is ambiguous (each has at least ${percent(clearShare)} of its surface in its parent).`
      : `${linked} linked to ${to} by largest overlap; ${ambiguous.length.toLocaleString('en-GB')} of them ambiguous (less than ${percent(clearShare)} of the surface in the parent), such as ${listExamples(ambiguous)}.`,
  );
  if (outside.length > 0) {
    tally.warn(
      `${formatPlural(outside.length, 'area lies', 'areas lie')} mostly outside of every area of ${to}, such as ${listExamples(outside)}.`,
    );
  }
  if (areasTotal > 0) {
    tally.warn(
      `${formatPlural(areasTotal, 'area lies', 'areas lie')} in no area of ${to} and got no parent, such as ${listExamples(areas, areasTotal)}.`,
    );
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 1 && share > 0.99 ? 1 : 0)} %`;
}

/** Made from the workspace alone: what stands in for a file is the two geographies' boundary releases. */
function outcome(
  { from, to, reader }: Pick<LinkTask, 'from' | 'to' | 'reader'>,
  tally: Tally,
): ImportOutcome {
  const mapping: LookupMapping = {
    family: 'lookup',
    from,
    to,
    fromColumn: '',
    toColumn: '',
    weightColumn: null,
    changeColumn: null,
  };
  const findings: ImportFindings = tally.findings(mapping);
  return {
    findings,
    draft: {
      kind: 'link',
      title: `Parents of ${from} in ${to} by geometry`,
      file: '',
      sha256: hashOf(reader, [from, to]),
      publisher: null,
      licence: null,
      attribution: [],
      period: null,
      retrieved: null,
      rounding: 0,
      mapping,
      report: findings,
      rows: findings.rows,
      link: { from, to },
      indicators: [],
    },
  };
}

function hashOf(reader: WorkspaceReader, geographies: readonly GeographyRef[]): string {
  const hash = createHash('sha256').update('link by geometry');
  for (const geography of geographies)
    hash.update(`\n${geography}\n${reader.getAreas(geography).codes.join('\n')}`);
  return hash.digest('hex');
}
