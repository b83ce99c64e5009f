import { FlaskConical, Lock, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { formatPlural } from '#contract';
import { useRule, useSession, useShown } from '../../state/index.ts';
import { Button } from '../../ui/index.ts';

/** What to know of the workspace's data, on request. */
function Warnings({ warnings }: { warnings: readonly string[] }) {
  return (
    <DialogTrigger>
      <Button look="plain">
        <TriangleAlert size={14} aria-hidden /> {formatPlural(warnings.length, 'warning')}
      </Button>
      <Popover className="popover" placement="top start" offset={4}>
        <Dialog className="status-warnings" aria-label="About this workspace">
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

export interface StatusBarProps {
  /** Under which policy whatever leaves does so. */
  policy?: ReactNode;
  /** Long work. */
  jobs?: ReactNode;
  /** Folds panels away. */
  panels?: ReactNode;
}

/** The line at the foot: what kind of workspace this is, what may leave of it, what is under way. */
export function StatusBar({ policy, jobs, panels }: StatusBarProps) {
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
      {policy}
      {warnings.length > 0 ? <Warnings warnings={warnings} /> : null}
      <span className="status-item quiet">{loading || evaluating ? 'Working…' : ''}</span>
      <span className="status-fill" />
      {jobs}
      {panels}
    </footer>
  );
}
