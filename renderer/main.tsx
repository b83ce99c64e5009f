import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/forms.css';
import { App } from './App.tsx';
import { connectHost } from './host/index.ts';
import { followBackend, setConnectionLost, setHost, setTheme, useView } from './state/index.ts';

const root = document.getElementById('root');
if (root !== null) {
  setHost(await connectHost(setConnectionLost));
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  setTheme(useView.getState().theme);
  await followBackend();
}
