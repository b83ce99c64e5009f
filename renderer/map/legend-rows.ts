import { decimalsToTell } from '#core/targeting';
import type { LegendProps } from './props.ts';
import { countClasses } from './states.ts';

export interface ClassRow {
  /** "5.0 – 10.0", without the unit. */
  range: string;
  colour: string;
  areas: number;
}

export interface LegendRows {
  /** Highest class first. */
  classes: ClassRow[];
  missing: number;
  suppressed: number;
  /** They are in the classes too. */
  unsure: number;
  /** After how many of the rows the rule's threshold lies; null where it is no break (then it is only told in words). */
  thresholdAfter: number | null;
}

type LegendNumbers = Pick<
  LegendProps,
  'values' | 'flags' | 'unsure' | 'breaks' | 'ramp' | 'threshold' | 'decimals'
>;

/** What the legend of a shaded map says, row by row. Each class includes its lower limit. */
export function makeLegendRows(legend: LegendNumbers): LegendRows {
  const { breaks, ramp, threshold } = legend;
  const tally = countClasses(legend);
  const edges = writeEdges(breaks, threshold, legend.decimals ?? 1);
  const classes = tally.classes.map((areas, index) => ({
    range: formatRange(breaks, edges, index),
    colour: ramp[index] ?? '#000000',
    areas,
  }));
  const position = threshold === null ? -1 : breaks.findIndex((at) => Math.abs(at - threshold) < 1e-9);
  return {
    classes: classes.toReversed(),
    missing: tally.missing,
    suppressed: tally.suppressed,
    unsure: tally.unsure,
    thresholdAfter: position < 0 ? null : breaks.length - position,
  };
}

/** "under 5.0", "5.0 – 10.0", "−0.5 to −0.2", "10.0 and over"; "all values" for a single class. */
function formatRange(breaks: readonly number[], edges: readonly string[], index: number): string {
  const from = edges[index - 1];
  const to = edges[index];
  if (from === undefined && to === undefined) return 'all values';
  if (from === undefined) return `under ${to}`;
  if (to === undefined) return `${from} and over`;
  // A dash between two minus signs reads as a third.
  const until = breaks[index - 1]! < 0 ? 'to' : '–';
  return `${from} ${until} ${to}`;
}

/** The class edges as written, each told from its neighbours and from the rule's threshold. */
function writeEdges(breaks: readonly number[], threshold: number | null, decimals: number): string[] {
  const beside = threshold === null ? [] : [threshold];
  return breaks.map((edge, at) => {
    const neighbours = [breaks[at - 1], breaks[at + 1]].filter((other) => other !== undefined);
    return formatEdge(edge, decimalsToTell(edge, [...neighbours, ...beside], decimals));
  });
}

/** The rule's threshold as written in the legend: with all the decimals it has, and at least so many. */
export function formatThreshold(threshold: number, decimals: number): string {
  return formatEdge(threshold, decimalsToTell(threshold, [threshold], decimals));
}

/** A class edge as written in the legend: thousands with commas, minus as a true minus. */
export function formatEdge(value: number, decimals: number): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString('en-GB', digits).replace('-', '−');
}
