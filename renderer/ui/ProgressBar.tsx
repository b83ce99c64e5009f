/** A quiet bar. `share` is 0..1. */
export function ProgressBar({ label, share }: { label: string; share: number }) {
  const percent = Math.round(100 * share);
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div className="progress-fill" style={{ width: `${percent}%` }} />
    </div>
  );
}
