import { disclosurePolicies, getPolicy, type DisclosurePolicy } from '#contract';
import { Checkbox } from './Checkbox.tsx';
import { Choices, type ChoiceOption } from './Choices.tsx';
import {
  findOwnProblems,
  namedPolicies,
  policyOfDraft,
  type OwnPolicyDraft,
  type PolicyDraft,
} from './policy-draft.ts';
import { Select } from './Select.tsx';
import { TextField } from './TextField.tsx';

export interface PolicyFieldsProps {
  draft: PolicyDraft;
  onChange: (draft: PolicyDraft) => void;
  /** What it is called to choose none, and which policy stands then. */
  usual: { name: string; detail: string; policy: DisclosurePolicy };
  /** `list`: every policy with its sentence in sight; `select`: the chosen one's only. */
  look: 'list' | 'select';
}

type Choice = PolicyDraft['choice'];

function listChoices({ name, detail }: PolicyFieldsProps['usual']): ChoiceOption<Choice>[] {
  return [
    { id: 'usual', name, detail },
    ...namedPolicies.map((id) => {
      const { name: title, sentence } = disclosurePolicies[id];
      return { id, name: title, detail: sentence };
    }),
    { id: 'own', name: 'Own policy', detail: 'by your own threshold and rounding' },
  ];
}

function OwnFields({ own, onChange }: { own: OwnPolicyDraft; onChange: (own: OwnPolicyDraft) => void }) {
  const problems = findOwnProblems(own);
  const put = (patch: Partial<OwnPolicyDraft>): void => onChange({ ...own, ...patch });
  return (
    <div className="policy-own" role="group" aria-label="Own policy">
      <TextField
        label="Hide counts under"
        value={own.threshold}
        onChange={(threshold) => put({ threshold })}
        help="0 hides none."
        error={problems.threshold}
      />
      <TextField
        label="Round others to the nearest"
        value={own.base}
        onChange={(base) => put({ base })}
        help="0 rounds none."
        error={problems.base}
      />
      <TextField
        label="Least denominator"
        value={own.leastDenominator}
        onChange={(leastDenominator) => put({ leastDenominator })}
        help="Areas with fewer people show nothing. Empty: no limit."
        error={problems.leastDenominator}
      />
      <Checkbox isSelected={own.keepsZeros} onChange={(keepsZeros) => put({ keepsZeros })}>
        Show zeros
      </Checkbox>
    </div>
  );
}

/** What the chosen policy does, in a sentence. */
function sentenceOf(draft: PolicyDraft, usual: DisclosurePolicy): string {
  const policy = policyOfDraft(draft);
  if (policy === undefined) return '';
  const { sentence } = getPolicy(policy ?? usual);
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** Choice of a disclosure policy: the usual one, a named one, or one's own by its numbers. */
export function PolicyFields({ draft, onChange, usual, look }: PolicyFieldsProps) {
  const choices = listChoices(usual);
  const choose = (id: string): void => {
    const chosen = choices.find((each) => each.id === id);
    if (chosen !== undefined) onChange({ ...draft, choice: chosen.id });
  };
  return (
    <div className="stack">
      {look === 'list' ? (
        <Choices label="Disclosure policy" choices={choices} value={draft.choice} onChange={choose} />
      ) : (
        <Select
          label="Disclosure policy"
          options={choices.map(({ id, name }) => ({ id, name }))}
          value={draft.choice}
          onChange={choose}
          help={sentenceOf(draft, usual.policy)}
        />
      )}
      {draft.choice === 'own' ? (
        <OwnFields own={draft.own} onChange={(own) => onChange({ ...draft, own })} />
      ) : null}
      {draft.choice === 'own' && look === 'list' ? (
        <p className="field-help">{sentenceOf(draft, usual.policy)}</p>
      ) : null}
    </div>
  );
}
