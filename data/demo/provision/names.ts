import type { Programme, Provider, Stage } from '#contract';
import type { DistrictName } from '../land/outlines.ts';

/** Everything here is invented: no organisation or programme of these names is meant. */

/** A provider, and how well it does at getting people into work: 1 = as the stage usually does. */
export interface DemoProvider extends Provider {
  skill: number;
}

export const providers: DemoProvider[] = [
  { id: 'v01', name: 'Estuary Skills Trust', skill: 1.05 },
  { id: 'v02', name: 'Gateway Employment Partnership', skill: 1.3 },
  { id: 'v03', name: 'Riverside Learning', skill: 0.95 },
  { id: 'v04', name: 'North Shore Community Network', skill: 0.7 },
  { id: 'v05', name: 'Peninsula Works', skill: 1.1 },
  { id: 'v06', name: 'Brightpath Advice', skill: 1 },
  { id: 'v07', name: 'Glassworks Training', skill: 0.9 },
  { id: 'v08', name: 'Crossbank Recruitment', skill: 1.2 },
  { id: 'v09', name: 'Lantern Family Support', skill: 0.6 },
  { id: 'v10', name: 'Docklands Enterprise', skill: 1 },
  { id: 'v11', name: 'Westmoor College', skill: 1.05 },
  { id: 'v12', name: 'Second Step Mersey', skill: 0.85 },
];

/** A programme and what its deliveries have in common. */
export interface DemoProgramme extends Programme {
  stage: Stage;
  funding: string;
  /** At how many sites. */
  sites: number;
  /** Places a year at one site, about; null where the contract states none. */
  places: number | null;
  /** Pounds a place. */
  unitCost: number;
  eligible: string[];
  /** Empty = everywhere. */
  districts: DistrictName[];
}

type Terms = Pick<DemoProgramme, 'sites' | 'places' | 'unitCost'>;

const programme = (
  [id, name, provider]: [string, string, string],
  [stage, funding]: [Stage, string],
  terms: Terms,
  scope: Partial<Pick<DemoProgramme, 'eligible' | 'districts'>> = {},
): DemoProgramme => ({
  id,
  name,
  provider,
  stage,
  funding,
  ...terms,
  eligible: scope.eligible ?? [],
  districts: scope.districts ?? [],
});

const terms = (sites: number, places: number | null, unitCost: number): Terms => ({
  sites,
  places,
  unitCost,
});

/** 20 programmes at six stages, paid from eight funding streams. */
export const programmes: DemoProgramme[] = [
  programme(['p01', 'Street Outreach', 'v04'], ['engagement', 'WNF'], terms(9, 120, 180), {
    districts: ['Liverpool', 'Sefton'],
  }),
  programme(['p02', 'Doorstep', 'v12'], ['engagement', 'DAF'], terms(8, 100, 210), {
    districts: ['Knowsley', 'Halton', 'St Helens'],
  }),
  programme(['p03', 'Family Start', 'v09'], ['engagement', 'Council'], terms(7, 60, 320), {
    eligible: ['lone_parent=yes'],
  }),
  programme(['p04', 'Peninsula Connect', 'v05'], ['engagement', 'WNF'], terms(5, 110, 190), {
    districts: ['Wirral'],
  }),
  programme(['p05', 'Adult Guidance', 'v06'], ['advice', 'LSC'], terms(11, 180, 90)),
  programme(['p06', 'Advice on the Doorstep', 'v04'], ['advice', 'DAF'], terms(6, 90, 140), {
    districts: ['Liverpool', 'Sefton', 'Knowsley'],
  }),
  programme(['p07', 'Young Adult Advice', 'v06'], ['advice', 'ESF'], terms(6, 80, 160), {
    eligible: ['age=18-24'],
  }),
  programme(['p08', 'Skills for Work', 'v03'], ['pre_employment', 'LSC'], terms(9, 70, 950)),
  programme(['p09', 'Ready for Work', 'v01'], ['pre_employment', 'ESF'], terms(8, 60, 1150)),
  programme(['p10', 'Glassworks Pre-apprenticeship', 'v07'], ['pre_employment', 'LSC'], terms(4, 45, 1600), {
    eligible: ['age=18-24'],
    districts: ['St Helens'],
  }),
  programme(['p11', 'Return to Learning', 'v11'], ['pre_employment', 'ESF'], terms(6, 50, 1250), {
    eligible: ['age=25-49', 'age=50-64'],
  }),
  programme(['p12', 'Condition Support', 'v12'], ['pre_employment', 'JCP'], terms(7, 65, 780), {
    eligible: ['benefit=incapacity'],
  }),
  programme(['p13', 'Job Gateway', 'v02'], ['job_entry', 'JCP'], terms(10, 150, 420)),
  programme(['p14', 'Crossbank Brokerage', 'v08'], ['job_entry', 'DAF'], terms(7, 110, 510)),
  programme(['p15', 'Docks to Jobs', 'v10'], ['job_entry', 'LEGI'], terms(4, 70, 640), {
    districts: ['Liverpool', 'Sefton', 'Wirral'],
  }),
  programme(['p16', 'Local Jobs Desk', 'v05'], ['job_entry', 'Council'], terms(5, null, 380), {
    districts: ['Wirral', 'Halton'],
  }),
  programme(['p17', 'Staying On', 'v02'], ['in_work', 'ESF'], terms(5, 60, 560)),
  programme(['p18', 'First Six Months', 'v12'], ['in_work', 'NRF'], terms(4, 40, 490)),
  programme(['p19', 'Next Rung', 'v11'], ['progression', 'LSC'], terms(5, 55, 890)),
  programme(['p20', 'Enterprise Step', 'v10'], ['progression', 'LEGI'], terms(3, 30, 1750)),
];
