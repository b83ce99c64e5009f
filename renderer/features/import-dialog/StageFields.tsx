import {
  families,
  stageNames,
  stages,
  type DeliveryColumns,
  type ImportTrial,
  type Stage,
  formatPlural,
} from '#contract';
import { Segments, Select } from '../../ui/index.ts';
import type { Problems } from './draft.ts';
import { ColumnSelect } from './fields.tsx';

const { fields } = families.providers.fields.delivery;

const sources = [
  { id: 'column', name: 'In a column' },
  { id: 'fixed', name: 'One for the whole file' },
] as const;

const options = stages.map((id) => ({ id, name: stageNames[id] }));

const findStage = (id: string): Stage | undefined => stages.find((stage) => stage === id);

/** Of a draft: the column of stages and what its words stand for, or null and the stage of the whole file. */
export type StageDraft = Pick<DeliveryColumns, 'stageColumn' | 'stage' | 'stageWords'>;

export interface StageFieldsProps {
  delivery: StageDraft;
  change: (patch: Partial<StageDraft>) => void;
  columns: readonly string[];
  /** The words of the chosen column, as the last trial met them. */
  words: ImportTrial['stageWords'];
  /** Problems and needs by field. */
  problems: Problems;
  needed: ReadonlySet<string>;
}

/** More words than this are no stages but something else. */
const mostWords = 40;

function Words({ delivery, change, words }: Pick<StageFieldsProps, 'delivery' | 'change' | 'words'>) {
  const unknown = words.filter(({ word, stage }) => (delivery.stageWords[word] ?? stage) === null).length;
  if (words.length > mostWords)
    return (
      <p className="field-error">
        “{delivery.stageColumn}” holds more than {mostWords} different words: is it really the stage?
      </p>
    );
  if (words.length === 0) return null;
  return (
    <fieldset className="form-group stage-words">
      <legend className="field-label">{fields.stageWords.label}</legend>
      <p className="field-help">
        {unknown === 0
          ? 'Every word is a stage. Change what is meant otherwise.'
          : `${formatPlural(unknown, 'word is', 'words are')} not known: choose a stage, or leave ${unknown === 1 ? 'it' : 'them'} and those rows are left out.`}
      </p>
      <div className="form-half">
        {words.map(({ word, times, stage }) => {
          const known = delivery.stageWords[word] ?? stage;
          return (
            <Select
              key={word}
              label={`“${word}”, ${formatPlural(times, 'row')}`}
              options={options}
              value={known}
              onChange={(id) => {
                const chosen = findStage(id);
                if (chosen !== undefined) change({ stageWords: { ...delivery.stageWords, [word]: chosen } });
              }}
              placeholder="No stage: left out"
            />
          );
        })}
      </div>
    </fieldset>
  );
}

/** The stage of deliveries: a column whose words are told one by one, or one stage for all. */
export function StageFields({ delivery, change, columns, words, problems, needed }: StageFieldsProps) {
  const isFixed = delivery.stageColumn === null;
  return (
    <>
      <Segments
        label="Where the stage stands"
        segments={sources}
        value={isFixed ? 'fixed' : 'column'}
        onChange={(id) =>
          change(id === 'fixed' ? { stageColumn: null, stageWords: {} } : { stageColumn: '', stage: null })
        }
      />
      {isFixed ? (
        <Select
          label={fields.stage.label}
          options={options}
          value={delivery.stage}
          onChange={(id) => change({ stage: findStage(id) ?? null })}
          placeholder="Choose a stage"
          error={problems['stage']}
          isNeeded={needed.has('stage')}
        />
      ) : (
        <>
          <ColumnSelect
            label={fields.stageColumn.label}
            columns={columns}
            value={delivery.stageColumn}
            onChange={(column) => change({ stageColumn: column ?? '', stageWords: {} })}
            error={problems['stageColumn']}
            isNeeded={needed.has('stageColumn')}
          />
          {delivery.stageColumn === '' ? null : <Words {...{ delivery, change, words }} />}
        </>
      )}
    </>
  );
}
