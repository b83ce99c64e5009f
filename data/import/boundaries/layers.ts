import { type BoundariesMapping, PinpointError } from '#contract';
import { refusal } from '#data/formats/refusals';
import { guessMapping } from './guess.ts';
import { isShape, type ShapeLayer } from '#data/formats/layer';

/** Which layer is wanted, as far as somebody said: by its name, or by the geography of its areas. */
export interface LayerQuestion {
  layer: string | null;
  geography?: string;
  vintage?: string;
}

/** What a layer holds, as a first look at it tells. */
export interface LayerFacts {
  name: string;
  /** `6 areas`, `empty`, `points`: in words. */
  holds: string;
  /** Areas in it; 0 where it holds none, infinite where they were not counted. */
  areas: number;
  /** By its codes and names, as far as they tell. */
  geography: string | undefined;
  vintage: string | undefined;
}

/** A layer, opened, with what else the file holds. */
export interface ChosenLayer extends ShapeLayer {
  /** Names of all layers. */
  layers: string[];
  /** Layers that could as well be meant, this one among them; empty where it is clear. */
  rivals: LayerFacts[];
}

/** A layer, or what was chosen among the layers of a file that is itself one of several. */
type Opened = ShapeLayer | ChosenLayer;

/** Features that the guess of a layer's geography rests on. */
const looked = 200;

/**
 * Opens the layer that is meant of those with these names (at least one). Asked for by name (letter case aside, or the last part of
 * its path) it is that one. Otherwise it is the layer that holds areas; of several the one of the geography and vintage asked for,
 * or, where nothing is asked, the one with the most areas with official codes. The notes name the others. Where that leaves
 * several, the first of them is opened and all are its `rivals`. Throws `input_refused` where there is no such layer, and where none
 * holds areas, with what each one holds.
 */
export async function chooseLayer(
  names: readonly string[],
  question: LayerQuestion,
  file: string,
  open: (name: string) => Opened | Promise<Opened>,
): Promise<ChosenLayer> {
  const asked = findAsked(names, question.layer, file);
  if (asked !== undefined) return openAsked(asked, names, open);
  if (names.length === 1) return { layers: [...names], rivals: [], ...(await open(names[0]!)) };
  const facts: LayerFacts[] = [];
  for (const name of names) facts.push(await lookAt(name, open));
  const fit = choose(facts, question);
  const [best] = fit;
  if (best === undefined) throw refuseWithoutAreas(facts, file);
  const layer = await open(best.name);
  const others = facts.filter((each) => each !== best);
  return {
    ...layer,
    layers: [...names],
    layer: best.name,
    rivals: fit.length > 1 ? fit : [],
    notes: [
      `The file holds ${names.length} layers: “${best.name}” (${best.holds}) is read, not ${describe(others)}.`,
      ...layer.notes,
    ],
  };
}

async function openAsked(
  asked: string,
  names: readonly string[],
  open: (name: string) => Opened | Promise<Opened>,
): Promise<ChosenLayer> {
  const layer = await open(asked);
  const others = names.filter((name) => name !== asked);
  const shown = others.slice(0, 12).map((name) => `“${name}”`);
  const left = `${shown.join(', ')}${others.length > 12 ? ` and ${others.length - 12} more` : ''}`;
  const notes = others.length === 0 ? [] : [`The layer “${asked}” is read; the file also holds ${left}.`];
  return { rivals: [], ...layer, layers: [...names], layer: asked, notes: [...notes, ...layer.notes] };
}

