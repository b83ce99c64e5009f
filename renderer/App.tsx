import { useEffect } from 'react';
import { JobStrip } from './features/jobs/index.ts';
import { PolicySign, useGuardedCopy } from './features/leaving/index.ts';
import { Search } from './features/search/index.ts';
import { Banners, Notices, StatusBar } from './features/status/index.ts';
import { Toolbar } from './features/toolbar/index.ts';
import { redo, undo, useSession } from './state/index.ts';
import { Boundary } from './workbench/Boundary.tsx';
import { Dialogs } from './workbench/Dialogs.tsx';
import { FoldButtons } from './workbench/FoldButtons.tsx';
import { useCommands } from './workbench/useCommands.ts';
import { isTyping } from './workbench/typing.ts';
import { useMenuCommands } from './workbench/useMenuCommands.ts';
import { usePanels } from './workbench/usePanels.ts';
import { Failure, Welcome } from './workbench/Welcome.tsx';
import { WindowDrop } from './workbench/WindowDrop.tsx';
import { Workbench } from './workbench/Workbench.tsx';
import './workbench/workbench.css';
import './workbench/reflow.css';
import './ui/forced-colours.css';

function useHistoryKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      void (key === 'y' || event.shiftKey ? redo() : undo());
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** The workbench: one window. */
export function App() {
  const { phase, error, info } = useSession();
  const commands = useCommands();
  const [panels, changePanels] = usePanels();
  useHistoryKeys();
  useGuardedCopy();
  useMenuCommands(commands);
  useEffect(() => {
    document.title = info === null ? 'Pinpoint' : `${info.file.name} – Pinpoint`;
  }, [info]);
  return (
    <div className="app">
      <Toolbar commands={commands} search={<Search commands={commands} />} />
      <Banners commands={commands} />
      <main className="app-main">
        <h1 className="visually-hidden">Pinpoint</h1>
        {phase === 'ready' ? (
          <Boundary part="The workbench">
            <Workbench commands={commands} panels={panels} onPanels={changePanels} />
          </Boundary>
        ) : null}
        {phase === 'empty' ? <Welcome commands={commands} /> : null}
        {phase === 'failed' && error !== null ? <Failure error={error} commands={commands} /> : null}
      </main>
      <StatusBar
        policy={<PolicySign onChoose={commands.choosePolicy} />}
        jobs={<JobStrip />}
        panels={<FoldButtons panels={panels} onChange={changePanels} />}
      />
      <Boundary part="The dialog">
        <Dialogs />
      </Boundary>
      <Notices />
      <WindowDrop />
    </div>
  );
}
