import { Component, type ReactNode } from 'react';
import { Button, EmptyState } from '../ui/index.ts';

interface State {
  message: string | null;
}

/** A mistake of the program in one part of the window is told there; the other parts go on. */
export class Boundary extends Component<{ part: string; children: ReactNode }, State> {
  override state: State = { message: null };

  static getDerivedStateFromError(error: unknown): State {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div className="broken" role="alert">
        <EmptyState
          title={`${this.props.part} cannot be shown`}
          actions={
            <>
              <Button look="primary" onPress={() => this.setState({ message: null })}>
                Try again
              </Button>
              <Button onPress={() => location.reload()}>Reload the page</Button>
            </>
          }
        >
          Pinpoint made a mistake here: {message} Your workspace has not been changed.
        </EmptyState>
      </div>
    );
  }
}
