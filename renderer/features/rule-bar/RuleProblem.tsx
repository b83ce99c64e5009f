import { CircleAlert } from 'lucide-react';
import { sayError, type ErrorReport } from '#contract';
import { setRuleText, useRule } from '../../state/index.ts';
import { Button } from '../../ui/index.ts';

/** The name that a hint offers in the place of the one found; null where it offers none. */
export function offeredName(error: ErrorReport): string | null {
  const offered = /^Did you mean (.+)\?$/.exec(error.hint ?? '')?.[1];
  if (offered !== undefined) return offered;
  return (
    /^Write (!=|>=|<=|=|and|or|not|\*|\/|-)(?: for [^.]+| to [^.]+)?\.$/.exec(error.hint ?? '')?.[1] ?? null
  );
}

function mend(error: ErrorReport, name: string): void {
  const { position } = error;
  if (position === undefined) return;
  const { text } = useRule.getState();
  setRuleText(text.slice(0, position.from) + name + text.slice(position.to));
}

/** What is wrong with the rule, what was found and expected, and the remedy: as a button where it is a name to put in. */
export function RuleProblem({ error }: { error: ErrorReport }) {
  const name = error.position === undefined ? null : offeredName(error);
  return (
    <p className="rule-problem">
      <CircleAlert size={16} aria-hidden />
      <span>
        {sayError(error, { withHint: name === null })}{' '}
        {name === null ? null : (
          <Button look="link" onPress={() => mend(error, name)}>
            Use {name}
          </Button>
        )}
      </span>
    </p>
  );
}
