import type { Site, Travel } from '#contract';
import type { Shape } from '#core/geography';
import { layAreaEnds } from '#core/routing';
import { drawCatchment } from './catchment.ts';
import { settle, type Measuring } from './measuring.ts';

/** The outline of what each site reaches, for drawing only. Throws what routing throws, and `cancelled`. */
export function outlineSites(travel: Travel, sites: readonly Site[], measuring: Measuring): Shape[] {
  const settled = settle(travel, null, measuring);
  const none = layAreaEnds([]);
  return sites.map((site, at) => {
    measuring.progress.checkCancelled();
    measuring.progress.report(at, sites.length, 'outlines');
    return drawCatchment(site, none, settled).outline;
  });
}
