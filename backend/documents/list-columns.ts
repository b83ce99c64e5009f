import { type TargetList, type TargetListArea, writeGeography } from '#contract';
import { shorthand, type DocumentCell, type DocumentColumn } from '#core/disclosure';

/** A column of a priority-area list, and how its cells are read. */
export interface ListColumn extends DocumentColumn {
  /** A number, a text, one of the shorthand marks, or null where the column does not apply to the area. */
  read(area: TargetListArea): DocumentCell;
  /** Where the number is shown with more decimals than usual: how many. */
  decimals?(area: TargetListArea): number | undefined;
}

function toSnakeCase(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

function text(key: string, title: string, read: (area: TargetListArea) => string | null): ListColumn {
  return { key, title, unit: null, type: 'text', read };
}

function listParentColumns(list: TargetList): ListColumn[] {
  const geographies = new Set(list.areas.flatMap((area) => Object.keys(area.parents)));
  return [...geographies].flatMap((geography) => {
    const key = toSnakeCase(geography);
    const name = writeGeography(geography);
    return [
      text(`${key}_code`, `${name} code`, (area) => area.parents[geography]?.code ?? null),
      text(`${key}_name`, `${name} name`, (area) => area.parents[geography]?.name ?? null),
    ];
  });
}

function listMeasureColumns(list: TargetList): ListColumn[] {
  return list.measures.flatMap(({ key, name, unit, kind, periodLabel, decimals: precision }) => {
    const column = toSnakeCase(key);
    const title = periodLabel === '' ? name : `${name}, ${periodLabel}`;
    const value: ListColumn = {
      key: column,
      title,
      unit,
      type: kind === 'count' ? 'integer' : 'number',
      read: (area) => area.values[key] ?? shorthand[area.unknown[key] ?? 'missing'].mark,
      decimals: (area) => area.decimals[key],
      precision,
    };
    if (kind !== 'rate' || !list.areas.some((area) => key in area.interval)) return [value];
    const limit = (end: 0 | 1, word: string): ListColumn => ({
      key: `${column}_${word}`,
      title: `${title}: ${word} 95 % limit (Wilson, widened by rounding)`,
      unit,
      type: 'number',
      precision,
      decimals: (area) => area.intervalDecimals[key]?.[end],
      // A value without limits is one whose count is above its base.
      read: (area) => area.interval[key]?.[end] ?? shorthand[area.unknown[key] ?? 'out of reach'].mark,
    });
    return [value, limit(0, 'lower'), limit(1, 'upper')];
  });
}

/** With coverage: the nearest site of each area; empty where none is in reach. */
function listNearestColumns({ coverage }: TargetList): ListColumn[] {
  if (coverage === null) return [];
  const of = `of ${coverage.selector} ${coverage.within}`;
  return [
    text('nearest_site', `Id of the nearest site ${of}`, ({ nearestSite }) => nearestSite?.id ?? null),
    text('nearest_site_name', `Nearest site ${of}`, ({ nearestSite }) => nearestSite?.name ?? null),
  ];
}

/** The columns of a list, in the order they are written. Values are those of the list, unrounded. */
export function columnsOfList(list: TargetList): ListColumn[] {
  return [
    { key: 'rank', title: 'Rank', unit: null, type: 'integer', read: (area) => area.rank },
    text('code', `${list.geography} ${list.vintage} code`, (area) => area.code),
    text('name', `${list.geography} ${list.vintage} name`, (area) => area.name),
    ...listParentColumns(list),
    text('status', 'Status under the rule', (area) => area.status),
    text('confidence', 'Confidence', (area) => area.confidence),
    ...listMeasureColumns(list),
    ...listNearestColumns(list),
    text('reasons', 'Reasons', (area) => area.reasons.join('; ')),
  ];
}
