import {
  ChevronDown,
  Download,
  FilePlus,
  FlaskConical,
  FolderOpen,
  GitCompare,
  History,
  Import,
  Library,
  Link,
  Percent,
  Moon,
  Presentation,
  Redo2,
  Shield,
  ShieldCheck,
  Copy,
  Sun,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import {
  getFormat,
  getTheme,
  importFamilyList,
  listFormats,
  themes,
  type Theme,
  type WorkspaceInfo,
} from '#contract';
import {
  knownWorkspaces,
  redo,
  setTheme,
  undo,
  useSession,
  useView,
  type Commands,
} from '../../state/index.ts';
import { Button, IconButton, Menu, Segments, type MenuSection, type Segment } from '../../ui/index.ts';
import './toolbar.css';

const themeSigns: Record<Theme, LucideIcon> = { light: Sun, dark: Moon, projector: Presentation };
const themeSegments: Segment<Theme>[] = themes.map((id) => {
  const Sign = themeSigns[id];
  return { id, name: getTheme(id).name, icon: <Sign size={14} /> };
});

function useWorkspaceSections(commands: Commands): MenuSection[] {
  const phase = useSession((state) => state.phase);
  const isOpen = useSession((state) => state.info !== null);
  // Nothing is asked before the workspace itself is there.
  const known = knownWorkspaces.use(phase === 'starting' ? null : {}).value ?? [];
  const recent = known.filter((workspace) => !workspace.current).slice(0, 8);
  return [
    {
      id: 'begin',
      items: [
        { id: 'new', name: 'New workspace…', icon: <FilePlus size={16} />, onAction: commands.newWorkspace },
        {
          id: 'open',
          name: 'Open workspace…',
          icon: <FolderOpen size={16} />,
          onAction: commands.openWorkspace,
        },
        {
          id: 'demo',
          name: 'Open the demonstration',
          icon: <FlaskConical size={16} />,
          onAction: commands.openDemo,
        },
      ],
    },
    {
      id: 'recent',
      title: 'Recent',
      items: recent.map(({ file, place }) => ({
        id: `recent:${file.id}`,
        name: file.name,
        detail: place,
        onAction: () => commands.openKnown(file),
      })),
    },
    {
      id: 'care',
      title: 'This workspace',
      items: [
        {
          id: 'releases',
          name: 'Imports and their reports…',
          icon: <Library size={16} />,
          isDisabled: !isOpen,
          onAction: commands.showReleases,
        },
        {
          id: 'check',
          name: 'Check the file',
          icon: <ShieldCheck size={16} />,
          isDisabled: !isOpen,
          onAction: commands.checkWorkspace,
        },
        {
          id: 'copy',
          name: 'Save a copy…',
          icon: <Copy size={16} />,
          isDisabled: !isOpen,
          onAction: commands.copyWorkspace,
        },
      ],
    },
  ];
}

function WorkspaceMenu({ commands }: { commands: Commands }) {
  const info = useSession((state) => state.info);
  const sections = useWorkspaceSections(commands);
  return (
    <Menu
      label="Workspace"
      sections={sections}
      trigger={
        <Button look="plain">
          <span className="toolbar-workspace">{info?.file.name ?? 'No workspace'}</span>
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
    />
  );
}

const readOnly = 'This workspace is open read-only: it cannot be changed. Save a copy and open that.';

const whoseWords = (step: WorkspaceInfo['undoStep'] | undefined): string =>
  step?.whose === 'other' ? ', of another window' : '';

function Steps() {
  const info = useSession((state) => state.info);
  const { undo: undoes = null, redo: redoes = null } = info ?? {};
  const why = info?.readOnly === true ? readOnly : undefined;
  return (
    <div className="toolbar-group">
      <IconButton
        label="Undo"
        hint={`Undo: ${undoes ?? ''}${whoseWords(info?.undoStep)} (Ctrl+Z)`}
        unavailable={why ?? (undoes === null ? 'Nothing to undo' : undefined)}
        icon={<Undo2 size={16} />}
        onPress={() => void undo()}
      />
      <IconButton
        label="Redo"
        hint={`Redo: ${redoes ?? ''}${whoseWords(info?.redoStep)} (Ctrl+Shift+Z)`}
        unavailable={why ?? (redoes === null ? 'Nothing to redo' : undefined)}
        icon={<Redo2 size={16} />}
        onPress={() => void redo()}
      />
    </div>
  );
}

function importItems(commands: Commands): MenuSection[] {
  const items = importFamilyList.map(({ id, title, detail }) => ({
    id,
    name: `${title}…`,
    detail,
    onAction: () => commands.importData(id),
  }));
  const made = [
    {
      id: 'link',
      name: 'Link areas by their outlines…',
      icon: <Link size={16} />,
      onAction: commands.linkAreas,
    },
    { id: 'rate', name: 'Define a rate…', icon: <Percent size={16} />, onAction: commands.defineRate },
  ];
  const any = {
    id: 'any',
    name: 'Any files…',
    detail: 'Pinpoint finds out what they hold',
    onAction: () => commands.importData(null),
  };
  return [
    { id: 'families', title: 'From files', items: [any, ...items] },
    { id: 'made', title: 'From data already here', items: made },
  ];
}

function exportItems(commands: Commands): MenuSection[] {
  const items = listFormats('targets').map((format) => {
    const { name, detail } = getFormat(format);
    return { id: format, name: `${name}…`, detail, onAction: () => commands.exportList(format) };
  });
  const compare = {
    id: 'compare',
    name: 'Compare with another rule…',
    icon: <GitCompare size={16} />,
    onAction: commands.compareRules,
  };
  const policy = {
    id: 'policy',
    name: 'Disclosure policy…',
    icon: <Shield size={16} />,
    onAction: commands.choosePolicy,
  };
  const log = {
    id: 'log',
    name: 'What has left…',
    icon: <History size={16} />,
    onAction: commands.showLog,
  };
  return [
    { id: 'formats', title: 'Target list as', items },
    { id: 'compare', title: 'Before exporting', items: [compare, policy] },
    { id: 'log', title: 'Afterwards', items: [log] },
  ];
}

function ImportMenu({ commands }: { commands: Commands }) {
  const info = useSession((state) => state.info);
  const words = (
    <>
      <Import size={16} aria-hidden /> Import… <ChevronDown size={14} aria-hidden />
    </>
  );
  const why = info === null ? 'No workspace is open.' : info.readOnly ? readOnly : undefined;
  if (why !== undefined) return <Button unavailable={why}>{words}</Button>;
  return <Menu label="Import" sections={importItems(commands)} trigger={<Button>{words}</Button>} />;
}

/** The bar at the top: workspace, history, search, theme, import and export. `search` is the search box. */
export function Toolbar({ commands, search }: { commands: Commands; search: ReactNode }) {
  const theme = useView((state) => state.theme);
  const info = useSession((state) => state.info);
  return (
    <header className="toolbar">
      <div className="toolbar-side">
        <WorkspaceMenu commands={commands} />
        <Steps />
      </div>
      <div className="toolbar-search">{search}</div>
      <div className="toolbar-side toolbar-end">
        <Segments label="Theme" segments={themeSegments} value={theme} onChange={setTheme} />
        <ImportMenu commands={commands} />
        <Menu
          label="Export"
          sections={exportItems(commands)}
          trigger={
            <Button look="primary" isDisabled={info === null}>
              <Download size={16} aria-hidden /> Export <ChevronDown size={14} aria-hidden />
            </Button>
          }
        />
      </div>
    </header>
  );
}
