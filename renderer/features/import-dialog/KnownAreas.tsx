import { geographyKinds, type GeographyKind } from '#contract';
import { orderEditions, refOfEdition, useSession } from '../../state/index.ts';
import { formatWhole, geographyWords, Select } from '../../ui/index.ts';
import { AreasFirst } from './AreasFirst.tsx';

export interface KnownAreasProps {
  geography: GeographyKind;
  vintage: string;
  onChange: (chosen: { geography: GeographyKind; vintage: string }) => void;
  error?: string | undefined;
  isNeeded: boolean;
  help?: string;
}

/** A choice of one of the geographies of the workspace: numbers can only be of areas that it has. */
export function KnownAreas({ geography, vintage, onChange, error, isNeeded, help }: KnownAreasProps) {
  const description = useSession((state) => state.description);
  const editions = description === null ? [] : orderEditions(description);
  const value = `${geography}:${vintage}`;
  const isKnown = editions.some((edition) => refOfEdition(edition) === value);
  if (editions.length === 0) return <AreasFirst geography="" vintage="" />;
  return (
    <Select
      label="Areas"
      options={editions.map((edition) => ({
        id: refOfEdition(edition),
        name: geographyWords(refOfEdition(edition)).name,
        detail: `${formatWhole(edition.areas)} areas`,
      }))}
      value={isKnown ? value : null}
      onChange={(id) => {
        const [kind, year = ''] = id.split(':');
        const found = geographyKinds.find((each) => each === kind);
        if (found !== undefined) onChange({ geography: found, vintage: year });
      }}
      placeholder="Choose the areas"
      error={
        error ?? (isKnown || isNeeded ? undefined : `The workspace has no ${geographyWords(value).name}.`)
      }
      isNeeded={isNeeded}
      {...(help === undefined ? {} : { help })}
    />
  );
}
