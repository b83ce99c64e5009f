import type { FieldValues, Inspection } from '#contract';
import { Segments } from '../../ui/index.ts';
import { blankGroup } from './draft.ts';
import type { FieldItem } from './field-items.ts';

const contents = [
  { id: 'sites', name: 'Only a site' },
  { id: 'deliveries', name: 'A site and a delivery there' },
] as const;

/** Whether a row says more than where a site is: then it is a delivery too, as far as the file's guess knew. */
export function RowKind({ item, inspection }: { item: FieldItem; inspection: Inspection }) {
  const { key, field, around, change } = item;
  const guessed = (inspection.mapping as unknown as FieldValues)[key] ?? null;
  return (
    <Segments
      label="What each row is"
      segments={contents}
      value={(around[key] ?? null) === null ? 'sites' : 'deliveries'}
      onChange={(id) =>
        change({ [key]: id === 'sites' ? null : (guessed ?? blankGroup(field.fields ?? {})) })
      }
    />
  );
}
