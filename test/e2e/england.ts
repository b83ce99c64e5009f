import { dirname } from 'node:path';
import { createBackend } from '#backend';
import { endOfJob } from '../contract/cases.ts';
import { realData } from '../real-data.ts';

const ranks = 'observations/File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz';
const columns = {
  imd_rank: 'Index of Multiple Deprivation (IMD) Rank',
  imd_decile: 'Index of Multiple Deprivation (IMD) Decile',
};

/** Makes a workspace of the 32,844 LSOAs of England with two indicators of the Indices of Deprivation, through the backend. */
export async function makeEngland(path: string): Promise<void> {
  const backend = createBackend({ holder: 'a test', home: dirname(path) });
  await backend.create(path);
  const run = async (
    family: 'boundaries' | 'observations',
    file: string,
    hint: Record<string, string>,
  ): Promise<void> => {
    const files = [backend.files.register(realData(file))];
    const { mapping } = await backend.client.call('import.inspect', { family, files, hint });
    const { job } = await backend.client.call('import.start', { files, mapping });
    const ended = await endOfJob(backend.client, job);
    if (ended.state !== 'done') throw new Error(ended.error?.message ?? ended.state);
  };
  await run('boundaries', 'bench/england_lsoa_2011_bng.zip', { geography: 'lsoa', vintage: '2011' });
  for (const [indicator, valueColumn] of Object.entries(columns)) {
    const hint = {
      geography: 'lsoa',
      vintage: '2011',
      period: '2019',
      kind: 'score',
      indicator,
      valueColumn,
    };
    // One import at a time: the workspace is written by one.
    await run('observations', ranks, hint);
  }
  await backend.close();
}
