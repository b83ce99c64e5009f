import { ChevronDown, ChevronUp } from 'lucide-react';
import { Fragment, useId, useState } from 'react';
import { IconButton } from '../ui/index.ts';
import { blend } from './colour.ts';
import { hatchBackground, type Hatch } from './hatches.ts';
import { CircleKey } from './CircleKey.tsx';
import { formatThreshold, makeLegendRows, type LegendRows } from './legend-rows.ts';
import { stageNames } from '#contract';
import { CatchmentKey, DesignationKey, GroupKey, MarkedKey, TargetKey } from './OutlineKeys.tsx';
import { getPalette, shadingOpacity, type MapPalette } from './palette.ts';
import type { LegendProps } from './props.ts';
import { SiteSymbol } from './SiteSymbol.tsx';

/** The small card that says what colours, hatches, circles and lines mean. */
export function Legend(props: LegendProps) {
  const [own, setOwn] = useState(false);
  const body = useId();
  const collapsed = props.collapsed ?? own;
  const toggle = () => {
    setOwn(!collapsed);
    props.onCollapse?.(!collapsed);
  };
  return (
    <section className="map-legend" aria-label="Legend" data-folded={collapsed || undefined}>
      <div className="map-legend-head">
        <h2>{props.title}</h2>
        <IconButton
          label={collapsed ? 'Show the legend' : 'Hide the legend'}
          icon={collapsed ? <ChevronUp size={16} /> : <ChevronDown size={16} />}
          aria-expanded={!collapsed}
          aria-controls={body}
          onPress={toggle}
        />
      </div>
      <div id={body} className="map-legend-body" hidden={collapsed}>
        {!collapsed && <LegendBody {...props} />}
      </div>
    </section>
  );
}

function LegendBody(props: LegendProps) {
  const palette = getPalette(props.theme);
  const rows = makeLegendRows(props);
  const { marked = null } = props;
  const keyed = props.targets !== null || props.designation !== null || marked !== null;
  return (
    <>
      {props.style === 'circles' ? (
        <CircleKey values={props.values} palette={palette} />
      ) : (
        <ClassRows props={props} rows={rows} palette={palette} />
      )}
      <HatchRows
        rows={rows}
        palette={palette}
        words={{ missing: props.missing ?? 'No data', unsure: props.unsureWords ?? 'of these, unsure' }}
      />
      {keyed && (
        <ul className="map-legend-keys">
          {props.targets !== null && <TargetKey words={props.targets} palette={palette} />}
          {props.designation !== null && <DesignationKey words={props.designation} palette={palette} />}
          {marked !== null && <MarkedKey words={marked} palette={palette} />}
        </ul>
      )}
      <ProvisionKeys {...props} palette={palette} />
      <Notes {...props} told={rows.thresholdAfter !== null} />
    </>
  );
}

/** One symbol a stage: shape and colour both tell it. */
function ProvisionKeys({
  stages = [],
  employment,
  groups,
  idleSites,
  proposed,
  catchment = null,
  palette,
}: LegendProps & { palette: MapPalette }) {
  const isEmpty = stages.length === 0 && employment !== true && idleSites !== true;
  if (isEmpty && proposed !== true && catchment === null) return null;
  return (
    <ul className="map-legend-keys map-legend-sites" aria-label="Provision">
      {stages.map((stage) => (
        <li key={stage}>
          <SiteSymbol stage={stage} />
          <span>{stageNames[stage]}</span>
        </li>
      ))}
      {employment === true && (
        <li>
          <SiteSymbol stage="employment" />
          <span>Employment site</span>
        </li>
      )}
      {idleSites === true && (
        <li>
          <SiteSymbol stage="none" />
          <span>Nothing delivered</span>
        </li>
      )}
      {proposed === true && (
        <li>
          <SiteSymbol stage="proposed" />
          <span>Proposed site, with its rank</span>
        </li>
      )}
      {groups === true && (
        <GroupKey words="Sites near each other: their number, and their most common symbol" />
      )}
      {catchment !== null && <CatchmentKey words={catchment} palette={palette} />}
    </ul>
  );
}

function ClassRows({ props, rows, palette }: { props: LegendProps; rows: LegendRows; palette: MapPalette }) {
  const tick = props.threshold !== null && (
    <li className="map-legend-threshold">
      <span>
        threshold {formatThreshold(props.threshold, props.decimals ?? 1)}
        {props.unit ? ` ${props.unit}` : ''}
      </span>
    </li>
  );
  return (
    <ul className="map-legend-rows">
      <li className="map-legend-units" aria-hidden="true">
        <span>{props.unit}</span>
        <span>areas</span>
      </li>
      {rows.thresholdAfter === 0 && tick}
      {rows.classes.map((row, index) => (
        <Fragment key={row.range}>
          <li>
            <Swatch background={blend(row.colour, palette.land, shadingOpacity)} />
            <span>{row.range}</span>
            <AreaCount areas={row.areas} />
          </li>
          {rows.thresholdAfter === index + 1 && tick}
        </Fragment>
      ))}
    </ul>
  );
}

interface HatchRowsProps {
  rows: LegendRows;
  palette: MapPalette;
  words: { missing: string; unsure: string };
}

function HatchRows({ rows, palette, words: { missing, unsure } }: HatchRowsProps) {
  const row = (hatch: Hatch, words: string) => (
    <li>
      <Swatch background={hatchBackground(hatch, palette)} />
      <span>{words}</span>
      <AreaCount areas={rows[hatch]} />
    </li>
  );
  return (
    <ul className="map-legend-rows">
      {rows.unsure > 0 && row('unsure', unsure)}
      {row('missing', missing)}
      {row('suppressed', 'Suppressed')}
    </ul>
  );
}

function Notes({ method, threshold, source, ...props }: LegendProps & { told: boolean }) {
  const fit =
    method?.fit === null || method?.fit === undefined ? '' : `, goodness of fit ${method.fit.toFixed(2)}`;
  return (
    <div className="map-legend-notes">
      {method && props.style === 'choropleth' && (
        <p>
          {capitalise(method.name)}
          {fit}; a class includes its lower limit
        </p>
      )}
      {threshold !== null && !props.told && props.style === 'choropleth' && (
        <p>Threshold {formatThreshold(threshold, props.decimals ?? 1)} is not a class limit</p>
      )}
      {source !== '' && <p>{source}</p>}
    </div>
  );
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function Swatch({ background }: { background: string }) {
  return <span className="map-swatch" style={{ background }} aria-hidden="true" />;
}

function AreaCount({ areas }: { areas: number }) {
  return (
    <span className="map-legend-count">
      {areas.toLocaleString('en-GB')}
      <span className="visually-hidden"> areas</span>
    </span>
  );
}
