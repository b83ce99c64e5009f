import { useEffect, useMemo } from 'react';
import type { AreaList, GeographyRef, WorkspaceDescription } from '#contract';
import { areaLists, designatedAreas, orderEditions, refOfEdition, useView } from '../state/index.ts';
import type { OutlineRole } from '../map/index.ts';

const roles: Partial<Record<string, OutlineRole>> = { ward: 'ward', district: 'district', region: 'region' };

/** The newest edition of each coarser kind: linked to the shown geography before others. */
function coarserEditions(description: WorkspaceDescription, shown: GeographyRef): GeographyRef[] {
  const editions = orderEditions(description);
  const links = editions.find((edition) => refOfEdition(edition) === shown)?.links ?? [];
  return Object.keys(roles).flatMap((kind) => {
    const ofKind = editions.filter((edition) => edition.geography === kind).map(refOfEdition);
    const chosen = ofKind.find((ref) => links.includes(ref)) ?? ofKind[0];
    return chosen === undefined || chosen === shown ? [] : [chosen];
  });
}

/** Asks for what will be outlined and named while the map is still on its way: it then begins with them. */
export function useEarlyOutlines(description: WorkspaceDescription | null): void {
  const { geography, designation } = useView();
  useEffect(() => {
    if (description === null || geography === null) return;
    const lists = coarserEditions(description, geography).filter((ref) => !ref.startsWith('region:'));
    const early: Promise<unknown>[] = lists.map((ref) => areaLists.get({ geography: ref }));
    if (designation !== null) early.push(designatedAreas.get({ designation }));
    // Whoever shows them says what went wrong.
    void Promise.allSettled(early);
  }, [description, geography, designation]);
}

export interface MapOutlines {
  outlines: { geography: GeographyRef; role: OutlineRole }[];
  labels: AreaList[];
}

/** Which coarser areas are outlined over the shown ones, and whose names are written. */
export function useOutlines(description: WorkspaceDescription, shown: AreaList): MapOutlines {
  const refs = useMemo(() => coarserEditions(description, shown.geography), [description, shown.geography]);
  const find = (kind: string): GeographyRef | undefined => refs.find((ref) => ref.startsWith(`${kind}:`));
  const [ward, district] = [find('ward'), find('district')];
  const wards = areaLists.use(ward === undefined ? null : { geography: ward }).value;
  const districts = areaLists.use(district === undefined ? null : { geography: district }).value;
  return useMemo(() => {
    const own = roles[shown.geography.split(':')[0] ?? ''] === undefined ? [] : [shown];
    return {
      outlines: refs.flatMap((geography) => {
        const role = roles[geography.split(':')[0] ?? ''];
        return role === undefined ? [] : [{ geography, role }];
      }),
      labels: [districts, wards, ...own].filter((list) => list !== null),
    };
  }, [refs, wards, districts, shown]);
}

/** The designation that is outlined, by feature ids of its own geography. */
export function useDesignation(): { geography: GeographyRef; ids: number[] } | null {
  const chosen = useView((state) => state.designation);
  const found = designatedAreas.use(chosen === null ? null : { designation: chosen }).value;
  const list = areaLists.use(found === null ? null : { geography: found.geography }).value;
  return useMemo(() => {
    if (found === null || list === null) return null;
    return {
      geography: found.geography,
      ids: Array.from(found.index, (position) => list.ids[position] ?? -1),
    };
  }, [found, list]);
}
