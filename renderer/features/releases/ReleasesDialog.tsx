import { FileText, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { sensitivities, type Client, type ReleaseSummary, type Sensitivity } from '#contract';
import { listMissing } from '#core/sources';
import {
  attempt,
  classifyRelease,
  notify,
  refreshSession,
  showDialog,
  showReport,
  undo,
  useDraftClient,
  useSession,
} from '../../state/index.ts';
import { Button, Dialog, EmptyState, formatWhole, IconButton, Select } from '../../ui/index.ts';

const kindWords: Record<ReleaseSummary['kind'], string> = {
  boundaries: 'Boundaries',
  observations: 'Observations',
  lookup: 'Lookup',
  link: 'Link',
  designation: 'Designation',
  benchmark: 'Benchmarks',
  points: 'Population points',
  derived: 'Derived',
  providers: 'Providers',
  sites: 'Sites',
  performance: 'Performance',
  postcodes: 'Postcodes',
  timetable: 'Timetable',
  edits: 'By hand',
};

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

async function deleteRelease(release: ReleaseSummary, client: Client): Promise<void> {
  const info = await attempt(() => client.call('release.delete', { release: release.id }));
  if (info === undefined) return;
  await refreshSession();
  notify('success', `“${release.title}” was deleted, with everything that came with it.`, null, {
    label: 'Undo',
    run: () => void undo(),
  });
}

/** The row that the cursor was in is gone: it goes on to the one that took its place. */
function focusRow(position: number): void {
  requestAnimationFrame(() => {
    const buttons = document.querySelectorAll<HTMLElement>('.releases tbody tr button:first-child');
    buttons[Math.min(position, buttons.length - 1)]?.focus();
  });
}

const sensitivityIds = Object.keys(sensitivities) as Sensitivity[];
const sensitivityOptions = sensitivityIds.map((id) => ({ id, name: sensitivities[id].name }));

/** How sensitive a release is, to be changed where the workspace can be. */
function SensitivityChoice({ release, canWrite }: Pick<RowProps, 'release' | 'canWrite'>) {
  const [isBusy, setBusy] = useState(false);
  const choose = async (id: string): Promise<void> => {
    const chosen = sensitivityIds.find((each) => each === id);
    if (chosen === undefined || chosen === release.sensitivity) return;
    setBusy(true);
    await classifyRelease(release, chosen);
    setBusy(false);
  };
  return (
    <Select
      label={`Sensitivity: ${release.title}`}
      labelHidden
      options={sensitivityOptions}
      value={release.sensitivity}
      onChange={(id) => void choose(id)}
      isDisabled={!canWrite || isBusy}
    />
  );
}

interface RowProps {
  release: ReleaseSummary;
  position: number;
  canWrite: boolean;
  client: Client;
}

function ReleaseRow({ release, position, canWrite, client }: RowProps) {
  const { title, kind, file, publisher, imported, rows } = release;
  const missing = listMissing(release);
  const [isBusy, setBusy] = useState(false);
  return (
    <tr>
      <th scope="row" className="release-title">
        {title}
        <span className="release-file">
          {[file, publisher ?? ''].filter((text) => text !== '').join(' · ')}
          {missing.length === 0 ? null : (
            <>
              {' · '}
              <span className="mark mark-borderline">no {missing.join(', no ')}</span>
            </>
          )}
        </span>
      </th>
      <td className="release-kind">{kindWords[kind]}</td>
      <td className="release-sensitivity">
        <SensitivityChoice {...{ release, canWrite }} />
      </td>
      <td className="release-date">{day.format(new Date(imported))}</td>
      <td className="number">{formatWhole(rows.taken)}</td>
      <td className="number">{rows.rejected === 0 ? '' : formatWhole(rows.rejected)}</td>
      <td>
        <div className="release-actions">
          <IconButton
            label={`Report: ${title}`}
            icon={<FileText size={16} />}
            onPress={() => void showReport(release)}
          />
          <IconButton
            label={`Delete: ${title}`}
            icon={<Trash2 size={16} />}
            isDisabled={!canWrite || isBusy}
            onPress={() => {
              setBusy(true);
              void deleteRelease(release, client).finally(() => {
                setBusy(false);
                focusRow(position);
              });
            }}
          />
        </div>
      </td>
    </tr>
  );
}

function ReleaseTable({ releases, canWrite }: { releases: readonly ReleaseSummary[]; canWrite: boolean }) {
  const client = useDraftClient();
  return (
    <table className="plain-table releases">
      <thead>
        <tr>
          <th scope="col">Release</th>
          <th scope="col">Holds</th>
          <th scope="col">Sensitivity</th>
          <th scope="col">Imported</th>
          <th scope="col" className="number">
            Rows
          </th>
          <th scope="col" className="number">
            Rejected
          </th>
          <th scope="col">
            <span className="visually-hidden">Report and delete</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {releases.map((release, position) => (
          <ReleaseRow key={release.id} {...{ release, position, canWrite, client }} />
        ))}
      </tbody>
    </table>
  );
}

/** Every release in the workspace, the newest first, each with its report and its removal. */
export function ReleasesDialog({ onClose }: { onClose: () => void }) {
  const releases = useSession((state) => state.description?.releases ?? []);
  const canWrite = useSession((state) => state.info !== null && !state.info.readOnly);
  const hasAreas = useSession((state) => (state.description?.geographies.length ?? 0) > 1);
  return (
    <Dialog
      title="Data in this workspace"
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button isDisabled={!canWrite} onPress={() => showDialog({ kind: 'forget' })}>
            Forget what was deleted…
          </Button>
          <Button
            isDisabled={!canWrite || !hasAreas}
            onPress={() => showDialog({ kind: 'link', from: null })}
          >
            Link areas to parents…
          </Button>
          <Button
            look="primary"
            isDisabled={!canWrite}
            onPress={() => showDialog({ kind: 'import', family: null, job: null })}
          >
            Import…
          </Button>
        </>
      }
    >
      {releases.length === 0 ? (
        <EmptyState title="Nothing was imported yet">
          Begin with boundaries: the outlines of the areas that help is to be decided for.
        </EmptyState>
      ) : (
        <>
          <p className="quiet releases-note">
            {sensitivityIds
              .map((id) => `${sensitivities[id].name}: ${sensitivities[id].sentence}.`)
              .join(' ')}
          </p>
          <ReleaseTable releases={releases.toReversed()} canWrite={canWrite} />
        </>
      )}
    </Dialog>
  );
}
