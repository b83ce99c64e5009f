import type { Delivery, Provision, Stage } from '#contract';
import { isAmount, isDay, orNull } from './draft.ts';

/** A delivery as it is being written. */
export interface DeliveryDraft {
  /** null: a new one. */
  id: string | null;
  /** Id of a programme; `null`: a new programme, named below. */
  programme: string | null;
  provider: string;
  newProgramme: string;
  stage: Stage;
  fundingStream: string;
  places: string;
  cost: string;
  firstDay: string;
  lastDay: string;
  eligible: readonly string[];
}

export type DeliveryProblems = Partial<Record<keyof DeliveryDraft, string>>;

const textOf = (value: number | null): string => (value === null ? '' : String(value));

/** A delivery that is not there yet: of the first programme that is known. */
export function newDelivery({ programmes }: Provision): DeliveryDraft {
  return {
    id: null,
    programme: programmes[0]?.id ?? null,
    provider: '',
    newProgramme: '',
    stage: 'advice',
    fundingStream: '',
    places: '',
    cost: '',
    firstDay: '',
    lastDay: '',
    eligible: [],
  };
}

/** A delivery that is there, to be changed. */
export function draftOfDelivery(delivery: Delivery): DeliveryDraft {
  return {
    id: delivery.id,
    programme: delivery.programme,
    provider: '',
    newProgramme: '',
    stage: delivery.stage,
    fundingStream: delivery.fundingStream,
    places: textOf(delivery.places),
    cost: textOf(delivery.cost),
    firstDay: delivery.firstDay ?? '',
    lastDay: delivery.lastDay ?? '',
    eligible: delivery.eligible,
  };
}

/** What is wrong with a draft, by field; empty where it can be saved. */
export function findDeliveryProblems(draft: DeliveryDraft): DeliveryProblems {
  const problems: DeliveryProblems = {};
  if (draft.programme === null) {
    if (draft.newProgramme.trim() === '') problems.newProgramme = 'Name the new programme.';
    if (draft.provider.trim() === '') problems.provider = 'Name the provider of the new programme.';
  }
  if (!isAmount(draft.places)) problems.places = 'Enter 0 or more, or leave it empty where it is not known.';
  if (!isAmount(draft.cost))
    problems.cost = 'Enter pounds, 0 or more, or leave it empty where it is not known.';
  if (!isDay(draft.firstDay)) problems.firstDay = 'Write the day as 2008-07-01.';
  if (!isDay(draft.lastDay)) problems.lastDay = 'Write the day as 2008-07-01.';
  else if (isBefore(draft.lastDay, draft.firstDay)) problems.lastDay = 'The last day is before the first.';
  return problems;
}

function isBefore(last: string, first: string): boolean {
  return last.trim() !== '' && first.trim() !== '' && last.trim() < first.trim();
}

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/** The delivery as it is saved. The draft has no problems. */
export function deliveryFromDraft(
  draft: DeliveryDraft,
  { site, programme }: { site: string; programme: string },
): Omit<Delivery, 'id'> & { id: string | null } {
  return {
    id: draft.id,
    programme,
    site,
    stage: draft.stage,
    fundingStream: draft.fundingStream.trim(),
    places: numberOf(draft.places),
    cost: numberOf(draft.cost),
    firstDay: orNull(draft.firstDay),
    lastDay: orNull(draft.lastDay),
    eligible: [...draft.eligible],
  };
}

/** The cohorts that a workspace knows: of its indicators, and those that deliveries are open to already. */
export function listEligibleCohorts(
  indicators: readonly { cohorts: readonly string[] }[],
  { deliveries }: Provision,
): string[] {
  const known = [
    ...indicators.flatMap(({ cohorts }) => cohorts),
    ...deliveries.flatMap(({ eligible }) => eligible),
  ];
  return [...new Set(known)].toSorted();
}
