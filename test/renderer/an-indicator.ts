import type { WorkspaceDescription } from '#contract';

export type Indicator = WorkspaceDescription['indicators'][number];

/** A count of the areas of 2011 with values of all people for one period, as a workspace describes it, but for what is said. */
export const anIndicator = (id: string, part: Partial<Indicator> = {}): Indicator => ({
  id,
  name: id,
  kind: 'count',
  of: null,
  numerator: null,
  unit: '',
  polarity: 'neutral',
  observations: 1,
  periods: ['2017'],
  cohorts: [],
  everyone: true,
  geographies: ['lsoa:2011'],
  sensitivity: 'published',
  ...part,
});
