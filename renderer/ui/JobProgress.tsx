import type { JobStatus } from '#contract';
import { ProgressBar } from './ProgressBar.tsx';

/** How far a job is: a quiet bar, its stage and what it has counted. */
export function JobProgress({ job }: { job: JobStatus }) {
  return (
    <div className="job-progress">
      <div className="job-progress-words">
        <span className="job-progress-stage" role="status">
          {job.stage}
        </span>
        <span className="quiet">{job.detail}</span>
        <span className="quiet number">{Math.floor(100 * job.progress)} %</span>
      </div>
      <ProgressBar label={job.title} share={job.progress} />
    </div>
  );
}
