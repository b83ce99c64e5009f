import type { DisclosurePolicy, TargetList, TargetListRequest } from '#contract';
import { readUnderPolicy } from '../../../backend/disclosure/index.ts';
import { makeAreaTable } from '../../../backend/figures/index.ts';
import { makeTargetList } from '../../../backend/targets/index.ts';
import type { WorkspaceReader } from '#data/workspace';

interface Asked extends Partial<Omit<TargetListRequest, 'question' | 'policy'>> {
  rule: string;
  order?: string;
  need?: string;
  policy?: DisclosurePolicy;
}

/** The list of a rule as it leaves a workspace, made on a fixed day. */
export function listUnder(
  workspace: WorkspaceReader,
  { rule, order, need, policy = 'under5', ...more }: Asked,
): TargetList {
  const geography = 'lsoa:2011';
  const reader = readUnderPolicy(workspace, { policy, override: null });
  return makeTargetList(
    {
      question: { rule, geography, period: null, need: need ?? null, order: order ?? null },
      title: null,
      limit: null,
      share: null,
      all: false,
      author: null,
      policy,
      override: null,
      beside: [],
      coverage: null,
      ...more,
    },
    {
      reader,
      table: makeAreaTable(reader, geography),
      madeBy: 'Pinpoint',
      policy,
      made: '2026-01-01T00:00:00.000Z',
      coverage: null,
    },
  );
}
