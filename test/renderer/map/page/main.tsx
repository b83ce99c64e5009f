import { useEffect, useState } from 'react';
import { Map as MapLibreMap } from 'maplibre-gl';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import '../../../../renderer/ui/tokens.css';
import '../../../../renderer/ui/base.css';
import '../../../../renderer/ui/controls.css';
import {
  Legend,
  MapView,
  sequentialColours,
  type MapViewProps,
  type SiteMark,
} from '../../../../renderer/map/index.ts';
import { flagByte } from '#contract';
import { buildCountry, clientOf } from './squares.ts';

const small = buildCountry('lsoa:2011', { across: 6, size: 1, firstId: 1, name: 'Square' });
const wards = buildCountry('ward:2013', { across: 3, size: 2, firstId: 100, name: 'Ward' });
const districts = buildCountry('district:2013', { across: 2, size: 3, firstId: 200, name: 'St Block' });
const client = clientOf([small, wards, districts]);

const count = small.areas.ids.length;
const flags = new Uint8Array(count);
flags[1] = flagByte.missing;
flags[2] = flagByte.suppressed;

/** Square n has the value n, moved by `shift`; the second has no data, the third is suppressed. */
function valuesOf(shift: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) =>
    flags[index] ? Number.NaN : (index + shift) % count,
  );
}

const breaks = [12, 24];
const start: MapViewProps = {
  client,
  revision: 1,
  shaded: 'lsoa:2011',
  areaList: small.areas,
  outlines: [
    { geography: 'ward:2013', role: 'ward' },
    { geography: 'district:2013', role: 'district' },
  ],
  labels: [districts.areas, wards.areas],
  values: valuesOf(0),
  flags,
  breaks,
  ramp: sequentialColours('blues', 3, 'light'),
  style: 'choropleth',
  outcomes: null,
  designation: null,
  visible: { labels: false },
  selected: null,
  onSelect: (selected) => page.set({ selected }),
  onHover: (index) => (page.hovered = index),
  card: (index) => <p>{small.areas.names[index]}</p>,
  bounds: [-3, 53.3, -2.76, 53.54],
  theme: 'light',
  attribution: ['Made for the test'],
};

/** The map that stands on the page now. MapLibre asks a map for a repaint before it draws anything. */
let map: MapLibreMap;
const triggerRepaint = Reflect.get(MapLibreMap.prototype, 'triggerRepaint');
MapLibreMap.prototype.triggerRepaint = function remember(this: MapLibreMap) {
  // oxlint-disable-next-line typescript/no-this-alias -- this is what is wanted of it
  map = this;
  triggerRepaint.call(this);
};

/** What the test may do to the page and read from it. */
export interface Page {
  /** Starts a new map with what the page shows at first; resolves when it is at rest. */
  begin: () => Promise<void>;
  /** Shows on the map that stands what the page shows at first, all of it in sight; resolves when that is at rest. */
  restart: () => Promise<void>;
  /** Resolves when everything asked for so far is read and drawn. */
  rest: () => Promise<void>;
  set: (change: Partial<MapViewProps>) => void;
  shift: (by: number) => void;
  show: (wards: boolean) => void;
  hovered: number | null;
  selected: () => number | null;
  tiles: () => number;
  /** Puts sites on the map; their cards say their ids. */
  showSites: (sites: readonly SiteMark[]) => void;
  selectedSite: () => string | null;
}

let props = start;
/** Another number is another map. */
let turn = 0;
/** Another number is another wish to see everything. */
let fits = 0;
let show: (shown: { props: MapViewProps; turn: number }) => void;

function showStart(fitRequest?: MapViewProps['fitRequest']): void {
  document.documentElement.dataset['theme'] = 'light';
  page.hovered = null;
  props = start;
  page.set({ fitRequest });
}

const page: Page = {
  async begin() {
    performance.clearMarks();
    turn += 1;
    showStart();
    while (performance.getEntriesByName('pinpoint:map-at-rest').length === 0)
      await new Promise(requestAnimationFrame);
  },
  async restart() {
    fits += 1;
    showStart({ bounds: start.bounds!, nonce: fits });
    await page.rest();
  },
  async rest() {
    // Twice: what the first rest lets begin, names above all, is drawn by the second.
    for (let times = 0; times < 2; times += 1) {
      const rested = map.once('idle');
      map.triggerRepaint();
      await rested;
    }
  },
  set(change) {
    props = { ...props, ...change };
    flushSync(() => show({ props, turn }));
  },
  shift: (by) => page.set({ values: valuesOf(by) }),
  show: (coarse) =>
    page.set(
      coarse
        ? {
            shaded: 'ward:2013',
            areaList: wards.areas,
            values: Float64Array.from(wards.areas.ids, () => 30),
            flags: new Uint8Array(wards.areas.ids.length),
            outcomes: null,
          }
        : { shaded: 'lsoa:2011', areaList: small.areas, values: valuesOf(0), flags },
    ),
  hovered: null,
  selected: () => props.selected,
  tiles: () => client.tiles,
  showSites(sites) {
    const show = (selected: string | null): void =>
      page.set({
        provision: {
          sites,
          selected,
          outline: null,
          reached: null,
          onSelect: show,
          card: (id) => <p>{id}</p>,
          onPlace: null,
          onPlaceCancelled: () => undefined,
        },
      });
    show(null);
  },
  selectedSite: () => props.provision?.selected ?? null,
};
Object.assign(window, { page });

function Shell() {
  const [{ props: current, turn: now }, setShown] = useState({ props, turn });
  useEffect(() => {
    show = setShown;
  }, []);
  const { values, style, ramp, theme } = current;
  return (
    <div style={{ height: '100vh' }}>
      <MapView key={now} {...current}>
        <Legend
          title="Squares, by number"
          values={values}
          flags={current.flags}
          breaks={breaks}
          ramp={ramp}
          style={style}
          threshold={24}
          method={{ name: 'Manual', fit: 0.9 }}
          source="Source: the test"
          targets="Target areas"
          designation={null}
          theme={theme}
        />
      </MapView>
    </div>
  );
}

createRoot(document.getElementById('root')!).render(<Shell />);
