import type { Theme } from '#contract';

/** Everything the map draws besides the ramp, as `#rrggbb`, and how bold lines are in this theme. */
export interface MapPalette {
  water: string;
  land: string;
  hairline: string;
  ward: string;
  district: string;
  districtHalo: string;
  designation: string;
  target: string;
  targetCasing: string;
  selection: string;
  selectionCasing: string;
  hover: string;
  hatchGround: string;
  hatchLine: string;
  circle: string;
  circleEdge: string;
  catchment: string;
  text: string;
  textHalo: string;
  /** Line widths and text sizes are multiplied by it. */
  boldness: number;
}

const light: MapPalette = {
  water: '#dce8ee',
  land: '#f6f2ea',
  hairline: '#6b7280',
  ward: '#5c6675',
  district: '#1f2937',
  districtHalo: '#ffffff',
  designation: '#a3195b',
  target: '#111827',
  targetCasing: '#ffffff',
  selection: '#111827',
  selectionCasing: '#ffd43b',
  hover: '#111827',
  hatchGround: '#f6f2ea',
  hatchLine: '#6b7280',
  circle: '#2171b5',
  circleEdge: '#ffffff',
  catchment: '#00695c',
  text: '#1f2937',
  textHalo: '#ffffff',
  boldness: 1,
};

const dark: MapPalette = {
  water: '#111c26',
  land: '#2b2a28',
  hairline: '#9aa3b0',
  ward: '#aeb6c2',
  district: '#f3f4f6',
  districtHalo: '#0b1016',
  designation: '#ff8fc0',
  target: '#05080c',
  targetCasing: '#ffffff',
  selection: '#05080c',
  selectionCasing: '#ffd43b',
  hover: '#ffffff',
  hatchGround: '#2b2a28',
  hatchLine: '#a8b0bc',
  circle: '#6baed6',
  circleEdge: '#05080c',
  catchment: '#5eead4',
  text: '#f3f4f6',
  textHalo: '#0b1016',
  boldness: 1,
};

const projector: MapPalette = {
  ...light,
  water: '#cfe2ec',
  land: '#ffffff',
  hairline: '#4b5563',
  ward: '#374151',
  district: '#000000',
  designation: '#8a0f4a',
  target: '#000000',
  selection: '#000000',
  hover: '#000000',
  hatchGround: '#ffffff',
  hatchLine: '#374151',
  circle: '#08519c',
  text: '#000000',
  boldness: 1.5,
};

const palettes: Record<Theme, MapPalette> = { light, dark, projector };

/** Colours and weights of a theme. */
export function getPalette(theme: Theme): MapPalette {
  return palettes[theme];
}

/** How strongly the shading covers the ground. */
export const shadingOpacity = 0.85;
