import { getText } from './arguments.ts';
import type { ConditionFunction } from './functions.ts';

/**
 * Whether an area is in a designation: the area itself, or the area it belongs to in the designation's own geography.
 * Unknown where no link leads to that geography.
 */
export const designated: ConditionFunction = {
  name: 'designated',
  gives: 'condition',
  parameters: [{ name: 'designation', kind: 'designation' }],
  summary: 'True when the area, or the area it belongs to, is in the designation.',
  evaluate: (call, scope) => scope.table.designated(getText(call, 0)).membership,
  words: (call, say) => `in ${say.designation(getText(call, 0))}`,
  whyUnknown: (call, area, scope) => {
    const { geography, membership } = scope.table.designated(getText(call, 0));
    return membership[area] === 2 ? `no link to ${geography}` : null;
  },
};

/**
 * Whether an area lies in a district, ward or other area, known by its code; an area lies in itself. Unknown where no
 * link leads to the geography of that code.
 */
export const inArea: ConditionFunction = {
  name: 'in_area',
  gives: 'condition',
  parameters: [{ name: 'code', kind: 'area' }],
  summary: 'True when the area lies in the district, ward or other area of that code.',
  evaluate: (call, scope) => scope.table.inArea(getText(call, 0)),
  words: (call, say) => `in ${say.area(getText(call, 0))}`,
  whyUnknown: (call, area, scope) =>
    scope.table.inArea(getText(call, 0))[area] === 2
      ? `no link to the geography of ${getText(call, 0)}`
      : null,
};
