export * from './Legend.tsx';
export * from './MapView.tsx';
export type * from './props.ts';
export * from './ramps.ts';
export { SiteSymbol } from './SiteSymbol.tsx';
export { countClasses, type ClassCounts } from './states.ts';
