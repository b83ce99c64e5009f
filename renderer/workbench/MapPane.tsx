import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { type AreaList, type WorkspaceDescription, getTheme, sensitivities } from '#contract';
import { describeGaps } from '#core/sources';
import { Legend, MapView, sequentialColours, type LegendProps } from '../map/index.ts';
import {
  findAreaIndex,
  getClient,
  hoverArea,
  refOfEdition,
  selectArea,
  useResultFor,
  useSelection,
  useSession,
  useView,
  type Shown,
} from '../state/index.ts';
import { formatWhole, useSize } from '../ui/index.ts';
import { AreaCard } from './AreaCard.tsx';
import { StaleCoverage } from './StaleCoverage.tsx';
import { methodNames, useClasses } from './useClasses.ts';
import { useCoverageShading } from './useShading.ts';
import { useMapProvision } from './useMapProvision.tsx';
import { useDesignation, useOutlines } from './useOutlines.ts';

const noValues = { values: new Float64Array(), flags: new Uint8Array() };

/** On a map narrower or lower than this the legend begins folded, but for the projector; its sources stand in the evidence too. */
const narrowRem = 40;
const lowRem = 19;

/** What is drawn of each area: numbers, classes, colours. */
function useValues(shown: Shown) {
  const { palette, theme } = useView();
  const { classes, threshold } = useClasses(shown);
  const style = shown.kind === 'count' ? ('circles' as const) : ('choropleth' as const);
  const { column } = shown;
  const ramp = useMemo(
    () => sequentialColours(palette, classes.breaks.length + 1, theme),
    [palette, classes.breaks.length, theme],
  );
  const { values, flags } = column ?? noValues;
  return { drawn: { values, flags, breaks: classes.breaks, ramp, style }, classes, threshold };
}

function sourceWords(shown: Shown, description: WorkspaceDescription): string {
  const ids = new Set(shown.column?.releases);
  const releases = description.releases.filter((release) => ids.has(release.id));
  const lines = releases.map(({ publisher, title }) => publisher ?? title);
  const restricted = releases.some(({ sensitivity }) => sensitivity === 'restricted')
    ? `. ${sensitivities.restricted.name}: ${sensitivities.restricted.sentence}`
    : '';
  return lines.length === 0 ? '' : `Source: ${[...new Set(lines)].join('; ')}${restricted}`;
}

function attributionOf(description: WorkspaceDescription): string[] {
  const lines = new Set(description.releases.flatMap((release) => release.attribution));
  return [...lines, ...describeGaps(description.releases)];
}

function useLegend(shown: Shown, description: WorkspaceDescription, isNarrow: boolean): LegendProps {
  const { theme, layers, designation, method } = useView();
  const { drawn, classes, threshold } = useValues(shown);
  const result = useResultFor(shown.list);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const designated = description.designations.find((item) => item.id === designation);
  return {
    ...drawn,
    title: shown.title,
    unit: shown.unit,
    decimals: shown.decimals,
    threshold,
    method: drawn.style === 'circles' ? null : { name: methodNames[method], fit: classes.goodness },
    source: sourceWords(shown, description),
    targets: result !== null && layers.targets ? `Target areas (${formatWhole(result.counts.in)})` : null,
    designation: designated !== undefined && layers.designation ? designated.name : null,
    theme,
    // A room reads by the key alone: there it stays.
    collapsed: chosen ?? (isNarrow && !getTheme(theme).isForRoom),
    onCollapse: setChosen,
  };
}

/** The areas that ledger or planner point out, while they are of the shown geography. */
function useMarked(list: AreaList): { flags: Uint8Array; title: string } | null {
  const marked = useSelection((state) => state.marked);
  return useMemo(() => {
    if (marked === null || marked.geography !== list.geography || marked.areas.length === 0) return null;
    const flags = new Uint8Array(list.codes.length);
    for (const index of marked.areas) flags[index] = 1;
    return { flags, title: marked.title };
  }, [marked, list]);
}

const areaCard = (shown: Shown, index: number): ReactNode => <AreaCard shown={shown} index={index} />;

/** The map with its legend: what the stores hold, as the map's props. */
export function MapPane({ shown, description }: { shown: Shown; description: WorkspaceDescription }) {
  const { theme, layers } = useView();
  const { drawn: ofIndicator } = useValues(shown);
  const coverage = useCoverageShading(shown);
  const drawn = coverage?.drawn ?? ofIndicator;
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(frame);
  const remPx = 16 * getTheme(theme).scale;
  const isNarrow = width > 0 && (width <= narrowRem * remPx || height < lowRem * remPx);
  const legend = useLegend(shown, description, isNarrow);
  const result = useResultFor(shown.list);
  const { code, fit } = useSelection();
  const revision = useSession((state) => state.dataRevision);
  const workspace = useSession((state) => state.info?.file.id);
  const { provision, shownStages } = useMapProvision(shown.list);
  const { outlines, labels } = useOutlines(description, shown.list);
  const designation = useDesignation();
  const attribution = useMemo(() => attributionOf(description), [description]);
  const { list } = shown;
  const edition = description.geographies.find((item) => refOfEdition(item) === list.geography);
  const marked = useMarked(list);
  const card = useCallback((index: number) => areaCard(shown, index), [shown]);
  return (
    <div className="map-frame" ref={frame}>
      <MapView
        // Two workspaces may have the same revision: another file is another map.
        key={workspace}
        {...drawn}
        client={getClient()}
        revision={revision}
        shaded={list.geography}
        areaList={list}
        outlines={outlines}
        labels={labels}
        outcomes={result?.outcomes ?? null}
        designation={designation}
        provision={provision}
        marked={marked?.flags ?? null}
        visible={layers}
        selected={code === null ? null : (findAreaIndex(list, code) ?? null)}
        onSelect={(index) => selectArea(index === null ? null : (list.codes[index] ?? null))}
        onHover={hoverArea}
        card={card}
        bounds={edition?.bounds ?? null}
        theme={theme}
        fitRequest={fit ?? undefined}
        attribution={attribution}
        isSmall={isNarrow}
      >
        {shown.column === null ? null : (
          <Legend
            {...legend}
            {...coverage?.drawn}
            {...coverage?.legend}
            stages={layers.provision ? shownStages : []}
            employment={layers.provision && provision.sites.some(({ kind }) => kind === 'employment')}
            groups={layers.provision && provision.sites.filter(({ kind }) => kind !== 'proposed').length > 1}
            idleSites={
              layers.provision &&
              provision.sites.some(({ kind, stages }) => kind === 'site' && stages.length === 0)
            }
            proposed={layers.provision && provision.sites.some(({ kind }) => kind === 'proposed')}
            marked={marked?.title ?? null}
            catchment={layers.catchments && provision.outline !== null ? 'Catchment' : null}
          />
        )}
      </MapView>
      <StaleCoverage />
    </div>
  );
}
