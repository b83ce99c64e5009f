import type { ImportTrial, ProvidersMapping } from '#contract';
import { DeliveryFields, DeliveryPicker, WhoFields } from './DeliveryFields.tsx';
import type { FormProps } from './fields.tsx';

/** How a file of providers and programmes is read, and where it names sites, their deliveries there. */
export function ProvidersForm({
  draft,
  change,
  inspection,
  problems,
  needed,
  words,
}: FormProps<ProvidersMapping> & { words: ImportTrial['stageWords'] }) {
  const { delivery } = draft;
  const { columns } = inspection;
  const changeDelivery = (patch: Partial<typeof delivery>): void =>
    change({ delivery: { ...delivery, ...patch } });
  const shared = { delivery, columns, change: changeDelivery };
  return (
    <>
      <WhoFields {...shared} error={problems['providerColumn']} isNeeded={needed.has('providerColumn')} />
      <fieldset className="form-group">
        <legend className="form-heading">Where</legend>
        <DeliveryPicker
          {...shared}
          field="siteColumn"
          label="Site"
          none="No sites: only providers and programmes"
          help="Name or key of a site that the workspace has. Each such row becomes a delivery there."
        />
      </fieldset>
      {delivery.siteColumn === null ? null : (
        <DeliveryFields {...shared} words={words} error={problems['stage']} isNeeded={needed.has('stage')} />
      )}
    </>
  );
}
