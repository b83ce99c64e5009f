import { selectorChecks, useProvision, useProvisionDay, useSettled } from '../../state/index.ts';
import { Suggest, formatPlural } from '../../ui/index.ts';

/** What is written so far, with the last word replaced by a term: `stage:advice fun` and `funding:ESF`. */
function complete(text: string, term: string): string {
  const kept = /^(.*[\s|])?\S*$/s.exec(text)?.[1] ?? '';
  return kept + term;
}

/** The wrong piece, underlined in what was written. */
function Wrong({ text, from, to }: { text: string; from: number; to: number }) {
  const end = Math.max(to, from + 1);
  return (
    <p className="provision-wrong" aria-hidden>
      {text.slice(0, from)}
      <mark>{text.slice(from, end) || '␣'}</mark>
      {text.slice(end)}
    </p>
  );
}

/** Which deliveries count: checked while it is written, with the terms that this workspace knows. */
export function SelectorField() {
  const selector = useProvision((state) => state.selector);
  const day = useProvisionDay();
  const check = useSettled(selectorChecks.use({ selector, day }));
  const problem = check?.problem ?? null;
  const place = problem?.position ?? null;
  const words = [problem?.message, problem?.hint].filter((part) => part !== null && part !== undefined);
  const where = place === null ? '' : ` (character ${place.from + 1})`;
  const found =
    check === null
      ? 'Which deliveries count.'
      : `${formatPlural(check.deliveries.length, 'delivery', 'deliveries')} at ${formatPlural(check.sites.length, 'site')}${day === null ? '' : ` on ${day}`}`;
  return (
    <div>
      <Suggest
        label="Which deliveries"
        value={selector}
        onChange={(text) => useProvision.setState({ selector: text })}
        options={['*', ...(check?.terms ?? [])].map((term) => ({
          id: term === '*' ? '*' : complete(selector, term),
          name: term === '*' ? '* (everything)' : term,
        }))}
        placeholder="* or stage:advice funding:ESF"
        help={found}
        error={problem === null ? undefined : `${words.join(' ')}${where}`}
      />
      {place === null ? null : <Wrong text={selector} from={place.from} to={place.to} />}
    </div>
  );
}
