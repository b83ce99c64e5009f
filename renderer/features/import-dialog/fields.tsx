import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { geographyKinds, type Inspection } from '#contract';
import { Button, geographyWords, IconButton, Select, Suggest, TextField } from '../../ui/index.ts';
import type { DraftLine, Problems } from './draft.ts';

/** What every form of a mapping gets. */
export interface FormProps<Mapping> {
  draft: Mapping;
  change: (patch: Partial<Mapping>) => void;
  inspection: Inspection;
  /** Problems to be shown now, by field. */
  problems: Problems;
  /** Fields that the file did not tell and that nobody has answered yet. */
  needed: ReadonlySet<string>;
}

const none = '\u0000none';

export interface ColumnSelectProps {
  label: string;
  columns: readonly string[];
  value: string | null;
  onChange: (column: string | null) => void;
  /** Words for no column at all; without them one has to be chosen. */
  noneWords?: string;
  error?: string | undefined;
  isNeeded?: boolean;
  help?: string;
}

/** A choice of one column of the file. */
export function ColumnSelect({ label, columns, value, onChange, noneWords, ...rest }: ColumnSelectProps) {
  const named = columns.map((column) => ({ id: column, name: column }));
  return (
    <Select
      {...rest}
      label={label}
      options={noneWords === undefined ? named : [{ id: none, name: noneWords }, ...named]}
      value={value === null ? none : value === '' ? null : value}
      onChange={(id) => onChange(id === none ? null : id)}
      placeholder="Choose a column"
    />
  );
}

const kindOptions = geographyKinds.map((kind) => {
  const { name } = geographyWords(`${kind}:`);
  return { id: kind, name: name.trim() };
});

/** A kind of area and its edition, as far as they are said. */
export type AreasDraft = { geography: (typeof geographyKinds)[number]; vintage: string };

/** Kind of area and its vintage. */
export function GeographyFields({
  draft,
  change,
  problems,
  needed,
}: Omit<FormProps<AreasDraft>, 'inspection'>) {
  return (
    <div className="form-pair">
      <Select
        label="Kind of area"
        options={kindOptions}
        value={draft.geography === ('' as string) ? null : draft.geography}
        onChange={(id) => {
          const geography = geographyKinds.find((kind) => kind === id);
          if (geography !== undefined) change({ geography });
        }}
        placeholder="Choose"
        error={problems['geography']}
        isNeeded={needed.has('geography')}
      />
      <TextField
        label="Vintage"
        value={draft.vintage}
        onChange={(vintage) => change({ vintage: vintage.trim() })}
        error={problems['vintage']}
        isNeeded={needed.has('vintage')}
      />
    </div>
  );
}

interface RefFieldsProps {
  label: string;
  /** `lsoa:2011`, or as much of it as is known. */
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  isNeeded?: boolean;
}

/** A geography written as one text, as kind and year. */
export function RefFields({ label, value, onChange, error, isNeeded = false }: RefFieldsProps) {
  const [kind = '', vintage = ''] = value.split(':');
  return (
    <div className="form-pair">
      <Select
        label={label}
        options={kindOptions}
        value={kind === '' ? null : kind}
        onChange={(id) => onChange(`${id}:${vintage}`)}
        placeholder="Choose"
        error={error}
        isNeeded={isNeeded}
      />
      <TextField label="Vintage" value={vintage} onChange={(text) => onChange(`${kind}:${text.trim()}`)} />
    </div>
  );
}

export interface PairListProps {
  legend: string;
  /** What the list is for, in a line. */
  help: string;
  keyLabel: string;
  valueLabel: string;
  pairs: readonly DraftLine[];
  onChange: (pairs: DraftLine[]) => void;
  keys: readonly string[];
  /** What is offered on the right, given what stands on the left. */
  values: (key: string) => readonly string[];
  addWords: string;
  /** Whether a line may say that the value is another one. */
  mayBeNot?: boolean;
  error?: string | undefined;
  isNeeded?: boolean;
}

const options = (texts: readonly string[]) => texts.map((text) => ({ id: text, name: text }));

/** Lines of two texts that belong together, to be added and removed. The cursor goes to a line that was added. */
export function PairList({ legend, help, pairs, onChange, error, addWords, ...rest }: PairListProps) {
  const lines = useRef<HTMLFieldSetElement>(null);
  const hasAdded = useRef(false);
  useEffect(() => {
    if (hasAdded.current)
      [...lines.current!.querySelectorAll<HTMLElement>('.pair')].at(-1)?.querySelector('input')?.focus();
    hasAdded.current = false;
  });
  const add = (): void => {
    hasAdded.current = true;
    onChange([...pairs, { key: '', value: '' }]);
  };
  const put = (at: number, patch: Partial<DraftLine>): void =>
    onChange(pairs.map((pair, position) => (position === at ? { ...pair, ...patch } : pair)));
  return (
    <fieldset ref={lines} className="pair-list" data-needed={rest.isNeeded === true || undefined}>
      <legend className="field-label">{legend}</legend>
      <p className="field-help">{help}</p>
      {pairs.map((pair, at) => (
        // Lines have no other name than their place.
        <div className="pair" key={at}>
          <Suggest
            label={`${rest.keyLabel}, line ${at + 1}`}
            labelHidden
            placeholder={rest.keyLabel}
            options={options(rest.keys)}
            value={pair.key}
            onChange={(key) => put(at, { key })}
          />
          {rest.mayBeNot === true ? (
            <Button
              look="plain"
              aria-label={`Line ${at + 1}: the value ${pair.not === true ? 'is not' : 'is'} this one`}
              onPress={() => put(at, { not: pair.not !== true })}
            >
              {pair.not === true ? 'is not' : 'is'}
            </Button>
          ) : (
            <span className="quiet" aria-hidden>
              =
            </span>
          )}
          <Suggest
            label={`${rest.valueLabel}, line ${at + 1}`}
            labelHidden
            placeholder={rest.valueLabel}
            options={options(rest.values(pair.key))}
            value={pair.value}
            onChange={(value) => put(at, { value })}
          />
          <IconButton
            label={`Remove line ${at + 1}`}
            icon={<Trash2 size={14} />}
            onPress={() => onChange(pairs.filter((_, position) => position !== at))}
          />
        </div>
      ))}
      {error === undefined ? null : <p className="field-error">{error}</p>}
      <Button look="link" onPress={add}>
        <Plus size={14} aria-hidden /> {addWords}
      </Button>
    </fieldset>
  );
}

/** Different texts of a column in the sample, the first ones. */
export function sampleValues({ columns, sample }: Inspection, column: string): string[] {
  const at = columns.indexOf(column);
  if (at < 0) return [];
  return [...new Set(sample.map((row) => row[at]?.trim() ?? ''))].filter((text) => text !== '').slice(0, 20);
}
