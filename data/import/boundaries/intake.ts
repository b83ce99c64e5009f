import { saysNothing } from '#data/formats/text-table';
import { findCodeKind } from '#core/area-codes';
import {
  type BoundariesMapping,
  findCodeFault,
  type GeographyRef,
  type PinpointError,
  quoteText,
  formatPlural,
} from '#contract';
import type { MendKind } from '#core/geography';
import { refusal } from '#data/formats/refusals';
import { createTally, type Tally } from '../tables/index.ts';
import type { ImportFindings, ImportTask } from '../task.ts';
import { hasNothing, type ShapeLayer, tellOf } from '#data/formats/layer';

/** Codes given as examples of one kind of mending. */
const mendedExamples = 10;

/** A feature under its code: its number in the layer, and what it says of the area; '' for nothing. */
export interface Claim {
  row: number;
  name: string;
  parent: string;
}

/** What an import of boundaries has met so far. */
export class Intake {
  readonly tally: Tally;
  /** Parent of each area taken; '' where it has none. */
  readonly parents = new Map<string, string>();
  /** Further features of codes that came before, by code. */
  readonly repeated = new Map<string, Claim[]>();
  /** Codes of features whose outline is damaged or out of place, with the last such feature. */
  readonly refusedRows = new Map<string, number>();
  private readonly source: ShapeLayer;
  private readonly task: ImportTask<BoundariesMapping>;
  private readonly first = new Map<string, Claim>();
  private readonly mended = new Map<MendKind, { times: number; examples: string[] }>();
  private readonly reasons = new Map<string, number>();

  constructor(task: ImportTask<BoundariesMapping>, source: ShapeLayer) {
    this.task = task;
    this.source = source;
    this.tally = createTally(task.staging);
  }

  /** The geography that parents belong to: the mapping's, or the one their codes tell; null where there are none. */
  get parentGeography(): GeographyRef | null {
    const { parentField, parentGeography, vintage } = this.task.mapping;
    if (parentField === null || parentField === '') return null;
    if (parentGeography !== null) return parentGeography;
    const [first] = [...this.parents.values()].filter((parent) => parent !== '');
    const kind = first === undefined ? undefined : findCodeKind(first)?.kind;
    return kind ? `${kind}:${vintage}` : null;
  }

  /** Whether every area taken has a nine-character code of the Office for National Statistics. */
  hasOfficialCodes(): boolean {
    return [...this.first.keys()].every((code) => /^[EWSNKJ]\d{8}$/.test(code));
  }

  /** A code as it is compared and kept: without spaces around it, official codes in capitals; '' for a text that says nothing. */
  cleanCode(text: string): string {
    const code = saysNothing(text) ? '' : text.trim();
    return /^[ewsnkj]\d{8}$/.test(code) ? code.toUpperCase() : code;
  }

  /** The code of a feature, or undefined (and the feature rejected) where it has none, or one that cannot be a code. */
  claimCode(row: number, text: string): string | undefined {
    const { codeField } = this.task.mapping;
    const code = this.cleanCode(text);
    if (code === '') this.refuseFeature(row, 'it has no code');
    else if (this.isSound(row, code, codeField)) return code;
    return undefined;
  }

  /** The code of a feature's parent, '' for none; undefined (and the feature rejected) where it cannot be a code. */
  claimParent(row: number, text: string): string | undefined {
    const parent = this.cleanCode(text);
    return this.isSound(row, parent, this.task.mapping.parentField ?? '') ? parent : undefined;
  }

  private isSound(row: number, code: string, field: string): boolean {
    const fault = findCodeFault(code);
    if (fault === undefined) return true;
    this.refuseFeature(row, `${quoteText(code)} in the field “${field}” ${fault}`, 'its code is none');
    return false;
  }

  /** The name of a feature as it is kept; '' for none. */
  readName(text: string): string {
    return saysNothing(text) ? '' : this.tally.name(text);
  }

  /** What the first feature said that an area was taken from; undefined where none was. */
  findFirst(code: string): Claim | undefined {
    return this.first.get(code);
  }

  take(code: string, claim: Claim): void {
    this.tally.rows.taken += 1;
    if (!this.first.has(code)) {
      this.first.set(code, claim);
      this.parents.set(code, claim.parent);
      return;
    }
    const further = this.repeated.get(code) ?? [];
    further.push(claim);
    this.repeated.set(code, further);
  }

  /** Rejects a feature that was counted as taken. */
  rejectTaken(row: number, sentence: string): void {
    this.tally.rows.taken -= 1;
    this.refuseFeature(row, sentence);
  }

  /** Forgets an area that has to be left out after all. */
  forget(code: string): void {
    this.first.delete(code);
    this.parents.delete(code);
  }

  reject(row: number, code: string, reason: string): void {
    if (!hasNothing(reason)) this.refusedRows.set(code, row);
    this.refuseFeature(row, tellOf(code, reason), reason);
  }

  private refuseFeature(row: number, sentence: string, reason = sentence): void {
    this.tally.reject(row, sentence);
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  noteMended(code: string, kinds: readonly MendKind[]): void {
    for (const kind of kinds) {
      const entry = this.mended.get(kind) ?? { times: 0, examples: [] };
      this.mended.set(kind, entry);
      entry.times += 1;
      if (entry.examples.length < mendedExamples) entry.examples.push(code);
    }
  }

  /** Geometry mended, the most frequent kind first. */
  listMended(): ImportFindings['mended'] {
    return [...this.mended]
      .map(([kind, entry]) => ({ kind, ...entry }))
      .toSorted((a, b) => b.times - a.times);
  }

  /** Throws `input_refused` where not one feature could be taken, with the reason that most of them share. */
  refuseNothing(): void {
    if (this.tally.rows.taken > 0) return;
    throw this.nothingTaken();
  }

  private nothingTaken(): PinpointError {
    const { file } = this.source;
    const [reason, times] = [...this.reasons].toSorted((a, b) => b[1] - a[1])[0] ?? ['it is missing', 0];
    const isCode = reason === 'it has no code';
    return refusal(`Not one feature of “${file}” can be taken as an area: ${tellOf('the first', reason)}.`, {
      file,
      column: isCode ? this.task.mapping.codeField : undefined,
      found: `${formatPlural(times, 'feature')} refused because ${reason}`,
      expected: 'polygons with a code each',
      hint: isCode ? 'Choose the field that holds the codes.' : 'Choose another layer or file.',
    });
  }
}
