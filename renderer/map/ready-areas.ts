import type { AreaList } from '#contract';

/** Which areas of a geography a layer is kept ready for. */
export interface ReadyAreas {
  /**
   * Ids of the areas that are, or once were, marked (anything but 0; aligned with the list, else nothing new is ready).
   * The same array as before while nothing is added.
   */
  grow(areas: AreaList, marks: ArrayLike<number>): readonly number[];
}

/**
 * A layer that has lines for every area costs the graphics for every area, also for those whose line is not to be seen. So
 * such a layer gets only the areas that need it, and keeps those that did: making it ready for others takes a moment, while
 * switching a line on and off takes none.
 */
export function makeReadyAreas(): ReadyAreas {
  let list: AreaList | null = null;
  let known = new Set<number>();
  let ids: readonly number[] = [];
  return {
    grow(areas, marks) {
      if (list?.geography !== areas.geography) {
        known = new Set();
        ids = [];
      }
      list = areas;
      if (marks.length !== areas.ids.length) return ids;
      const before = known.size;
      areas.ids.forEach((id, index) => {
        if (marks[index] !== 0) known.add(id);
      });
      if (known.size > before) ids = [...known];
      return ids;
    },
  };
}
