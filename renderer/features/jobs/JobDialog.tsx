import type { JobStatus } from '#contract';
import { cancelJob, deliverFiles, replaceDialog, reportOf, useJobs } from '../../state/index.ts';
import { Button, Callout, Dialog, ErrorCallout, JobProgress } from '../../ui/index.ts';

function Body({ job }: { job: JobStatus }) {
  if (job.state === 'running') return <JobProgress job={job} />;
  if (job.state === 'cancelled')
    return <Callout tone="info" title="This was cancelled. The workspace is as it was." />;
  if (job.error !== null) return <ErrorCallout error={job.error} />;
  return <Callout tone="success" title="Done." />;
}

function Actions({ job, onClose }: { job: JobStatus; onClose: () => void }) {
  const { product, title } = job;
  return (
    <>
      {job.state === 'running' ? <Button onPress={() => void cancelJob(job.id)}>Cancel</Button> : null}
      {product?.kind === 'report' ? (
        <Button onPress={() => replaceDialog(reportOf(title, product.report, true))}>Show the report</Button>
      ) : null}
      {product?.kind === 'files' ? (
        <Button onPress={() => void deliverFiles(product.files)}>Save the files</Button>
      ) : null}
      <Button look="primary" onPress={onClose}>
        Close
      </Button>
    </>
  );
}

/** One job: how far it is, or how it ended. */
export function JobDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const job = useJobs(({ jobs }) => jobs.find((item) => item.id === id));
  if (job === undefined)
    return (
      <Dialog title="Work" isOpen onClose={onClose} size="small">
        <p>Pinpoint has been started again since, and knows nothing of this work any more.</p>
      </Dialog>
    );
  return (
    <Dialog title={job.title} isOpen onClose={onClose} actions={<Actions job={job} onClose={onClose} />}>
      <Body job={job} />
    </Dialog>
  );
}
