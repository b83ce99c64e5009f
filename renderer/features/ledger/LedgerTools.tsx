import { X } from 'lucide-react';
import { countedThings, type AreaList, type CountedThing, type ChosenFormat } from '#contract';
import { usualMode, useProvision, useProvisionFacts, useResultFor } from '../../state/index.ts';
import { Button, Checkbox, IconButton, Select, geographyWords, ExportMenu } from '../../ui/index.ts';
import { questionName, type Question } from './questions.ts';
import { stageChoices, type StageChoice } from './rows.ts';

export const countNames: Record<CountedThing, string> = {
  sites: 'sites',
  programmes: 'programmes',
  fundingStreams: 'funding streams',
};

/** What the ledger shows, beside what the Provision panel says. */
export interface LedgerChoices {
  /** A linked geography; empty: the areas themselves. */
  by: string;
  count: CountedThing;
  stage: StageChoice;
  isOnlyTargets: boolean;
  question: Question | null;
}

interface ToolsProps {
  choices: LedgerChoices;
  put: (change: Partial<LedgerChoices>) => void;
  list: AreaList;
  /** Why nothing can be exported now; undefined where it can. */
  unavailable: string | undefined;
  onExport: (chosen: ChosenFormat) => void;
}

/** What the rows are, which of them, and the way out. */
export function LedgerTools({ choices, put, list, unavailable, onExport }: ToolsProps) {
  const parents = list.parents.map(({ geography }) => ({
    id: geography,
    name: geographyWords(geography).name,
  }));
  const result = useResultFor(list);
  return (
    <div className="ledger-tools">
      <Select
        label="Rows"
        options={[...parents, { id: '', name: geographyWords(list.geography).name }]}
        value={choices.by}
        onChange={(by) => put({ by })}
      />
      <Select
        label="Stage"
        options={stageChoices}
        value={choices.stage}
        onChange={(id) => put({ stage: stageChoices.find((item) => item.id === id)?.id ?? 'together' })}
      />
      <Select
        label="Duplication counts"
        options={countedThings.map((id) => ({ id, name: countNames[id] }))}
        value={choices.count}
        onChange={(id) => put({ count: countedThings.find((item) => item === id) ?? 'programmes' })}
      />
      <Checkbox
        isSelected={choices.isOnlyTargets}
        isDisabled={result === null}
        onChange={(isOnlyTargets) => put({ isOnlyTargets })}
      >
        Target areas only
      </Checkbox>
      <div className="ledger-out">
        <ExportMenu label="Export the ledger" kind="ledger" onExport={onExport} unavailable={unavailable} />
        <IconButton
          label="Back to the table of areas"
          icon={<X size={16} />}
          onPress={() => useProvision.setState({ lower: null })}
        />
      </div>
    </div>
  );
}

const questions = ['unserved', 'threefold'] as const;

/** Questions that one click answers, and the way back to all rows. */
export function Questions({
  question,
  onAsk,
}: {
  question: Question | null;
  onAsk: (question: Question | null) => void;
}) {
  const mode = usualMode(useProvisionFacts());
  return (
    <div className="ledger-questions" role="group" aria-label="Questions">
      {questions.map((id) => (
        <Button
          key={id}
          look={question === id ? 'primary' : 'outlined'}
          aria-pressed={question === id}
          onPress={() => onAsk(question === id ? null : id)}
        >
          {questionName(id, mode)}
        </Button>
      ))}
      {question === null ? null : (
        <Button look="link" onPress={() => onAsk(null)}>
          All rows again
        </Button>
      )}
    </div>
  );
}
