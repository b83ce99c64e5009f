import { MapPinned } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatPlural, type AreaList, type Reach, type ReachRequest } from '#contract';
import { makeAnswers, useSettled } from '../../answers/index.ts';
import { areaLists, getClient, showReach } from '../../state/index.ts';
import { Button, EmptyState, ErrorCallout, formatWhole } from '../../ui/index.ts';
import { PerformanceExport } from './PerformanceExport.tsx';
import { cellText, limitsText, orderAreas, standingText } from './reach-rows.ts';

/** Rows that the dialog shows; the table below the map lists them all. */
const mostRows = 200;

const oneDecimal = (value: number): string => value.toFixed(1);
const pounds = (value: number): string => `£${formatWhole(Math.round(value))}`;

interface RowProps {
  reach: Reach;
  list: AreaList;
  area: number;
}

function Row({ reach, list, area }: RowProps) {
  const rank = reach.ranks[area] ?? Number.NaN;
  return (
    <tr>
      <td className="number">{Number.isNaN(rank) ? '–' : rank}</td>
      <th scope="row">{list.names[area] || list.codes[area]}</th>
      <td className="number">{formatWhole(reach.need.values[area])}</td>
      <td className="number">{cellText(reach.starts, area, formatWhole)}</td>
      <td className="number">{cellText(reach.startsPer100, area, oneDecimal)}</td>
      <td className="number">{limitsText(reach, area)}</td>
      <td className="nowrap">{standingText(reach, area)}</td>
      <td className="number">{cellText(reach.successesPer100, area, oneDecimal)}</td>
      <td className="number">{cellText(reach.successRate, area, oneDecimal)}</td>
      <td className="number">{cellText(reach.costPerOutcome, area, pounds)}</td>
      <td className="number">{cellText(reach.percentOfTarget, area, (value) => `${oneDecimal(value)} %`)}</td>
    </tr>
  );
}

function ReachTable({ reach, list }: Omit<RowProps, 'area'>) {
  const many = reach.success === 'outcomes' ? 'Outcomes' : 'Sustained';
  const order = orderAreas(reach);
  return (
    <>
      <table className="funnel-table">
        <thead>
          <tr>
            {[
              'Rank',
              'Area',
              'In need',
              'Starts',
              'Starts per 100',
              '95 % limits',
              'Standing',
              `${many} per 100`,
              `${many} per 100 starts`,
              'Cost each',
              'Of target',
            ].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.slice(0, mostRows).map((area) => (
            <Row key={area} reach={reach} list={list} area={area} />
          ))}
        </tbody>
      </table>
      {order.length > mostRows ? (
        <p className="funnel-key">
          and {formatPlural(order.length - mostRows, 'more area')}: the table below the map lists them all.
        </p>
      ) : null}
    </>
  );
}

const reaches = makeAnswers<ReachRequest, Reach>((request) => getClient().call('provision.reach', request), {
  of: 'workspace',
});

/** How providers reach the people of each area, as a table that may go on the map and into a file. */
export function ReachView({
  request,
  onClose,
  children,
}: {
  request: ReachRequest;
  onClose: () => void;
  /** The choice of areas. */
  children: ReactNode;
}) {
  const loaded = reaches.use(request);
  const { error } = loaded;
  const reach = useSettled(loaded);
  const list = areaLists.use({ geography: request.geography }).value;
  if (error !== null)
    return (
      <>
        <div className="funnel-choices">{children}</div>
        <ErrorCallout error={error} />
      </>
    );
  if (reach === null || list === null || reach.starts.values.length !== list.codes.length) return null;
  if (reach.totals.rows === 0)
    return (
      <EmptyState title="No performance to show">Import a performance file, or choose other rows.</EmptyState>
    );
  const show = async (): Promise<void> => {
    await showReach(request);
    onClose();
  };
  return (
    <>
      <div className="funnel-choices">
        {children}
        <Button look="primary" onPress={() => void show()}>
          <MapPinned size={16} aria-hidden /> Show on the map
        </Button>
        <PerformanceExport content={{ kind: 'reach', request }} fileName="reach" />
      </div>
      <p role="status">{reach.sentence}</p>
      <p className="funnel-key">
        Starts per 100 people in need, with 95 % Poisson limits. ≥: other rows of the area are withheld or
        missing. Areas with too few people in need to judge are unsure: they have no rank. Equal rates share
        one.
      </p>
      <ReachTable reach={reach} list={list} />
    </>
  );
}
