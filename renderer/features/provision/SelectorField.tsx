import { formatPlural, sayError } from '#contract';
import { useSettled } from '../../answers/index.ts';
import { selectorChecks, useProvision, useProvisionDay, useProvisionFacts } from '../../state/index.ts';
import { Suggest } from '../../ui/index.ts';

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

/** What to do where sites are known and nothing that is delivered at them. */
function bareWords(sites: number): string {
  return `Nothing is recorded yet about what is delivered at the ${formatPlural(sites, 'site')}: import them again with a stage for the whole file, or open a site and add its deliveries.`;
}

/** Which deliveries count: checked while it is written, with the terms that this workspace knows. */
export function SelectorField() {
  const selector = useProvision((state) => state.selector);
  const day = useProvisionDay();
  const check = useSettled(selectorChecks.use({ selector, day }));
  const problem = check?.problem ?? null;
  const place = problem?.position ?? null;
  const provision = useProvisionFacts()?.provision ?? null;
  const found =
    check === null
      ? 'Which deliveries count.'
      : `${formatPlural(check.deliveries.length, 'delivery', 'deliveries')} at ${formatPlural(check.sites.length, 'site')}${day === null ? '' : ` on ${day}`}`;
  const isBare = provision !== null && provision.sites.length > 0 && provision.deliveries.length === 0;
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
        help={isBare ? `${found}. ${bareWords(provision.sites.length)}` : found}
        error={problem === null ? undefined : sayError(problem)}
      />
      {place === null ? null : <Wrong text={selector} from={place.from} to={place.to} />}
    </div>
  );
}
