import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { type Destination, getTravelMode } from '#contract';
import {
  exportTable,
  selectSite,
  setTravel,
  useDestinations,
  useDestinationsRequest,
  useOriginArea,
  useProvision,
  useProvisionFacts,
  type FoundDestinations,
} from '../../state/index.ts';
import { Button, ErrorCallout, formatWhole, formatDecimal, ExportMenu } from '../../ui/index.ts';
import {
  columnsFor,
  sortDestinations,
  type DestinationColumn,
  type DestinationOrder,
} from './destinations.ts';
import './destinations.css';

const titles: Record<DestinationColumn, string> = {
  name: 'Site',
  minutes: 'Minutes',
  leaveBy: 'Leave by',
  jobs: 'Jobs',
};

interface HeadProps {
  column: DestinationColumn;
  title: string;
  order: DestinationOrder;
  onOrder: (order: DestinationOrder) => void;
}

function Head({ column, title, order, onOrder }: HeadProps) {
  const isOwn = order.by === column;
  const sorted = order.isFalling ? 'descending' : 'ascending';
  return (
    <th scope="col" className={column === 'name' ? '' : 'number'} aria-sort={isOwn ? sorted : 'none'}>
      <Button
        look="link"
        onPress={() => onOrder({ by: column, isFalling: isOwn ? !order.isFalling : column === 'jobs' })}
      >
        {title}
        {isOwn ? (
          order.isFalling ? (
            <ArrowDown size={12} aria-hidden />
          ) : (
            <ArrowUp size={12} aria-hidden />
          )
        ) : null}
      </Button>
    </th>
  );
}

/** What stands between the name and the jobs. */
function Journey({ row, columns }: { row: Destination; columns: readonly DestinationColumn[] }) {
  const hasClock = columns.includes('leaveBy');
  if (!row.reached)
    return (
      <td className="number" colSpan={hasClock ? 2 : 1}>
        not reached
      </td>
    );
  return (
    <>
      <td className="number">{formatDecimal(row.minutes)}</td>
      {hasClock ? <td className="number">{row.leaveBy}</td> : null}
    </>
  );
}

/** Selects a site; the catchment drawn is then that of who can reach it, as the list has it. */
function choose(site: string): void {
  setTravel({ direction: 'to' });
  selectSite(site);
}

function Row({ row, columns }: { row: Destination; columns: readonly DestinationColumn[] }) {
  const isSelected = useProvision((state) => state.site === row.id);
  return (
    <tr data-selected={isSelected || undefined} data-quiet={row.reached ? undefined : true}>
      <th scope="row">
        <Button look="link" aria-pressed={isSelected} onPress={() => choose(row.id)}>
          {row.name}
        </Button>
      </th>
      <Journey row={row} columns={columns} />
      <td className="number">{formatWhole(row.jobs)}</td>
    </tr>
  );
}

function List({ list, request }: FoundDestinations) {
  const [order, setOrder] = useState<DestinationOrder>({ by: 'minutes', isFalling: false });
  const columns = columnsFor(request.travel.mode);
  const { mode } = request.travel;
  return (
    <>
      <p className="provision-sentence" role="status">
        {list.sentence}
      </p>
      <div className="destinations-scroll">
        <table className="destinations-table">
          <caption className="visually-hidden">Employment sites that {list.from} can reach</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head
                  key={column}
                  column={column}
                  title={
                    column === 'minutes' && getTravelMode(mode).unit === 'kilometres'
                      ? 'Kilometres'
                      : titles[column]
                  }
                  order={order}
                  onOrder={setOrder}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {sortDestinations(list.results, order).map((row) => (
              <Row key={row.id} row={row} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="provision-buttons">
        <ExportMenu
          label="Export the list"
          kind="destinations"
          onExport={(chosen) => exportTable({ kind: 'destinations', request }, chosen, 'employment-sites')}
        />
      </div>
    </>
  );
}

/** Which employment sites the people of an area can reach by a time, and when they have to leave. It follows the sliders. */
export function DestinationsPart() {
  const facts = useProvisionFacts();
  const area = useOriginArea();
  const request = useDestinationsRequest(area);
  const { found, error } = useDestinations(request);
  const hasSites = facts?.provision.sites.some(({ kind }) => kind === 'employment') === true;
  if (!hasSites)
    return (
      <p className="provision-note">
        There are no employment sites yet. Import a list of them with their jobs, or mark a site as a place
        where people work.
      </p>
    );
  if (request === null)
    return (
      <p className="provision-note">
        Select an area on the map or in the table to see which employment sites its people can reach.
      </p>
    );
  if (error !== null) return <ErrorCallout error={error} />;
  return found === null ? <p className="provision-note">Measuring…</p> : <List {...found} />;
}