function findAsked(names: readonly string[], wanted: string | null, file: string): string | undefined {
  if (wanted === null || wanted === '') return undefined;
  const folded = wanted.toLowerCase();
  const asked =
    names.find((name) => name === wanted) ??
    names.find((name) => name.toLowerCase() === folded) ??
    names.find((name) => name.replace(/^.*\//, '').toLowerCase() === folded);
  if (asked !== undefined) return asked;
  throw refusal(`“${file}” has no layer “${wanted}”.`, {
    file,
    found: wanted,
    expected: names.slice(0, 20).join(', '),
    hint: 'Choose one of the layers named.',
  });
}

/** Opens a layer to see what it holds. One that cannot be read as areas holds none, whatever is wrong with it. */
async function lookAt(name: string, open: (name: string) => Opened | Promise<Opened>): Promise<LayerFacts> {
  const nothing = { name, areas: 0, geography: undefined, vintage: undefined };
  let source: ShapeLayer | undefined;
  try {
    source = await open(name);
    const problem = await findProblem(source);
    if (problem !== undefined) return { ...nothing, holds: problem };
    const { rows, fields } = source;
    const guess = guessMapping({ fields, sample: source.sample(looked), names: [name], hint: {} });
    const told = (field: 'geography' | 'vintage') =>
      guess.open.includes(field) ? undefined : guess.mapping[field];
    return {
      name,
      areas: rows ?? Infinity,
      holds: rows === null ? 'areas' : `${rows.toLocaleString('en-GB')} ${rows === 1 ? 'area' : 'areas'}`,
      geography: told('geography'),
      vintage: told('vintage'),
    };
  } catch (error) {
    if (!(error instanceof PinpointError)) throw error;
    const found = error.details.found ?? error.message;
    return { ...nothing, holds: found.startsWith('0 ') ? 'empty' : found.toLowerCase() };
  } finally {
    source?.close();
  }
}

/** Why the first features of a layer are no areas; undefined where one is. */
async function findProblem(source: ShapeLayer): Promise<string | undefined> {
  for await (const features of source.batches([])) {
    if (features.some(({ geometry }) => isShape(geometry))) return undefined;
    const [first] = features;
    const problem = first && !isShape(first.geometry) ? first.geometry.problem : 'it has no geometry';
    return problem.replace(/^it (is an? |is |has |holds )?/, '').replace(/, not an area$/, 's');
  }
  return 'empty';
}

/** The layers that fit best, in the order of the file. */
function choose(facts: readonly LayerFacts[], { geography, vintage }: LayerQuestion): LayerFacts[] {
  const drawn = facts.filter(({ areas }) => areas > 0);
  if (geography !== undefined) {
    const ofKind = drawn.filter((each) => each.geography === geography);
    if (ofKind.length === 0) return narrow(drawn, (each) => each.geography === undefined);
    return vintage === undefined ? ofKind : narrow(ofKind, (each) => each.vintage === vintage);
  }
  const known = narrow(drawn, (each) => each.geography !== undefined);
  const most = Math.max(...known.map(({ areas }) => areas));
  return known.filter(({ areas }) => areas === most);
}

/** Those that satisfy; all where none does. */
function narrow(facts: LayerFacts[], satisfies: (each: LayerFacts) => boolean): LayerFacts[] {
  const narrowed = facts.filter(satisfies);
  return narrowed.length === 0 ? facts : narrowed;
}

function describe(facts: readonly LayerFacts[]): string {
  const shown = facts.slice(0, 12).map(({ name, holds }) => `“${name}” (${holds})`);
  return facts.length > 12 ? `${shown.join(', ')} and ${facts.length - 12} more` : shown.join(', ');
}

function refuseWithoutAreas(facts: readonly LayerFacts[], file: string): PinpointError {
  return refusal(`None of the ${facts.length} layers of “${file}” holds areas.`, {
    file,
    found: describe(facts),
    expected: 'a layer of polygons',
    hint: 'Choose the file with the boundaries themselves.',
  });
}

/** The refusal of a file of which several layers could be meant. */
export function refuseRivals({ file, rivals }: ChosenLayer, { geography }: BoundariesMapping): PinpointError {
  const kinds = new Set(rivals.map((rival) => rival.geography));
  if (!kinds.has(undefined) && !kinds.has(geography)) return refuseOtherKinds(file, rivals, geography);
  return refusal(`“${file}” holds ${rivals.length} layers that could be meant, and which one is not said.`, {
    file,
    found: describe(rivals),
    expected: `the one layer with the areas of the kind ${geography}`,
    hint: 'Say which with --layer, or choose it beside “Layer” in the dialog.',
  });
}

/** The refusal of a file of whose layers none holds the kind of areas that was asked for. */
function refuseOtherKinds(file: string, layers: readonly LayerFacts[], geography: string): PinpointError {
  const described = layers.map((each) => ({ ...each, holds: `${each.holds} of the kind ${each.geography}` }));
  return refusal(
    `None of the ${layers.length} layers with areas in “${file}” holds areas of the kind ${geography}.`,
    {
      file,
      found: describe(described),
      expected: `a layer with areas of the kind ${geography}`,
      hint: `Choose a file with the ${geography} boundaries; or import one of these as what it is, such as --geography ${layers[0]!.geography} --layer "${layers[0]!.name}".`,
    },
  );
}
