import type { AreaList, GeographyKind, WorkspaceDescription } from '#contract';
import { findDistrictName } from '#core/names';
import { getClient } from './connection.ts';
import { showDialog } from './dialogs.ts';
import { attempt } from './notices.ts';

const isDistrict = (geography: string): boolean => geography.startsWith('district');

/**
 * Whether districts can be made from these areas and are missing: none is drawn in the workspace, and the areas have
 * district codes or names that hold their district.
 */
export function canDeriveDistricts(description: WorkspaceDescription, list: AreaList): boolean {
  const isDrawn = description.geographies.some((it) => it.geography === 'district' && it.bounds !== null);
  if (isDrawn) return false;
  const [kind] = list.geography.split(':') as [GeographyKind];
  const hasCodes = kind !== 'district' && list.parents.some(({ geography }) => isDistrict(geography));
  return hasCodes || list.names.some((name) => findDistrictName(kind, name) !== undefined);
}

/** Starts to make districts from the areas of a geography, and shows how far it is. */
export async function startDistricts({ geography }: Pick<AreaList, 'geography'>): Promise<void> {
  const started = await attempt(() => getClient().call('import.districts', { from: geography }));
  if (started !== undefined) showDialog({ kind: 'job', job: started.job });
}
