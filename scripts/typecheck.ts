// One tsconfig per environment: each folder is checked with the types its environment really has.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const folders = [
  'contract',
  'core',
  'data',
  'backend',
  'electron',
  'electron/preload',
  'server',
  'cli',
  'renderer',
  'scripts',
  'test',
  'test/renderer',
];
let failed = 0;
for (const folder of folders) {
  const project = `${folder}/tsconfig.json`;
  if (!existsSync(project)) continue;
  const run = spawnSync('node', ['node_modules/typescript/bin/tsc', '-p', project], { stdio: 'inherit' });
  if (run.status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
