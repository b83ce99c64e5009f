import type { DeliveryColumns } from '#contract';
import { ColumnSelect } from './fields.tsx';
import { StageFields, type StageFieldsProps } from './StageFields.tsx';

type ColumnField = Exclude<keyof DeliveryColumns, 'stage' | 'stageWords' | 'stageColumn'>;

interface PickerProps extends Pick<StageFieldsProps, 'delivery' | 'change' | 'columns'> {
  field: ColumnField;
  label: string;
  none?: string;
  help?: string;
  error?: string | undefined;
  isNeeded?: boolean;
}

/** A column of deliveries, or none. */
export function DeliveryPicker({ delivery, change, field, none = 'None', ...rest }: PickerProps) {
  return (
    <ColumnSelect
      {...rest}
      value={delivery[field]}
      onChange={(column) => change({ [field]: column })}
      noneWords={none}
    />
  );
}

export interface WhoFieldsProps extends Pick<StageFieldsProps, 'delivery' | 'change' | 'columns'> {
  error?: string | undefined;
  isNeeded?: boolean;
}

/** Who delivers: provider and programme, each by name, key or both. */
export function WhoFields({ error, isNeeded = false, ...rest }: WhoFieldsProps) {
  return (
    <fieldset className="form-group">
      <legend className="form-heading">Who delivers what</legend>
      <div className="form-half">
        <DeliveryPicker {...rest} {...{ error, isNeeded }} field="providerNameColumn" label="Provider" />
        <DeliveryPicker {...rest} field="providerColumn" label="Provider’s key" />
      </div>
      <div className="form-half">
        <DeliveryPicker {...rest} field="programmeNameColumn" label="Programme" />
        <DeliveryPicker {...rest} field="programmeColumn" label="Programme’s key" />
      </div>
    </fieldset>
  );
}

/** Stage, money, capacity, days and eligibility of deliveries. */
export function DeliveryFields({ words, error, isNeeded, ...rest }: StageFieldsProps) {
  return (
    <>
      <StageFields {...rest} {...{ words, error, isNeeded }} />
      <fieldset className="form-group">
        <legend className="form-heading">Terms</legend>
        <DeliveryPicker {...rest} field="fundingColumn" label="Funding stream" />
        <div className="form-half">
          <DeliveryPicker {...rest} field="placesColumn" label="Places a year" />
          <DeliveryPicker {...rest} field="costColumn" label="Cost, £ a year" />
        </div>
        <div className="form-half">
          <DeliveryPicker {...rest} field="firstDayColumn" label="First day" />
          <DeliveryPicker {...rest} field="lastDayColumn" label="Last day" />
        </div>
        <DeliveryPicker
          {...rest}
          field="eligibleColumn"
          label="Who it is open to"
          none="Open to everybody"
          help="Cohorts divided by semicolons: age=18-24; lone_parent=yes."
        />
        <DeliveryPicker
          {...rest}
          field="idColumn"
          label="Delivery’s key"
          none="Made from site, programme and stage"
        />
      </fieldset>
    </>
  );
}
