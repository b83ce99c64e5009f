import type { AreaList } from '#contract';
import type { AreaRow } from '#data/workspace';
import { PinpointError } from '#contract';
import type { HandlerContext } from './context.ts';

/** What travels of the areas: the columns without the index that only the backend needs. */
function toAreaList({ indexOf: _indexOf, ...list }: AreaRow): AreaList {
  return list;
}

/** Areas, their tiles, and where to find one. */
export function areaHandlers(context: HandlerContext) {
  return {
    'area.list': ({ geography }: { geography: string }) =>
      toAreaList(context.session().reader.getAreas(geography)),
    'area.tile': (tile: { geography: string; z: number; x: number; y: number }) =>
      context.session().tiles.get(tile),
    'area.search': ({ text, limit }: { text: string; limit: number }) =>
      context.session().reader.searchAreas(text, limit),
    'area.designated': ({ designation }: { designation: string }) => {
      const { reader } = context.session();
      const found = reader.findDesignation(designation);
      if (found === undefined)
        throw new PinpointError('not_found', `There is no designation ${designation} in this workspace.`, {
          found: designation,
        });
      const { indexOf } = reader.getAreas(found.geography);
      const index = found.codes.flatMap((code) => indexOf.get(code) ?? []);
      return { geography: found.geography, index: Int32Array.from(index) };
    },
  };
}
