import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { makeCirclePoints } from './circle-layer.ts';
import { circleShares } from './circles.ts';
import { makeSingleState, makeStateColumn } from './feature-states.ts';
import type { LabelPoints } from './labels.ts';
import type { MapViewProps } from './props.ts';
import { makeOutline, partMarks } from './site-layers.ts';
import { apartSource, catchmentSource, siteSource, sourceIds, tileLayer } from './sources.ts';
import { packClasses, packHatches, packTargets } from './states.ts';
import { makeTargetMarks } from './target-marks.ts';

/** What the numbers of a map come from. `hovered` and `selected` are area indices. */
export type AreaNumbers = Pick<
  MapViewProps,
  | 'shaded'
  | 'areaList'
  | 'values'
  | 'flags'
  | 'unsure'
  | 'breaks'
  | 'style'
  | 'outcomes'
  | 'visible'
  | 'selected'
  | 'provision'
> & {
  hovered: number | null;
  labelPoints: readonly LabelPoints[];
  /** Areas that there are hatches for. */
  hatched: readonly number[];
};

/** Puts numbers on a map whose sources and layers stand: values, targets, selection, names. Only what changed is sent. */
export interface Painter {
  paint(numbers: AreaNumbers, addedSources: ReadonlySet<string>): void;
  /** The map has lost everything it was told. */
  forget(): void;
}

/** Writes the numbers of areas (class, state, marks) onto the map, only those that changed since the last time. */
export function makePainter(map: MapLibreMap): Painter {
  const columns = makeColumns(map);
  let last: AreaNumbers | null = null;
  const data = new Map<string, unknown>();
  return {
    forget() {
      last = null;
      data.clear();
      for (const column of Object.values(columns)) column.forget();
    },
    paint(numbers, added) {
      for (const id of added) data.delete(id);
      if (added.size > 0) {
        last = null;
        for (const column of Object.values(columns)) column.forget(added);
      }
      setPoints(map, numbers, data);
      setProvision(map, numbers, data);
      if (numbers.areaList.geography === numbers.shaded) {
        paintValues(map, columns, numbers, last);
        paintMarks(columns, numbers, last);
        last = numbers;
      }
      paintPicked(columns, numbers);
    },
  };
}

type Columns = ReturnType<typeof makeColumns>;

function makeColumns(map: MapLibreMap) {
  return {
    classes: makeStateColumn(map, 'c'),
    hatches: makeStateColumn(map, 'h'),
    circles: makeStateColumn(map, 'r'),
    targets: makeStateColumn(map, 't'),
    selected: makeSingleState(map, { s: 1 }, { s: 0 }),
    hovered: makeSingleState(map, { v: 1 }, { v: 0 }),
    lifted: makeSingleState(map, { hover: true }, { hover: false }),
  };
}

/** Values of other areas (still on their way, or none at all) are not shown: nothing is ever coloured wrongly. */
function hasValues({ areaList, values, flags, visible }: AreaNumbers): boolean {
  const areas = areaList.ids.length;
  return visible.values !== false && values.length === areas && flags.length === areas;
}

function paintValues(map: MapLibreMap, columns: Columns, now: AreaNumbers, before: AreaNumbers | null): void {
  const names = ['areaList', 'values', 'flags', 'unsure', 'breaks', 'style'] as const;
  const shown = hasValues(now);
  const same = before && names.every((name) => before[name] === now[name]);
  if (same && shown === hasValues(before)) return;
  const start = performance.now();
  const { ids } = now.areaList;
  const nothing = new Uint8Array(ids.length);
  const shaded = { source: sourceIds.values(now.shaded), sourceLayer: tileLayer };
  let changed = columns.classes.apply(
    shaded,
    ids,
    shown && now.style === 'choropleth' ? packClasses(now) : nothing,
  );
  if (now.hatched.length > 0) {
    const hatched = { source: sourceIds.hatches(now.shaded), sourceLayer: tileLayer };
    changed += columns.hatches.apply(hatched, ids, shown ? packHatches(now) : nothing);
  }
  if (now.style === 'circles') {
    const circles = { source: sourceIds.circles(now.shaded) };
    changed += columns.circles.apply(circles, ids, shown ? circleShares(now.values) : nothing);
  }
  if (changed > 0) measureUntilDrawn(map, start, changed);
}

