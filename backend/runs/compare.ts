import { formatPlural, writeGeography, type MoveCause, type RunChange, type RunSource } from '#contract';
import type { RunRecord } from './describe.ts';
import { listMoved, type AreaJudge } from './moved.ts';
import { readCodes } from './code-stretches.ts';

interface Compared {
  before: RunRecord;
  now: RunRecord;
  /** Whether somebody has changed what is asked since the run was saved. */
  isEdited: boolean;
  /** What the rule that was asked before says of the data of today; null where it need not be told apart. */
  judge: AreaJudge | null;
}

/**
 * What is not as it was when a run was saved, the causes first: the program, what is asked, sources, boundaries; then what came
 * of them: areas that moved, other facts, other figures. Empty where the document is the same.
 */
export function listRunChanges({ before, now, isEdited, judge }: Compared): RunChange[] {
  const causes = [...comparePrograms(before, now), ...compareAsked(isEdited), ...compareSources(before, now)];
  const boundaries = compareBoundaries(before, now);
  const moved = listMoved({ before, now, judge, sole: findSole([...causes, ...boundaries]) });
  const told = [...causes, ...boundaries, ...moved, ...compareFacts(before, now)];
  if (before.found.content === now.found.content || moved.length > 0) return told;
  return [...told, { what: 'result', sentence: 'Figures have changed, and no area has moved' }];
}

/** The one cause that there can be for areas to move, where there is one and it can be told. */
function findSole(causes: readonly RunChange[]): MoveCause | null {
  const [only, ...others] = new Set(causes.map(({ what }) => what));
  return others.length === 0 && (only === 'program' || only === 'boundaries') ? only : null;
}

function comparePrograms({ program }: RunRecord, now: RunRecord): RunChange[] {
  if (program === now.program) return [];
  return [{ what: 'program', sentence: `${program} saved the run, and this is ${now.program}` }];
}

function compareAsked(isEdited: boolean): RunChange[] {
  return isEdited ? [{ what: 'asked', sentence: 'What is asked was changed after the run was saved' }] : [];
}

const isSame = (a: RunSource, b: RunSource): boolean => a.sha256 === b.sha256 && a.mapping === b.mapping;
const short = ({ sha256 }: RunSource): string => `SHA-256 ${sha256.slice(0, 12)}…`;

function compareSources({ sources }: RunRecord, { sources: today }: RunRecord): RunChange[] {
  const left = today.filter((source) => !sources.some((each) => isSame(each, source)));
  return [
    ...compareKnownSources(sources, today, left),
    ...left.map((source) => tell(source, `is new (file ${source.file}, ${short(source)})`)),
  ];
}

/**
 * Sources that were replaced, are missing, or are read or treated otherwise among those of today. `left`: those of today that may
 * have come in the place of others; who has is taken out.
 */
export function compareKnownSources(
  sources: readonly RunSource[],
  today: readonly RunSource[],
  left: RunSource[],
): RunChange[] {
  return sources.flatMap((source): RunChange[] => {
    const same = today.find((each) => isSame(each, source));
    if (same === undefined) return [tell(source, sayReplaced(source, takePartner(source, left)))];
    if (same.sensitivity === source.sensitivity) return [];
    return [tell(source, `was ${source.sensitivity} and is ${same.sensitivity}`)];
  });
}

function tell({ kind, title }: RunSource, words: string): RunChange {
  return {
    what: kind === 'boundaries' ? 'boundaries' : 'source',
    source: title,
    sentence: `The source “${title}” ${words}`,
  };
}

/** The source that has come in the place of another; it is taken out of those that are left. */
function takePartner(source: RunSource, left: RunSource[]): RunSource | undefined {
  const alike = left.filter(({ kind }) => kind === source.kind);
  const partner =
    alike.find(({ sha256 }) => sha256 === source.sha256) ??
    alike.find(({ file, title }) => file === source.file || title === source.title);
  if (partner !== undefined) left.splice(left.indexOf(partner), 1);
  return partner;
}

function sayReplaced(source: RunSource, partner: RunSource | undefined): string {
  if (partner === undefined) return `is missing (file ${source.file}, ${short(source)})`;
  if (partner.sha256 === source.sha256) return 'is read by another mapping';
  const title = partner.title === source.title ? '' : ` “${partner.title}”`;
  return `was replaced by${title} the file ${partner.file}: ${short(source)} before, ${short(partner)} now`;
}

function compareBoundaries({ found }: RunRecord, now: RunRecord): RunChange[] {
  const [before, after] = [found.geography, now.found.geography];
  if (before === null || after === null || JSON.stringify(before) === JSON.stringify(after)) return [];
  if (before.geography !== after.geography)
    return [
      {
        what: 'boundaries',
        sentence: `The areas were ${writeGeography(before.geography)} and are ${writeGeography(after.geography)}`,
      },
    ];
  const [old, fresh] = [readCodes(before.codes), readCodes(after.codes)];
  const change = fresh.count - old.count;
  const more =
    change === 0
      ? 'other codes'
      : `${formatPlural(Math.abs(change), 'area')} ${change > 0 ? 'more' : 'fewer'}`;
  return [
    {
      what: 'boundaries',
      sentence: `${writeGeography(before.geography)} had ${formatPlural(old.count, 'area')} and has ${more}`,
    },
  ];
}

/** Facts that follow from what was compared already, or differ with every making. */
const toldElsewhere = /^(Made by|Made|Source \d+|Rule|Title)$/;

function compareFacts(before: RunRecord, now: RunRecord): RunChange[] {
  const [old, fresh] = [groupFacts(before), groupFacts(now)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name): RunChange[] => {
    const [was, is] = [old.get(name), fresh.get(name)];
    if (was === is || toldElsewhere.test(name)) return [];
    return [{ what: 'fact', sentence: `${name}: was ${was ?? 'not said'}, is ${is ?? 'not said'}` }];
  });
}

function groupFacts({ found }: RunRecord): Map<string, string> {
  const groups = new Map<string, string>();
  for (const [name, value] of found.facts)
    groups.set(name, groups.has(name) ? `${groups.get(name)!}; ${value}` : value);
  return groups;
}
