import type { DeliveryColumns, PositionColumns, ProvisionMapping } from '#contract';
import { geographyWords } from '../../ui/index.ts';
import type { Role } from './roles.ts';

const positionRoles = (position: Omit<PositionColumns, 'postcodeColumn'>): Role[] => [
  [position.lonColumn, 'Longitude'],
  [position.latColumn, 'Latitude'],
  [position.eastingColumn, 'Easting'],
  [position.northingColumn, 'Northing'],
];

const deliveryRoles = (delivery: DeliveryColumns): Role[] => [
  [delivery.siteColumn, 'Site'],
  [delivery.providerColumn, 'Provider’s key'],
  [delivery.providerNameColumn, 'Provider'],
  [delivery.programmeColumn, 'Programme’s key'],
  [delivery.programmeNameColumn, 'Programme'],
  [delivery.stageColumn, 'Stage'],
  [delivery.fundingColumn, 'Funding stream'],
  [delivery.placesColumn, 'Places'],
  [delivery.costColumn, 'Cost'],
  [delivery.firstDayColumn, 'First day'],
  [delivery.lastDayColumn, 'Last day'],
  [delivery.eligibleColumn, 'Eligible'],
  [delivery.idColumn, 'Delivery’s key'],
];

/** What each chosen column of a file of provision is taken for. */
export function listProvisionRoles(draft: ProvisionMapping): Role[] {
  switch (draft.family) {
    case 'providers':
      return deliveryRoles(draft.delivery);
    case 'sites':
      return [
        [draft.idColumn, 'Site’s key'],
        [draft.nameColumn, 'Site'],
        ...positionRoles(draft.position),
        [draft.position.postcodeColumn, 'Postcode'],
        [draft.kindColumn, 'Kind'],
        [draft.jobsColumn, 'Jobs'],
        [draft.firstDayColumn, 'Opened'],
        [draft.lastDayColumn, 'Closed'],
        ...(draft.delivery === null ? [] : deliveryRoles(draft.delivery)),
      ];
    case 'performance':
      return [
        [draft.codeColumn, 'Area code'],
        [draft.postcodeColumn, 'Postcode'],
        [draft.providerColumn, 'Provider'],
        [draft.programmeColumn, 'Programme'],
        [draft.periodColumn, 'Period'],
        [draft.startsColumn, 'Starts'],
        [draft.outcomesColumn, 'Job outcomes'],
        [draft.sustainedColumn, 'Sustained'],
        [draft.costColumn, 'Cost'],
        [draft.targetColumn, 'Target'],
      ];
    case 'postcodes':
      return [
        [draft.postcodeColumn, 'Postcode'],
        ...positionRoles(draft.position),
        ...Object.entries(draft.areaColumns).map(([ref, column]): Role => [column, geographyWords(ref).name]),
        [draft.endedColumn, 'Ended'],
      ];
    case 'points':
      return [[draft.codeColumn, 'Code'], ...positionRoles(draft.position), [draft.weightColumn, 'Weight']];
    default:
      return [];
  }
}
