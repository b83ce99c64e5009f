import { create } from 'zustand';
import { type GeographyRef, type MapStyle, type WorkspaceDescription, themes, type Theme } from '#contract';
import { readRemembered, remember } from './remembered.ts';

export const layerNames = [
  'values',
  'targets',
  'designation',
  'wards',
  'districts',
  'labels',
  'provision',
  'catchments',
] as const;
export type MapLayerName = (typeof layerNames)[number];
export type Layers = Record<MapLayerName, boolean>;

interface ViewState extends MapStyle {
  geography: GeographyRef | null;
  indicator: string | null;
  cohort: string;
  /** null = the newest. */
  period: string | null;
  layers: Layers;
  /** The designation that is outlined on the map. */
  designation: string | null;
  theme: Theme;
}

const isOneOf =
  <Item extends string>(items: readonly Item[]) =>
  (value: unknown): value is Item =>
    items.some((item) => item === value);

/** What is drawn where nobody has chosen anything. */
const usualStyle: MapStyle = { method: 'quantile', classes: 5, palette: 'blues' };

/** What is drawn in a workspace where nobody has chosen yet. */
export const usualLayers: Layers = {
  values: true,
  targets: true,
  designation: true,
  wards: true,
  districts: true,
  labels: true,
  // Sites over the answer hide it; they come when the person turns to provision.
  provision: false,
  catchments: true,
};

export const useView = create<ViewState>(() => ({
  geography: null,
  indicator: null,
  cohort: 'all',
  period: null,
  ...usualStyle,
  layers: usualLayers,
  designation: null,
  theme: readRemembered('theme', 'light', isOneOf(themes)),
}));

/** Turns to a theme (light, dark or projector) and remembers it on this machine. */
export function setTheme(theme: Theme): void {
  remember('theme', theme);
  document.documentElement.dataset['theme'] = theme;
  useView.setState({ theme });
}

/** Draws in the style that the workspace holds; in the usual one where it holds none. */
export function adoptStyle(style: MapStyle | null): void {
  useView.setState(style ?? usualStyle);
}

/** The style that is drawn now. */
export function readStyle(): MapStyle {
  const { method, classes, palette } = useView.getState();
  return { method, classes, palette };
}

/** Shows or hides a layer of the map. */
export function setLayer(layer: MapLayerName, visible: boolean): void {
  useView.setState(({ layers }) => ({ layers: { ...layers, [layer]: visible } }));
}

type Indicator = WorkspaceDescription['indicators'][number];
type Edition = WorkspaceDescription['geographies'][number];

const sizes = ['oa', 'lsoa', 'msoa', 'ward', 'district', 'region'];

export const refOfEdition = (edition: Pick<Edition, 'geography' | 'vintage'>): GeographyRef =>
  `${edition.geography}:${edition.vintage}`;

/** Editions with areas, the finest first; of one kind the newest first. */
export function orderEditions(description: WorkspaceDescription): Edition[] {
  return description.geographies
    .filter((edition) => edition.areas > 0)
    .toSorted(
      (a, b) => sizes.indexOf(a.geography) - sizes.indexOf(b.geography) || b.vintage.localeCompare(a.vintage),
    );
}

/** The finest geography that has values, else the finest with areas. */
function chooseGeography(description: WorkspaceDescription): GeographyRef | null {
  const refs = orderEditions(description).map(refOfEdition);
  const measured = new Set(description.indicators.flatMap((indicator) => indicator.geographies));
  return refs.find((ref) => measured.has(ref)) ?? refs[0] ?? null;
}

/** A rate first: that is what rules compare and what may be shaded. */
function chooseIndicator(indicators: readonly Indicator[]): string | null {
  const measured = indicators.filter((indicator) => indicator.periods.length > 0);
  return (measured.find((indicator) => indicator.kind === 'rate') ?? measured[0])?.id ?? null;
}

/** Everybody, where there are values for everybody; else the first cohort that has some. */
export function usualCohort(indicator: Pick<Indicator, 'cohorts' | 'everyone'> | undefined): string {
  return indicator?.everyone === false ? (indicator.cohorts[0] ?? 'all') : 'all';
}

const keepIf = (value: string | null, known: readonly string[]): string | null =>
  value !== null && known.includes(value) ? value : null;

/**
 * Replaces choices that the workspace does not offer (any more) by ones that it does. Without a choice, the indicator
 * that the rule compares is shown.
 */
export function settleView(description: WorkspaceDescription, compared: string | null): void {
  const view = useView.getState();
  const { indicators } = description;
  const known = indicators.map((item) => item.id);
  const designations = description.designations.map((item) => item.id);
  const indicator = keepIf(view.indicator, known) ?? keepIf(compared, known) ?? chooseIndicator(indicators);
  const chosen = indicators.find((item) => item.id === indicator);
  useView.setState({
    geography:
      keepIf(view.geography, orderEditions(description).map(refOfEdition)) ?? chooseGeography(description),
    indicator,
    cohort: keepIf(view.cohort, chosen?.cohorts ?? []) ?? usualCohort(chosen),
    designation: keepIf(view.designation, designations) ?? designations[0] ?? null,
  });
}

/** The period of an indicator that is nearest to the one shown: the same, else the last before it, else the newest. */
export function nearestPeriod(
  indicator: Pick<Indicator, 'periods'> | undefined,
  period: string | null,
): string | null {
  if (period === null || indicator === undefined) return null;
  if (indicator.periods.includes(period)) return period;
  return indicator.periods.findLast((id) => id < period) ?? null;
}

/** Shows another indicator, for the same cohort or all people where it has them, and as near to the shown period as it has values. */
export function showIndicator(id: string, description: WorkspaceDescription | null): void {
  const indicator = description?.indicators.find((item) => item.id === id);
  const { cohort, period } = useView.getState();
  useView.setState({
    indicator: id,
    cohort: indicator?.cohorts.includes(cohort) === true ? cohort : usualCohort(indicator),
    period: nearestPeriod(indicator, period),
  });
}
