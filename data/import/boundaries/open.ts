import type { ImportFile } from '#data/formats/archive';
import { findShapes, type FoundShapes } from '#data/formats/shapes';
import { makeScratch } from '#data/files';
import { type ChosenLayer, chooseLayer, type LayerQuestion } from './layers.ts';

/**
 * Opens the layer of polygons that the files hold, whatever their format (see `findShapes`). Of several files in an archive, and of
 * several layers in a file, `chooseLayer` chooses. Throws `input_refused` where there is nothing to read, or no such layer, and what
 * `keepGoing` throws where a person cancelled.
 */
export async function openChosenLayer(
  files: readonly ImportFile[],
  question: LayerQuestion,
  keepGoing: () => void = () => undefined,
): Promise<ChosenLayer> {
  const found = await findShapes(files, { keepGoing, makePlace: makeScratch });
  if (found.length === 1) return openFile(found[0]!, question);
  const names = found.map(({ name }) => name);
  const label = files.map(({ name }) => name).join(', ');
  return chooseLayer(names, question, label, (chosen) =>
    openFile(
      found.find(({ name }) => name === chosen)!,
      { ...question, layer: null },
    ),
  );
}

/** Opens a file and the layer that is meant; closing the layer closes the file. */
async function openFile(found: FoundShapes, question: LayerQuestion): Promise<ChosenLayer> {
  const file = await found.open();
  try {
    const layer = await chooseLayer(file.layers, question, file.file, (name) => file.open(name));
    return {
      ...layer,
      close() {
        layer.close();
        file.close();
      },
    };
  } catch (error) {
    file.close();
    throw error;
  }
}
