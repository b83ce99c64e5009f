import type { Site } from '#contract';
import type { WorkspaceWriter } from '#data/workspace';
import { stagedDraftOf, publish } from '../stage.ts';

type Row = [id: string, name: string, lon: number, lat: number, jobs: number | null];

/** Docks, estates, parks and hospitals where many people work. Every name and number is invented: no place of work of these names is meant. */
const rows: Row[] = [
  ['e01', 'Breakwater Container Terminal', -3.021, 53.4665, 2_400],
  ['e02', 'Cormorant Dock Estate', -3.0005, 53.4465, 1_650],
  ['e03', 'Sandstone Cross Retail Park', -2.9395, 53.485, 1_900],
  ['e04', 'Larkfield Industrial Estate', -2.868, 53.4785, 4_800],
  ['e05', 'Estuary Point Business Park', -2.859, 53.3475, 5_600],
  ['e06', 'Northmere General Hospital', -2.9335, 53.4645, 4_300],
  ['e07', 'Quarryside Retail Park', -2.9125, 53.4115, 1_200],
  ['e08', 'Silverlake Science Park', -2.636, 53.3395, 2_100],
  ['e09', 'Weaver Reach Works', -2.7415, 53.338, 1_450],
  ['e10', 'Glasshouse Retail Park', -2.7295, 53.4515, 1_350],
  ['e11', 'Heron Basin Shipyard', -3.0195, 53.3885, 1_800],
  // How many jobs there are is left open, so that a demonstration shows what that does.
  ['e12', 'Causeway Distribution Centre', -2.9795, 53.336, null],
];

/** The invented employment sites. */
export const employmentSites: Site[] = rows.map(([id, name, lon, lat, jobs]) => ({
  id,
  name,
  lon,
  lat,
  postcode: null,
  firstDay: null,
  lastDay: null,
  kind: 'employment',
  jobs,
}));

/** Publishes them as a release of their own. */
export function publishEmployment(writer: WorkspaceWriter): void {
  publish(writer, stagedDraftOf('sites', 'invented employment sites', employmentSites), (staging) => {
    for (const site of employmentSites) staging.addSite(site);
  });
}
