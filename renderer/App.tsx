import { useSession } from './state/index.ts';

/** The workbench: one window. */
export function App() {
  const phase = useSession((state) => state.phase);
  return <main>{phase}</main>;
}
