import type { ErrorReport } from '#contract';
import { ErrorCallout, OverrideForm, type OverrideFormProps } from '../../ui/index.ts';

/** Why the list may not leave, and how somebody may let it leave all the same. */
export function Stopped({ error, ...form }: OverrideFormProps & { error: ErrorReport }) {
  return (
    <section className="stack" aria-label="Stopped">
      <ErrorCallout error={error} />
      <OverrideForm {...form} />
    </section>
  );
}
