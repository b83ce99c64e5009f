import { Callout } from '../../ui/index.ts';

interface SinceBegunProps<Draft> {
  /** What the form is about, as in "this site". */
  thing: string;
  /** As it was when the form was begun; null: there was none. */
  begun: Draft | null;
  /** As it is now; null: it is not there (any more). */
  now: Draft | null;
  /** The fields in the order of the form, each with its name and what it says. */
  fields: readonly { name: string; read: (draft: Draft) => string }[];
}

/** What has become of a thing since a form of it was begun, so that nobody saves over it unknowingly. Nothing where it is as it was. */
export function SinceBegun<Draft>({ thing, begun, now, fields }: SinceBegunProps<Draft>) {
  if (begun === null) return null;
  if (now === null)
    return (
      <Callout tone="warning" title={`Since you began, ${thing} was deleted elsewhere.`}>
        <p>Saving adds it again, as it is in this form.</p>
      </Callout>
    );
  const changed = fields.filter(({ read }) => read(begun) !== read(now));
  if (changed.length === 0) return null;
  return (
    <Callout tone="warning" title={`Since you began, ${thing} was changed elsewhere.`}>
      <ul>
        {changed.map(({ name, read }) => (
          <li key={name}>
            {name}: {read(begun) || 'nothing'} → <strong>{read(now) || 'nothing'}</strong>
          </li>
        ))}
      </ul>
      <p>Saving replaces that with what is in this form.</p>
    </Callout>
  );
}
