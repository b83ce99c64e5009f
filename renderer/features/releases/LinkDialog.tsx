import { useState } from 'react';
import { reportError, type ErrorReport, type GeographyRef, type WorkspaceDescription } from '#contract';
import { getClient, orderEditions, refOfEdition, showJob, useSession } from '../../state/index.ts';
import {
  Button,
  Dialog,
  EmptyState,
  ErrorCallout,
  formatWhole,
  geographyWords,
  Select,
} from '../../ui/index.ts';

type Edition = WorkspaceDescription['geographies'][number];

const option = (edition: Edition) => ({
  id: refOfEdition(edition),
  name: geographyWords(refOfEdition(edition)).name,
  detail: `${formatWhole(edition.areas)} areas`,
});

const sizes = ['oa', 'lsoa', 'msoa', 'ward', 'district', 'region'];
const isCoarser = (edition: Edition, than: Edition): boolean =>
  sizes.indexOf(edition.geography) > sizes.indexOf(than.geography);

/** Gives each area the parent it overlaps most. */
export function LinkDialog({ from: asked, onClose }: { from: GeographyRef | null; onClose: () => void }) {
  const description = useSession((state) => state.description);
  const editions = description === null ? [] : orderEditions(description);
  const finer = editions.filter((edition) => editions.some((other) => isCoarser(other, edition)));
  const [chosen, setChosen] = useState<{ from: string | null; to: string | null }>({ from: asked, to: null });
  const [error, setError] = useState<ErrorReport | null>(null);
  const from = finer.find((edition) => refOfEdition(edition) === chosen.from) ?? finer[0];
  const coarser = from === undefined ? [] : editions.filter((edition) => isCoarser(edition, from));
  const to =
    coarser.find((edition) => refOfEdition(edition) === chosen.to) ??
    coarser.find((edition) => from?.links.includes(refOfEdition(edition)) === false) ??
    coarser[0];
  if (from === undefined || to === undefined)
    return (
      <Dialog title="Link areas to their parents" isOpen onClose={onClose} size="small">
        <EmptyState title="There is nothing to link yet">
          Import the boundaries of smaller and of larger areas first, such as LSOAs and wards.
        </EmptyState>
      </Dialog>
    );
  const isLinked = from.links.includes(refOfEdition(to));
  const start = async (): Promise<void> => {
    try {
      const { job } = await getClient().call('import.link', {
        from: refOfEdition(from),
        to: refOfEdition(to),
      });
      showJob({ kind: 'job', job });
    } catch (failure) {
      setError(reportError(failure));
    }
  };
  return (
    <Dialog
      title="Link areas to their parents"
      isOpen
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" onPress={() => void start()}>
            {isLinked ? 'Link again' : 'Link'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Select
          label="Areas"
          options={finer.map(option)}
          value={refOfEdition(from)}
          onChange={(id) => setChosen({ from: id, to: null })}
        />
        <Select
          label="Their parents"
          options={coarser.map(option)}
          value={refOfEdition(to)}
          onChange={(id) => setChosen({ from: refOfEdition(from), to: id })}
        />
        <p className="field-help">
          Each area gets the parent that its outline overlaps most. The report says how many were in doubt.
          {isLinked ? ' These are linked already; linking again replaces that.' : ''}
        </p>
        {error === null ? null : <ErrorCallout error={error} />}
      </div>
    </Dialog>
  );
}
