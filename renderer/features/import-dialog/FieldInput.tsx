import type { ReactNode } from 'react';
import type {
  FamilyDescription,
  FieldPlace,
  FieldRole,
  ImportFamily,
  ImportTrial,
  Inspection,
} from '#contract';
import { Checkbox, Select, Suggest, TextField } from '../../ui/index.ts';
import { AreasFirst } from './AreasFirst.tsx';
import { crsOptions } from './crs.ts';
import type { DraftLine, Problems } from './draft.ts';
import { EditionColumns } from './EditionColumns.tsx';
import type { FieldItem } from './field-items.ts';
import {
  ColumnSelect,
  GeographyFields,
  PairList,
  RefFields,
  sampleValues,
  type AreasDraft,
} from './fields.tsx';
import { KnownAreas } from './KnownAreas.tsx';
import { KnownIndicator } from './KnownIndicator.tsx';
import { MarginFields } from './MarginFields.tsx';
import { PeriodFields, type PeriodDraft } from './PeriodFields.tsx';
import { RowKind } from './RowKind.tsx';
import { StageFields, type StageDraft } from './StageFields.tsx';

export interface FieldInputProps {
  item: FieldItem;
  inspection: Inspection;
  /** The words of the stage column, as the last trial met them. */
  words: ImportTrial['stageWords'];
  family: FamilyDescription;
  /** What is wrong with the field, to be shown now. */
  problem: string | undefined;
  isNeeded: boolean;
  /** Problems and needs of the whole form, for inputs that ask for several fields. */
  problems: Problems;
  needed: ReadonlySet<string>;
}

