import { isPopulation } from '#core/rates';
import type { GeographyRef, ImportReport, WorkspaceDescription } from '#contract';
import {
  areaLists,
  askOf,
  canDeriveDistricts,
  closeAllDialogs,
  startDistricts,
  rateTrials,
  replaceDialog,
  showBounds,
  showIndicator,
  useSession,
  useView,
} from '../../state/index.ts';
import { Button, geographyWords } from '../../ui/index.ts';

const order = ['oa', 'lsoa', 'msoa', 'ward', 'district', 'region'];

function placeOf({ mapping }: ImportReport): GeographyRef | null {
  if (mapping.family === 'lookup') return mapping.from;
  return 'geography' in mapping ? `${mapping.geography}:${mapping.vintage}` : null;
}

/** A coarser geography that areas could be linked to and are not yet; undefined where there is none. */
function findUnlinked(description: WorkspaceDescription, place: GeographyRef): GeographyRef | undefined {
  const edition = description.geographies.find((item) => `${item.geography}:${item.vintage}` === place);
  // Linked by outlines: where either has none, nothing could be done.
  if (edition === undefined || edition.bounds === null) return undefined;
  return description.geographies
    .filter(
      (item) => order.indexOf(item.geography) > order.indexOf(edition.geography) && item.bounds !== null,
    )
    .map((item): GeographyRef => `${item.geography}:${item.vintage}`)
    .find((ref) => !edition.links.includes(ref));
}

function showOnMap(report: ImportReport, description: WorkspaceDescription): void {
  const place = placeOf(report);
  const edition = description.geographies.find((item) => `${item.geography}:${item.vintage}` === place);
  if (edition !== undefined && place !== null) {
    askOf({ geography: place });
    useView.setState({ geography: place });
    if (edition.bounds !== null) showBounds(edition.bounds);
  }
  if (report.mapping.family === 'observations') showIndicator(report.mapping.indicator, description);
  if (report.mapping.family === 'designation') useView.setState({ designation: report.mapping.id });
  closeAllDialogs();
}

function showSites(): void {
  useView.setState(({ layers }) => ({ layers: { ...layers, provision: true } }));
  closeAllDialogs();
}

/** What a person most likely does after an import of provision; nothing for other families. */
function ProvisionSteps({ mapping }: Pick<ImportReport, 'mapping'>) {
  switch (mapping.family) {
    case 'postcodes':
      return (
        <Button onPress={() => replaceDialog({ kind: 'import', family: 'sites', job: null })}>
          Import sites…
        </Button>
      );
    case 'performance':
      return <Button onPress={() => replaceDialog({ kind: 'performance' })}>Show how providers do…</Button>;
    case 'sites':
      return (
        <Button look="primary" onPress={showSites}>
          Show sites on the map
        </Button>
      );
    default:
      return null;
  }
}

/** A rate of the count and another that fits it; nothing where there is none. */
function RateStep({ indicator }: { indicator: string }) {
  const indicators = useSession((state) => state.description?.indicators ?? []);
  const found = indicators.find(({ id }) => id === indicator);
  const isDenominator = indicators.some(({ of }) => of === indicator);
  const isBase = found !== undefined && isPopulation({ ...found, isDenominator });
  const { value } = rateTrials.use({
    numerator: isBase ? null : indicator,
    denominator: isBase ? indicator : null,
    geography: null,
  });
  if (value === null || value.numerator === null || value.denominator === null || value.problem !== null)
    return null;
  const pair = { numerator: value.numerator, denominator: value.denominator };
  return (
    <Button onPress={() => replaceDialog({ kind: 'rate', pair })}>
      Define {pair.numerator} ÷ {pair.denominator}…
    </Button>
  );
}

/** Districts from the areas just imported, where they tell theirs and none is drawn. */
function DistrictsStep({ place }: { place: GeographyRef }) {
  const description = useSession((state) => state.description);
  const list = areaLists.use({ geography: place }).value;
  if (description === null || list === null || !canDeriveDistricts(description, list)) return null;
  const derive = async (): Promise<void> => {
    closeAllDialogs();
    await startDistricts(list);
  };
  return <Button onPress={() => void derive()}>Derive districts</Button>;
}

/** What a person most likely does after an import. */
export function NextSteps({ report }: { report: ImportReport }) {
  const description = useSession((state) => state.description);
  if (description === null) return null;
  const { mapping } = report;
  const place = placeOf(report);
  const unlinked = place === null ? undefined : findUnlinked(description, place);
  const isOnMap = description.geographies.some(
    (item) => `${item.geography}:${item.vintage}` === place && item.bounds !== null,
  );
  return (
    <>
      {mapping.family === 'boundaries' ? (
        <Button onPress={() => replaceDialog({ kind: 'import', family: 'observations', job: null })}>
          Import observations…
        </Button>
      ) : null}
      {unlinked === undefined ? null : (
        <Button onPress={() => replaceDialog({ kind: 'link', from: place })}>
          Link to {geographyWords(unlinked).many}…
        </Button>
      )}
      {mapping.family === 'boundaries' && place !== null ? <DistrictsStep place={place} /> : null}
      {mapping.family === 'observations' && mapping.kind === 'count' ? (
        <RateStep indicator={mapping.indicator} />
      ) : null}
      <ProvisionSteps mapping={mapping} />
      {isOnMap ? (
        <Button look="primary" onPress={() => showOnMap(report, description)}>
          Show on the map
        </Button>
      ) : null}
    </>
  );
}
