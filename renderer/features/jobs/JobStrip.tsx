import { Ban, CircleAlert, CircleCheck, History, Loader, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { JobStatus } from '#contract';
import { cancelJob, reportOf, showDialog, useJobs } from '../../state/index.ts';
import { Button, IconButton, Menu, ProgressBar } from '../../ui/index.ts';

const stateIcons: Record<JobStatus['state'], ReactNode> = {
  running: <Loader size={14} aria-label="under way" />,
  done: <CircleCheck size={14} aria-label="done" />,
  failed: <CircleAlert size={14} aria-label="failed" />,
  cancelled: <Ban size={14} aria-label="cancelled" />,
};

function endWords({ state, product, progress }: JobStatus): string {
  if (state === 'running') return `${Math.floor(100 * progress)} %`;
  if (product?.kind === 'report') return product.report.alreadyImported ? 'imported before' : 'report';
  return state;
}

function openJob(job: JobStatus): void {
  const { product, title } = job;
  if (product?.kind === 'report') showDialog(reportOf(title, product.report, false));
  else showDialog({ kind: 'job', job: job.id });
}

/** The work done since Pinpoint started, behind one button. */
function PastWork({ jobs }: { jobs: readonly JobStatus[] }) {
  if (jobs.length === 0) return null;
  return (
    <Menu
      label="Work since Pinpoint started"
      trigger={<IconButton label="Work since Pinpoint started" icon={<History size={16} />} />}
      sections={[
        {
          id: 'work',
          title: 'Since Pinpoint started',
          items: jobs.slice(0, 12).map((job) => ({
            id: job.id,
            name: job.title,
            detail: endWords(job),
            icon: stateIcons[job.state],
            onAction: () => openJob(job),
          })),
        },
      ]}
    />
  );
}

function Running({ job, others }: { job: JobStatus; others: number }) {
  const words = `${job.title}: ${job.stage}${job.detail === '' ? '' : `, ${job.detail}`}`;
  return (
    <div className="job-running">
      <Button look="link" onPress={() => showDialog({ kind: 'job', job: job.id })}>
        <span className="job-running-words">{words}</span>
      </Button>
      <div className="job-running-bar">
        <ProgressBar label={job.title} share={job.progress} />
      </div>
      <IconButton
        label={`Cancel: ${job.title}`}
        icon={<X size={14} />}
        onPress={() => void cancelJob(job.id)}
      />
      {others === 0 ? null : <span className="quiet">and {others} more</span>}
    </div>
  );
}

/** Long work in the status bar: a quiet bar with stage, count and Cancel, and what was done before. */
export function JobStrip() {
  const jobs = useJobs((state) => state.jobs);
  const running = jobs.filter((job) => job.state === 'running');
  const [newest] = running;
  return (
    <div className="jobs">
      {newest === undefined ? null : <Running job={newest} others={running.length - 1} />}
      <PastWork jobs={jobs} />
    </div>
  );
}
