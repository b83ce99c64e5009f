import type { Travel } from '#contract';

const modeWords = {
  transit: 'by public transport',
  walk: 'on foot',
  cycle: 'by bicycle',
  distance: '',
} as const;

/** How far, in words: "within 30 minutes by public transport, 07:00–09:00, median". */
export function travelWords({ mode, limit, window, percentile, direction }: Travel): string {
  if (mode === 'distance') return `within ${limit} km`;
  const reach = `within ${limit} minutes ${modeWords[mode]}`;
  if (mode !== 'transit') return reach;
  const verb = direction === 'to' ? 'arriving' : 'leaving';
  const typical = percentile === 50 ? 'median' : `${percentile}th percentile`;
  return `${reach}, ${verb} ${window.replace('-', '–')}, ${typical}`;
}
