import type { RuleQuestion } from '#contract';
import {
  listProvisionNeeds,
  type AccessRequest,
  type AreaTable,
  type ProvisionAccess,
} from '#core/targeting';
import type { AccessWant } from '../travel/index.ts';

/** Travel times that have been worked out, so that rules can be evaluated on them. */
export interface TravelTimeCache {
  /** Whether the answer to a want is kept, also where the answer is that there are no travel times. */
  has(want: AccessWant): boolean;
  /** Keeps the answer to a want; undefined: there are no travel times for it. */
  keep(want: AccessWant, access: ProvisionAccess | undefined): void;
  /** What the table of a geography answers; undefined where nothing is kept. */
  finderFor(geography: string): (request: AccessRequest) => ProvisionAccess | undefined;
  clear(): void;
}

/** A cache that keeps nothing yet. */
export function makeTravelTimeCache(): TravelTimeCache {
  const kept = new Map<string, ProvisionAccess | undefined>();
  return {
    has: (want) => kept.has(keyOf(want)),
    keep: (want, access) => void kept.set(keyOf(want), access),
    finderFor: (geography) => (request) => kept.get(keyOf({ geography, ...request })),
    clear: () => kept.clear(),
  };
}

/** The travel times that a question of a table must have before it is evaluated; none for ordinary and for wrong rules. */
export function listWants(
  question: Pick<RuleQuestion, 'rule' | 'order' | 'period'>,
  table: AreaTable,
): AccessWant[] {
  return listProvisionNeeds(question, table).map((need) => ({ geography: table.geography, ...need }));
}

function keyOf({ geography, selector, mode, day }: AccessWant): string {
  return JSON.stringify([geography, selector, mode, day]);
}
