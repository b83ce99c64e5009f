import { FlaskConical, Lock, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRule, useSession, useShown } from '../../state/index.ts';
import { formatPlural } from '../../ui/index.ts';

/** The line at the foot: what kind of workspace this is, what is under way. `jobs` shows long work, `panels` folds panels away. */
export function StatusBar({ jobs, panels }: { jobs?: ReactNode; panels?: ReactNode }) {
  const info = useSession((state) => state.info);
  const description = useSession((state) => state.description);
  const evaluating = useRule((state) => state.evaluating);
  const { loading } = useShown();
  const warnings = description?.warnings ?? [];
  return (
    <footer className="status">
      {info?.synthetic === true ? (
        <span className="status-synthetic">
          <FlaskConical size={14} aria-hidden /> Stylised outlines, synthetic values
        </span>
      ) : null}
      {info?.readOnly === true ? (
        <span className="status-item" title={info.readOnlyReason ?? undefined}>
          <Lock size={14} aria-hidden /> Read-only
        </span>
      ) : null}
      {warnings.length > 0 ? (
        <span className="status-item" title={warnings.join('\n')}>
          <TriangleAlert size={14} aria-hidden /> {formatPlural(warnings.length, 'warning')}
        </span>
      ) : null}
      <span className="status-item quiet">{loading || evaluating ? 'Working…' : ''}</span>
      <span className="status-fill" />
      {jobs}
      {panels}
    </footer>
  );
}