/** From the first state set to the end of the frame that shows them: what "change indicator" costs. */
function measureUntilDrawn(map: MapLibreMap, start: number, changed: number): void {
  const set = performance.now();
  void map.once('render', () => {
    performance.measure('pinpoint:map-values', {
      start,
      end: performance.now(),
      detail: { areas: changed, setMs: set - start },
    });
  });
}

function paintMarks(columns: Columns, now: AreaNumbers, before: AreaNumbers | null): void {
  const { ids } = now.areaList;
  const target = { source: sourceIds.marks(now.shaded), sourceLayer: tileLayer };
  const outcomes = shownOutcomes(now);
  const previous = before && shownOutcomes(before);
  if (before && outcomes === previous && before.areaList === now.areaList) return;
  columns.targets.apply(target, ids, packTargets(outcomes, ids.length));
}

/** The outcomes that are drawn; null where none are. */
export function shownOutcomes({
  areaList,
  outcomes,
  visible,
}: Pick<AreaNumbers, 'areaList' | 'outcomes' | 'visible'>): Uint8Array | null {
  return visible.targets === false || outcomes?.length !== areaList.ids.length ? null : outcomes;
}

function paintPicked(columns: Columns, { shaded, areaList, selected, hovered }: AreaNumbers): void {
  const known = areaList.geography === shaded;
  const feature = (index: number | null, source: string) => {
    const id = index === null || !known ? undefined : areaList.ids[index];
    return id === undefined ? null : { source, sourceLayer: tileLayer, id };
  };
  columns.selected.apply(feature(selected, sourceIds.picked(shaded)));
  columns.hovered.apply(feature(hovered, sourceIds.picked(shaded)));
  columns.lifted.apply(feature(hovered, sourceIds.values(shaded)));
}

/** Sites and the outline of the catchment, where there is a source for them. */
function setProvision(map: MapLibreMap, { provision }: AreaNumbers, sent: Map<string, unknown>): void {
  if (!provision) return;
  const sites = map.getSource<GeoJSONSource>(siteSource);
  const key = JSON.stringify([provision.sites, provision.selected]);
  if (sites && sent.get(siteSource) !== key) {
    sent.set(siteSource, key);
    const { together, apart } = partMarks(provision);
    void sites.setData(together);
    void map.getSource<GeoJSONSource>(apartSource)?.setData(apart);
  }
  const catchment = map.getSource<GeoJSONSource>(catchmentSource);
  if (!catchment || sent.get(catchmentSource) === provision.outline) return;
  sent.set(catchmentSource, provision.outline);
  void catchment.setData(makeOutline(provision.outline));
}

function setTargetMarks(map: MapLibreMap, numbers: AreaNumbers, sent: Map<string, unknown>): void {
  const id = sourceIds.targetMarks(numbers.shaded);
  const outcomes = shownOutcomes(numbers);
  const source = map.getSource<GeoJSONSource>(id);
  if (!source || sent.get(id) === (outcomes ?? 'none')) return;
  sent.set(id, outcomes ?? 'none');
  void source.setData(makeTargetMarks(numbers.areaList, outcomes));
}

/** Names and circle places; `sent` remembers what each source holds. */
function setPoints(map: MapLibreMap, numbers: AreaNumbers, sent: Map<string, unknown>): void {
  for (const label of numbers.labelPoints) {
    const id = sourceIds.labels(label.geography);
    if (sent.get(id) === label.points) continue;
    sent.set(id, label.points);
    void map.getSource<GeoJSONSource>(id)?.setData(label.points);
  }
  const { style, areaList, shaded } = numbers;
  if (areaList.geography === shaded) setTargetMarks(map, numbers, sent);
  const id = sourceIds.circles(shaded);
  if (style !== 'circles' || areaList.geography !== shaded || sent.get(id) === areaList) return;
  sent.set(id, areaList);
  void map.getSource<GeoJSONSource>(id)?.setData(makeCirclePoints(areaList));
}
