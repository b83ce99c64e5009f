import { sayError, type ErrorReport } from '#contract';
import { refreshSession, type Commands } from '../state/index.ts';
import { Button, EmptyState } from '../ui/index.ts';

/** No workspace is open: what to begin with. */
export function Welcome({ commands }: { commands: Commands }) {
  return (
    <div className="welcome">
      <EmptyState
        title="Decide which small areas get help"
        actions={
          <>
            <Button look="primary" onPress={commands.openDemo}>
              Open the demonstration
            </Button>
            <Button onPress={commands.openWorkspace}>Open a workspace…</Button>
            <Button onPress={commands.newWorkspace}>New workspace…</Button>
          </>
        }
      >
        No workspace is open. A workspace is one file that holds boundaries, numbers and rules. The
        demonstration shows a city region with synthetic values.
      </EmptyState>
    </div>
  );
}

/** The backend cannot be reached, or the workspace cannot be read. */
export function Failure({ error, commands }: { error: ErrorReport; commands: Commands }) {
  return (
    <div className="welcome" role="alert">
      <EmptyState
        title="Pinpoint cannot show the workspace"
        actions={
          <>
            <Button look="primary" onPress={() => void refreshSession()}>
              Try again
            </Button>
            <Button onPress={commands.openWorkspace}>Open another workspace…</Button>
          </>
        }
      >
        {sayError(error)}
      </EmptyState>
    </div>
  );
}
