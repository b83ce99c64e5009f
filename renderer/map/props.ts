import type { ReactNode } from 'react';
import {
  type AreaList,
  type Client,
  type GeographyRef,
  type MultiPolygon,
  type Stage,
  type Theme,
} from '#contract';

/** west, south, east, north in degrees. */
export type MapBounds = readonly [west: number, south: number, east: number, north: number];
/** What a set of outlines is drawn as, whatever its kind: the coarser, the stronger. */
export type OutlineRole = 'ward' | 'district' | 'region';
/** Rates are shaded, counts are circles. */
export type ShadingStyle = 'choropleth' | 'circles';

/** What the person has switched on. A missing entry counts as on. */
export interface MapLayers {
  /** The shading or the circles, with the hatches. */
  values?: boolean;
  targets?: boolean;
  designation?: boolean;
  wards?: boolean;
  districts?: boolean;
  labels?: boolean;
  provision?: boolean;
  catchments?: boolean;
}

/** A site on the map. */
export interface SiteMark {
  id: string;
  name: string;
  lon: number;
  lat: number;
  /** Of its deliveries; one symbol each. */
  stages: readonly Stage[];
  /** `employment`: where people work; `proposed`: where a new site should be. */
  kind: 'site' | 'employment' | 'proposed';
  /** Written on a proposed site: 1 is the best. */
  rank?: number | null;
  /** True for a site that stands back: the selector does not pick it. */
  isQuiet: boolean;
}

/** What is delivered, and who reaches it. */
export interface MapProvision {
  sites: readonly SiteMark[];
  /** Id of the site that is selected. */
  selected: string | null;
  /** Of the catchment, for drawing. */
  outline: MultiPolygon | null;
  /** 1 for each area that is reached, aligned with `areaList`; null without a catchment. */
  reached: Uint8Array | null;
  onSelect: (site: string | null) => void;
  card: (site: string) => ReactNode;
  /** Where set, a click takes a place instead of selecting something. */
  onPlace: ((place: { lon: number; lat: number }) => void) | null;
  /** Gives up taking a place. */
  onPlaceCancelled: () => void;
}

/** The shaded areas' numbers; every column is aligned with `areaList`. */
export interface MapValues {
  /** NaN where there is none. */
  values: Float64Array;
  /** `flagByte` of the contract: tells missing from suppressed. */
  flags: Uint8Array;
  /** 1 = the value is there but not to be relied on: dotted. None are where it is left out. */
  unsure?: Uint8Array | null;
  /** Breaks between the classes, ascending, as `classify` of core gives them: one fewer than there are classes. */
  breaks: readonly number[];
  /** One colour a class: one more than there are breaks. */
  ramp: readonly string[];
  style: ShadingStyle;
}

export interface MapViewProps extends MapValues {
  client: Client;
  /** Of the workspace: tiles are asked for again when it changes. */
  revision: number;
  /** The geography whose areas are shaded, picked and targeted. */
  shaded: GeographyRef;
  /** `area.list` of `shaded`. While it is still that of another geography nothing is shaded. */
  areaList: AreaList;
  outlines: readonly { geography: GeographyRef; role: OutlineRole }[];
  /** `area.list` of the geographies whose names are written: districts (or regions) and wards. */
  labels: readonly AreaList[];
  /** `outcomeByte` for each area, null when there is no rule. */
  outcomes: Uint8Array | null;
  /** A designation's areas by feature id (`areaList.ids` of its own geography). */
  designation: { geography: GeographyRef; ids: readonly number[] } | null;
  visible: MapLayers;
  /** Area index (position in `areaList`), also for the callbacks. */
  selected: number | null;
  onSelect: (index: number | null) => void;
  onHover?: (index: number | null) => void;
  /** Sites and a catchment; null where there are none. */
  provision?: MapProvision | null;
  /** 1 for each area of a group that is pointed out together, aligned with `areaList`; null without one. */
  marked?: Uint8Array | null;
  /** What the card of an area says, hovered or clicked. */
  card: (index: number) => ReactNode;
  /** Of everything shaded: where the map begins and what "zoom to all" shows. Null: an empty geography. */
  bounds: MapBounds | null;
  theme: Theme;
  /** Move there; another `nonce` asks again for the same place. */
  fitRequest?: { bounds: MapBounds; nonce: number };
  /** Licence and source lines for the map's corner. */
  attribution?: readonly string[];
  /** Whether what stands about the map has little room. */
  isSmall?: boolean;
  /** What stands on the map's corner: the shell puts `<Legend/>` here. */
  children?: ReactNode;
}

export interface LegendProps extends MapValues {
  /** A sentence: "JSA claimants, % of working-age residents, July 2008". */
  title: string;
  /** Printed after numbers: "%", or empty. */
  unit?: string;
  /** Decimals of the ranges; 1 when left out, 0 for circles. */
  decimals?: number;
  /** The rule's threshold, drawn as a tick with its value; null without one. */
  threshold: number | null;
  /** How the breaks were made ("natural breaks") and the goodness of variance fit, 0 to 1. */
  method: { name: string; fit: number | null } | null;
  /** "Source: …, releases …". */
  source: string;
  /** Key of the target outline: its words, as in "Target areas (33)"; null hides it. */
  targets: string | null;
  /** Key of the designation's dashed line: its name; null hides it. */
  designation: string | null;
  /** Stages whose symbols are on the map; none hides their keys. */
  stages?: readonly Stage[];
  /** True while employment sites are on the map. */
  employment?: boolean;
  /** True while several sites are on the map, which gather into groups where they are near. */
  groups?: boolean;
  /** True while sites are on the map at which nothing is delivered. */
  idleSites?: boolean;
  /** True while proposed sites are on the map. */
  proposed?: boolean;
  /** Words for the outline of areas that are pointed out together; null hides it. */
  marked?: string | null;
  /** Words for the dashed edge of a catchment; null hides it. */
  catchment?: string | null;
  /** What areas without a value are called; "No data" when left out. */
  missing?: string;
  /** What unsure areas are called; "of these, unsure" when left out. */
  unsureWords?: string;
  theme: Theme;
  collapsed?: boolean;
  onCollapse?: (collapsed: boolean) => void;
}
