import { useState } from 'react';
import { reportError, sayError } from '#contract';
import { useLine } from '../../answers/index.ts';
import { getClient, useSession, type SiteDraft } from '../../state/index.ts';
import { Button, Segments, TextField } from '../../ui/index.ts';
import { isAmount } from './draft.ts';

/** How a person says where the site is. */
type Way = 'degrees' | 'grid' | 'postcode';

const ways: { id: Way; name: string }[] = [
  { id: 'degrees', name: 'Longitude, latitude' },
  { id: 'grid', name: 'Easting, northing' },
  { id: 'postcode', name: 'Postcode' },
];

interface Typed {
  way: Way;
  easting: string;
  northing: string;
}

/** Where the site lies in degrees, as text. */
type Degrees = Pick<SiteDraft, 'lon' | 'lat'>;

interface Answer {
  /** What was asked. */
  asked: string;
  error: string | null;
  note: string | null;
}

export interface PlaceState {
  typed: Typed;
  type: (change: Partial<Typed>) => void;
  answer: Answer | null;
  /** Whether the degrees are those of what is typed. */
  isSettled: boolean;
  /** Looks up what is typed where it is not in degrees; null where nothing is found, or something else was typed meanwhile. */
  settle: () => Promise<Degrees | null>;
}

function problemOf({ way, easting, northing }: Typed, postcode: string): string | null {
  if (way === 'postcode') return postcode.trim() === '' ? 'Write the postcode.' : null;
  const isWhole = [easting, northing].every((text) => text.trim() !== '' && isAmount(text));
  return isWhole ? null : 'Enter both in metres, such as 334500 and 390200.';
}

/** The place of a draft, typed in degrees, on the British National Grid or as a postcode. */
export function usePlace(draft: SiteDraft, put: (change: Partial<SiteDraft>) => void): PlaceState {
  const [typed, setTyped] = useState<Typed>({ way: 'degrees', easting: '', northing: '' });
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { way, easting, northing } = typed;
  const asked = JSON.stringify([way, way === 'postcode' ? draft.postcode : `${easting} ${northing}`]);
  const line = useLine(asked);
  const isSettled = way === 'degrees' || (answer?.asked === asked && answer.error === null);
  const tell = (error: string | null, note: string | null = null): void => setAnswer({ asked, error, note });
  const settle = async (): Promise<Degrees | null> => {
    const { lon, lat } = draft;
    if (isSettled) return { lon, lat };
    const problem = problemOf(typed, draft.postcode);
    if (problem !== null) {
      tell(problem);
      return null;
    }
    const said =
      way === 'postcode'
        ? { postcode: draft.postcode.trim() }
        : { easting: Number(easting), northing: Number(northing) };
    try {
      const found = await line.run(() => getClient().call('place.find', said));
      if (found === undefined) return null;
      const degrees = { lon: found.lon.toFixed(6), lat: found.lat.toFixed(6) };
      tell(null, found.note);
      put(degrees);
      return degrees;
    } catch (error) {
      tell(sayError(reportError(error)));
      return null;
    }
  };
  return {
    typed,
    type: (change) => setTyped((before) => ({ ...before, ...change })),
    answer: answer?.asked === asked ? answer : null,
    isSettled,
    settle,
  };
}

interface PlaceFieldsProps {
  place: PlaceState;
  draft: SiteDraft;
  put: (change: Partial<SiteDraft>) => void;
  problems: Partial<Record<keyof SiteDraft, string>>;
}

function DegreeFields({ draft, put, problems }: Omit<PlaceFieldsProps, 'place'>) {
  return (
    <>
      <TextField label="Longitude" value={draft.lon} onChange={(lon) => put({ lon })} error={problems.lon} />
      <TextField label="Latitude" value={draft.lat} onChange={(lat) => put({ lat })} error={problems.lat} />
    </>
  );
}

function GridFields({ place }: { place: PlaceState }) {
  const { typed, type, answer } = place;
  const error = answer?.error ?? undefined;
  const find = (): void => void place.settle();
  return (
    <>
      <TextField
        label="Easting"
        value={typed.easting}
        onChange={(easting) => type({ easting })}
        error={error}
        onEnter={find}
        help="Metres, British National Grid"
      />
      <TextField
        label="Northing"
        value={typed.northing}
        onChange={(northing) => type({ northing })}
        onEnter={find}
      />
    </>
  );
}

/** The postcode is a fact of the site; where the place comes from it, it is looked up. */
function PostcodeField({ place, draft, put }: Omit<PlaceFieldsProps, 'problems'>) {
  const hasDirectory = useSession((state) => (state.description?.provision.postcodes ?? 0) > 0);
  const isPlace = place.typed.way === 'postcode';
  const without = 'The workspace has no postcode directory: import one first.';
  return (
    <TextField
      label="Postcode"
      value={draft.postcode}
      placeholder={isPlace ? '' : 'not known'}
      onChange={(postcode) => put({ postcode })}
      error={isPlace ? (place.answer?.error ?? undefined) : undefined}
      help={isPlace && !hasDirectory ? without : undefined}
      onEnter={() => isPlace && void place.settle()}
    />
  );
}

/** Where the site lies: the ways without a mouse. The button at the foot takes a place from the map. */
export function PlaceFields({ place, draft, put, problems }: PlaceFieldsProps) {
  const { way } = place.typed;
  const isFound = way !== 'degrees' && place.isSettled;
  return (
    <fieldset className="site-place">
      <legend className="field-label">Where it is</legend>
      <Segments
        label="Where it is, by"
        segments={ways}
        value={way}
        onChange={(id) => place.type({ way: id })}
      />
      <div className="site-fields">
        {way === 'degrees' ? <DegreeFields draft={draft} put={put} problems={problems} /> : null}
        {way === 'grid' ? <GridFields place={place} /> : null}
        <PostcodeField place={place} draft={draft} put={put} />
        {way === 'degrees' ? null : (
          <div className="site-find">
            <Button onPress={() => void place.settle()}>Find the place</Button>
          </div>
        )}
      </div>
      <p className="field-help" role="status">
        {isFound
          ? `Found at longitude ${draft.lon}, latitude ${draft.lat}. ${place.answer?.note ?? ''}`
          : 'Or take a place from the map with the button below.'}
      </p>
    </fieldset>
  );
}