/** What every input takes from its field: label, help, error, and whether it still needs an answer. */
function sayField({ item: { field }, problem, isNeeded }: FieldInputProps) {
  return {
    label: field.label,
    error: problem,
    isNeeded,
    ...(field.help === undefined ? {} : { help: field.help }),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Problems and needs by the fields' own keys, for an input that asks for several of them. */
function within({ item: { path, key }, problems, needed }: FieldInputProps) {
  const prefix = path.slice(0, path.length - key.length);
  const inner = (paths: Iterable<string>): string[] =>
    [...paths].filter((each) => each.startsWith(prefix)).map((each) => each.slice(prefix.length));
  return {
    problems: Object.fromEntries(inner(Object.keys(problems)).map((each) => [each, problems[prefix + each]])),
    needed: new Set(inner(needed)),
  };
}

type Draw = (props: FieldInputProps) => ReactNode;

const drawColumn: Draw = (props) => {
  const { item, inspection } = props;
  const { field, key, around, change } = item;
  return (
    <ColumnSelect
      {...sayField(props)}
      columns={inspection.columns}
      value={(around[key] as string | null | undefined) ?? null}
      onChange={(column) => change({ [key]: field.isNeeded ? (column ?? '') : column })}
      {...(field.isNeeded ? {} : { noneWords: field.none ?? 'None' })}
    />
  );
};

const drawText: Draw = (props) => {
  const { field, key, around, change } = props.item;
  const value = around[key];
  return (
    <TextField
      {...sayField(props)}
      value={typeof value === 'number' ? String(value) : textOf(value)}
      onChange={(text) => change({ [key]: field.role === 'number' && text !== '' ? Number(text) : text })}
      isMono={field.role === 'id'}
    />
  );
};

const drawChoice: Draw = (props) => {
  const { field, key, around, change } = props.item;
  const { choices = [], schema } = field;
  const held = around[key];
  const value = typeof held === 'string' || typeof held === 'number' ? String(held) : '';
  return (
    <Select
      {...sayField(props)}
      options={choices}
      value={choices.some(({ id }) => id === value) ? value : null}
      onChange={(id) => change({ [key]: schema.safeParse(id).success ? id : Number(id) })}
      placeholder="Choose"
    />
  );
};

const drawAreas: Draw = (props) => {
  const { key, around, change } = props.item;
  return (
    <RefFields {...sayField(props)} value={textOf(around[key])} onChange={(ref) => change({ [key]: ref })} />
  );
};

const drawList: Draw = ({ item, inspection: { columns }, problem }) => {
  const { field, key, around, change } = item;
  const chosen = (around[key] ?? []) as string[];
  return (
    <fieldset className="pair-list">
      <legend className="field-label">{field.label}</legend>
      {field.help === undefined ? null : <p className="field-help">{field.help}</p>}
      <div className="tick-list">
        {columns.map((column) => (
          <Checkbox
            key={column}
            isSelected={chosen.includes(column)}
            onChange={(isOn) =>
              change({ [key]: columns.filter((each) => (each === column ? isOn : chosen.includes(each))) })
            }
          >
            {column}
          </Checkbox>
        ))}
      </div>
      {problem === undefined ? null : <p className="field-error">{problem}</p>}
    </fieldset>
  );
};

const drawPairs: Draw = ({ item, inspection, problem, isNeeded }) => {
  const { field, key, around, change } = item;
  return (
    <PairList
      legend={field.label}
      help={field.help ?? ''}
      keyLabel="Name"
      valueLabel={field.namesColumns === true ? 'Column' : 'Value'}
      pairs={(around[key] ?? []) as DraftLine[]}
      onChange={(lines) => change({ [key]: lines })}
      keys={[]}
      values={(name) => (field.namesColumns === true ? inspection.columns : sampleValues(inspection, name))}
      addWords="Add a line"
      error={problem}
      isNeeded={isNeeded}
    />
  );
};

const drawEditions: Draw = ({ item, inspection }) => {
  const { field, key, around, change } = item;
  return (
    <EditionColumns
      columns={inspection.columns}
      none={field.none ?? 'None'}
      chosen={(around[key] ?? {}) as Record<string, string>}
      onChange={(chosen) => change({ [key]: chosen })}
    />
  );
};

/** Inputs by the role of their fields. Filters and groups are drawn elsewhere. */
const byRole: Record<FieldRole, Draw> = {
  column: drawColumn,
  text: drawText,
  id: drawText,
  year: drawText,
  period: drawText,
  number: drawText,
  choice: drawChoice,
  areas: drawAreas,
  list: drawList,
  pairs: drawPairs,
  editions: drawEditions,
  words: () => null,
  filters: () => null,
  group: () => null,
};

const drawKindOfArea: Draw = ({ item: { around, change }, family, problems, needed }) => {
  const draft = around as unknown as AreasDraft;
  return (
    <>
      <GeographyFields {...{ draft, change, problems, needed }} />
      {family.needs.includes('boundaries' satisfies ImportFamily) ? <AreasFirst {...draft} /> : null}
    </>
  );
};

const drawKnownAreas: Draw = ({ item: { field, around, change }, problem, isNeeded }) => (
  <KnownAreas
    {...(around as unknown as AreasDraft)}
    onChange={change}
    error={problem}
    isNeeded={isNeeded}
    {...(field.help === undefined ? {} : { help: field.help })}
  />
);

const drawKnownIndicator: Draw = (props) => {
  const { key, around, change } = props.item;
  return (
    <KnownIndicator
      {...sayField(props)}
      value={textOf(around[key])}
      onChange={(indicator) => change({ [key]: indicator })}
    />
  );
};

const drawLayer: Draw = (props) => {
  const { layers } = props.inspection;
  const { key, around, change } = props.item;
  if (layers.length <= 1) return null;
  return (
    <Select
      {...sayField(props)}
      options={layers.map((layer) => ({ id: layer, name: layer }))}
      value={(around[key] as string | null) ?? null}
      onChange={(layer) => change({ [key]: layer })}
      placeholder="Choose the layer with the areas"
    />
  );
};

const drawCrs: Draw = (props) => {
  const { field, key, around, change } = props.item;
  const { crs } = props.inspection;
  const file = crs === null ? 'The file does not name them' : `The file says ${crs}`;
  const help = field.help ?? '';
  return (
    <Suggest
      {...sayField(props)}
      options={crsOptions}
      value={textOf(around[key])}
      onChange={(text) => change({ [key]: text.trim() === '' ? null : text })}
      help={field.onlyWith === undefined ? `${file}. ${help}` : help}
    />
  );
};

const drawPeriod: Draw = (props) => (
  <PeriodFields
    draft={props.item.around as unknown as PeriodDraft}
    change={props.item.change}
    inspection={props.inspection}
    family={props.family}
    {...within(props)}
  />
);

const drawStage: Draw = (props) => (
  <StageFields
    delivery={props.item.around as unknown as StageDraft}
    change={props.item.change}
    columns={props.inspection.columns}
    words={props.words}
    {...within(props)}
  />
);

const drawMargin: Draw = ({ item: { field, key, around, change }, problem }) => (
  <MarginFields
    field={field}
    marginKm={(around[key] as number | null | undefined) ?? null}
    onChange={(km) => change({ [key]: km })}
    error={problem}
  />
);

/** Inputs of fields that are asked for in a way of their own. */
const byAsk: Record<NonNullable<FieldPlace['asks']>, Draw> = {
  'kind of area': drawKindOfArea,
  'known areas': drawKnownAreas,
  'known indicator': drawKnownIndicator,
  layer: drawLayer,
  'reference system': drawCrs,
  period: drawPeriod,
  stage: drawStage,
  margin: drawMargin,
  'what a row is': ({ item, inspection }) => <RowKind {...{ item, inspection }} />,
};

/** What asks for one field of a mapping, and for those that belong to it. */
export function FieldInput(props: FieldInputProps) {
  const { role, asks } = props.item.field;
  return asks === undefined ? byRole[role](props) : byAsk[asks](props);
}
