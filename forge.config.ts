import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion, type FuseV1Config } from '@electron/fuses';
import { buildContent } from './scripts/build-desktop.ts';
import { copyNativeParts } from './scripts/native-parts.ts';

/** Switches inside the Electron program itself: what an attacker with a command line must not find. */
export const fuses: FuseV1Config = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

const project = import.meta.dirname;
const packed = ['/package.json', '/LICENSE', '/.vite/build', '/dist/renderer'];

/** Only the bundles and the page go into the program. Paths begin with a slash; an empty one is the project itself. */
export function isLeftOut(path: string): boolean {
  const lies = (part: string): boolean => path === part || path.startsWith(`${part}/`);
  return !packed.some((part) => lies(part) || part.startsWith(`${path}/`));
}

const config: ForgeConfig = {
  packagerConfig: {
    name: 'Pinpoint',
    executableName: 'pinpoint',
    appBundleId: 'org.pinpoint.desktop',
    appCategoryType: 'public.app-category.productivity',
    // A binary has to be a file of its own to be loaded.
    asar: { unpack: '**/*.node' },
    extraResource: ['dist/licences.txt'],
    ignore: isLeftOut,
    // Nothing of node_modules is taken, so there is nothing to prune.
    prune: false,
  },
  // better-sqlite3 brings its binary, which fits every Electron: nothing is compiled.
  rebuildConfig: { onlyModules: [] },
  hooks: {
    generateAssets: () => buildContent(project),
    packageAfterCopy: (...[, target, , platform, arch]) => {
      copyNativeParts(project, target, platform, arch);
      return Promise.resolve();
    },
  },
  makers: [
    new MakerSquirrel({ name: 'pinpoint', setupExe: 'PinpointSetup.exe', authors: 'Pinpoint' }),
    new MakerZIP({}),
    new MakerDeb({
      options: {
        name: 'pinpoint',
        productName: 'Pinpoint',
        bin: 'pinpoint',
        genericName: 'Targeting of small areas',
        maintainer: 'Pinpoint',
        section: 'science',
        categories: ['Science', 'Office'],
        mimeType: ['application/geopackage+sqlite3'],
      },
    }),
  ],
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'electron/main.ts', config: 'vite.main.config.ts', target: 'main' },
        { entry: 'electron/preload/preload.ts', config: 'vite.preload.config.ts', target: 'preload' },
        { entry: 'electron/backend.ts', config: 'vite.backend.config.ts', target: 'main' },
      ],
      // The page is built once for all hosts, see buildContent.
      renderer: [],
    }),
    new FusesPlugin(fuses),
  ],
};

export default config;
