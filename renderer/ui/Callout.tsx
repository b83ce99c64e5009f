import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { listErrorFacts, type ErrorReport } from '#contract';

export interface CalloutProps {
  tone: 'info' | 'success' | 'warning' | 'error';
  title?: string;
  children?: ReactNode;
  /** Buttons that lead on. */
  actions?: ReactNode;
}

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, error: CircleAlert } as const;

/** Something a reader must not overlook, with an icon and words. Errors are said aloud at once. */
export function Callout({ tone, title, children, actions }: CalloutProps) {
  const Icon = icons[tone];
  return (
    <div className={`callout callout-${tone}`} role={tone === 'error' ? 'alert' : undefined}>
      <Icon size={16} aria-hidden />
      <div className="callout-words">
        {title === undefined ? null : <p className="callout-title">{title}</p>}
        {children}
        {actions === undefined ? null : <div className="callout-actions">{actions}</div>}
      </div>
    </div>
  );
}

/** What went wrong, where, why, and what to do about it. */
export function ErrorCallout({ error, actions }: { error: ErrorReport; actions?: ReactNode }) {
  const facts = listErrorFacts(error);
  return (
    <Callout tone="error" title={error.message} actions={actions}>
      {facts.length === 0 ? null : (
        <dl className="facts">
          {facts.map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {error.hint === undefined ? null : <p>{error.hint}</p>}
    </Callout>
  );
}
