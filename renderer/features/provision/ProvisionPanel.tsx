import { Building2, ChartSpline, MapPinPlus, Table2, WandSparkles } from 'lucide-react';
import { useEffect } from 'react';
import { setLayer, showDialog, useProvision, useProvisionDay, useSession } from '../../state/index.ts';
import { Button, PanelSection, TextField } from '../../ui/index.ts';
import { CatchmentPart } from './CatchmentPart.tsx';
import { CoveragePart } from './CoveragePart.tsx';
import { DestinationsPart } from './DestinationsPart.tsx';
import { SelectorField } from './SelectorField.tsx';
import { TravelFields } from './TravelFields.tsx';
import './provision.css';

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

function DayField() {
  const chosen = useProvision((state) => state.day);
  const day = useProvisionDay();
  return (
    <TextField
      label="Running on"
      value={chosen ?? ''}
      placeholder={day ?? 'any day'}
      onChange={(text) => useProvision.setState({ day: text.trim() === '' ? null : text.trim() })}
      help="What has ended or not begun is left out. Leave empty for the end of the period shown."
      error={chosen === null || dayPattern.test(chosen) ? undefined : 'Write the day as 2008-07-01.'}
    />
  );
}

/** What is delivered, how far it reaches, what it covers, and what to do about it. */
export function ProvisionPanel() {
  const isReadOnly = useSession((state) => state.info?.readOnly === true);
  useEffect(() => setLayer('provision', true), []);
  return (
    <div className="provision">
      <div className="provision-buttons">
        <Button onPress={() => useProvision.setState({ lower: 'ledger' })}>
          <Table2 size={16} aria-hidden /> Ledger…
        </Button>
        <Button onPress={() => showDialog({ kind: 'performance' })}>
          <ChartSpline size={16} aria-hidden /> Performance…
        </Button>
        <Button onPress={() => showDialog({ kind: 'planner' })}>
          <WandSparkles size={16} aria-hidden /> Where next…
        </Button>
        <Button onPress={() => showDialog({ kind: 'providers' })}>
          <Building2 size={16} aria-hidden /> Providers…
        </Button>
        <Button
          unavailable={isReadOnly ? 'This workspace is open read-only.' : undefined}
          onPress={() => showDialog({ kind: 'site', draft: null })}
        >
          <MapPinPlus size={16} aria-hidden /> Add a site…
        </Button>
      </div>
      <PanelSection title="Provision">
        <div className="provision-fields">
          <SelectorField />
          <DayField />
        </div>
      </PanelSection>
      <PanelSection title="Travel">
        <div className="provision-fields">
          <TravelFields />
        </div>
      </PanelSection>
      <PanelSection title="Catchment">
        <div className="provision-fields">
          <CatchmentPart />
        </div>
      </PanelSection>
      <PanelSection title="Employment sites within reach">
        <div className="provision-fields">
          <DestinationsPart />
        </div>
      </PanelSection>
      <PanelSection title="Coverage by provision">
        <div className="provision-fields">
          <CoveragePart />
        </div>
      </PanelSection>
    </div>
  );
}
