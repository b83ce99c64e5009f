// Run in a copy of the sources: prints as JSON what menus, dialogs and checks offer of the formats.
import {
  exportFormat,
  exportFormatIds,
  findFormat,
  listFormats,
  menuCommands,
  tableRequest,
} from '#contract';
import { makeMenu } from '../../electron/menu.ts';
import { makeSaveFilters } from '../../electron/file-filters.ts';

const [id = '', name = ''] = process.argv.slice(2);
const labels = JSON.stringify(
  makeMenu(
    { send: () => undefined, openRecent: () => undefined, showLicences: () => undefined },
    { recent: [], packaged: true, mac: false },
  ),
);
const content = { kind: 'performance', request: {} };
process.stdout.write(
  JSON.stringify({
    ids: exportFormatIds,
    isValid: exportFormat.safeParse(id).success,
    isTaken: tableRequest.safeParse({ content, format: id, fileName: 'a' }).success,
    found: findFormat(name),
    ofTargets: listFormats('targets'),
    ofPerformance: listFormats('performance'),
    ofReach: listFormats('reach'),
    commands: menuCommands,
    labels,
    filters: makeSaveFilters(name),
  }),
);
