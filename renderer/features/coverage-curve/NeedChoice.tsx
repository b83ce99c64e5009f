import type { RuleResult } from '#contract';
import { askOf, findIndicator, useRule, useSession } from '../../state/index.ts';
import { Select } from '../../ui/index.ts';

/** Which count of people the coverage is about: what the rule suggests, or another. */
export function NeedChoice({ result }: { result: RuleResult }) {
  const description = useSession((state) => state.description);
  const need = useRule((state) => state.need);
  const counts = (description?.indicators ?? []).filter(
    (item) => item.kind === 'count' && item.periods.length > 0,
  );
  if (counts.length < 2) return null;
  const automatic = findIndicator(description, result.need?.indicator ?? null)?.name ?? 'none';
  return (
    <Select
      label="Need counted"
      options={[
        { id: '', name: need === null ? automatic : 'As the rule suggests', detail: 'from the rule' },
        ...counts.map(({ id, name }) => ({ id, name })),
      ]}
      value={need ?? ''}
      onChange={(id) => askOf({ need: id === '' ? null : id })}
    />
  );
}
