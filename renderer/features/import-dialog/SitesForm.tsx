import { siteKindNames, siteKinds, type ImportTrial, type SitesMapping } from '#contract';
import { Segments, Select, type ChoiceOption } from '../../ui/index.ts';
import { DeliveryFields, WhoFields } from './DeliveryFields.tsx';
import { ColumnSelect, type FormProps } from './fields.tsx';
import { MarginFields } from './MarginFields.tsx';
import { PositionFields } from './PositionFields.tsx';
import { blankDelivery } from './provision-draft.ts';

type Props = FormProps<SitesMapping>;

const contents = [
  { id: 'sites', name: 'Only a site' },
  { id: 'deliveries', name: 'A site and a delivery there' },
] as const;

const kinds = siteKinds.map((id) => ({ id, name: siteKindNames[id] }));

function SiteFields({ draft, change, inspection: { columns }, problems, needed }: Props) {
  return (
    <fieldset className="form-group">
      <legend className="form-heading">Site</legend>
      <div className="form-half">
        <ColumnSelect
          label="Name"
          columns={columns}
          value={draft.nameColumn}
          onChange={(nameColumn) => change({ nameColumn })}
          noneWords="The key is the name"
          error={problems['nameColumn']}
          isNeeded={needed.has('nameColumn')}
        />
        <ColumnSelect
          label="Key"
          columns={columns}
          value={draft.idColumn}
          onChange={(idColumn) => change({ idColumn })}
          noneWords="Made from the name"
        />
      </div>
      <div className="form-half">
        <ColumnSelect
          label="Opened"
          columns={columns}
          value={draft.firstDayColumn}
          onChange={(firstDayColumn) => change({ firstDayColumn })}
          noneWords="Not said"
        />
        <ColumnSelect
          label="Closed"
          columns={columns}
          value={draft.lastDayColumn}
          onChange={(lastDayColumn) => change({ lastDayColumn })}
          noneWords="Not said"
        />
      </div>
    </fieldset>
  );
}

/** Whether sites are places of provision or of work, and how many jobs there are. */
function KindFields({ draft, change, inspection: { columns } }: Props) {
  return (
    <fieldset className="form-group">
      <legend className="form-heading">Kind of site</legend>
      <div className="form-half">
        <Select
          label={draft.kindColumn === null ? 'All sites are of' : 'Where the column is blank'}
          options={kinds}
          value={draft.kind}
          onChange={(id) => {
            const kind = siteKinds.find((each) => each === id);
            if (kind !== undefined) change({ kind });
          }}
        />
        <ColumnSelect
          label="Kind, in a column"
          columns={columns}
          value={draft.kindColumn}
          onChange={(kindColumn) => change({ kindColumn })}
          noneWords="The same for all"
        />
      </div>
      <ColumnSelect
        label="Jobs or vacancies there"
        columns={columns}
        value={draft.jobsColumn}
        onChange={(jobsColumn) => change({ jobsColumn })}
        noneWords="Not said"
      />
    </fieldset>
  );
}

const extents: ChoiceOption<'cut' | 'all'>[] = [
  { id: 'all', name: 'All sites', detail: 'also those far away; the report names them' },
  { id: 'cut', name: 'Sites in or near the region', detail: 'of a list of the whole country' },
];

/** How a file of sites is read, and whether its rows are deliveries too. */
export function SitesForm({ words, ...props }: Props & { words: ImportTrial['stageWords'] }) {
  const { draft, change, inspection, problems, needed } = props;
  const { delivery } = draft;
  const { columns } = inspection;
  const guessed = inspection.mapping.family === 'sites' ? inspection.mapping.delivery : null;
  const changeDelivery = (patch: Partial<typeof blankDelivery>): void =>
    change({ delivery: { ...blankDelivery, ...delivery, ...patch } });
  return (
    <>
      <SiteFields {...props} />
      <PositionFields
        position={draft.position}
        onChange={(position) => change({ position })}
        columns={columns}
        error={problems['position']}
        isNeeded={needed.has('position')}
      />
      <fieldset className="form-group">
        <legend className="form-heading">Each row is</legend>
        <Segments
          label="What each row is"
          segments={contents}
          value={delivery === null ? 'sites' : 'deliveries'}
          onChange={(id) => change({ delivery: id === 'sites' ? null : (guessed ?? blankDelivery) })}
        />
      </fieldset>
      {delivery === null ? null : (
        <>
          <WhoFields {...{ delivery, columns }} change={changeDelivery} />
          <DeliveryFields
            {...{ delivery, columns, words }}
            change={changeDelivery}
            error={problems['stage']}
            isNeeded={needed.has('stage')}
          />
        </>
      )}
      <KindFields {...props} />
      <MarginFields
        label="Which sites are kept"
        choices={extents}
        marginKm={draft.cutMarginKm}
        onChange={(cutMarginKm) => change({ cutMarginKm })}
        help="Sites up to this far outside count too, since people travel there."
        withoutAreas="The workspace has no areas yet, so all sites are kept."
        error={problems['cutMarginKm']}
      />
    </>
  );
}
