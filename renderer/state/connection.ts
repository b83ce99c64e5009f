import { useState } from 'react';
import { create } from 'zustand';
import { PinpointError, type Client } from '#contract';
import type { ConnectedHost } from '../host/index.ts';

let connected: ConnectedHost | undefined;

export const useConnection = create<{ isLost: boolean }>(() => ({ isLost: false }));

/** Says that the connection to the backend is lost, or back. */
export function setConnectionLost(isLost: boolean): void {
  useConnection.setState({ isLost });
}

/** Says which host this page runs in; called once, before anything is drawn. */
export function setHost(host: ConnectedHost): void {
  connected = host;
}

/** The host this page runs in. Throws before `setHost`. */
export function getHost(): ConnectedHost {
  if (connected === undefined) throw new PinpointError('internal', 'The page is not connected to its host.');
  return connected;
}

/**
 * The calls of the backend for a draft in a dialog: what it changes is founded on what the person saw when they began, and
 * refused where others have changed that meanwhile. `begun`: those of a draft that goes on.
 */
export function useDraftClient(begun?: Client): Client {
  const [client] = useState(() => begun ?? getClient().holdFast());
  return client;
}

/** The calls of the backend. */
export function getClient(): Client {
  return getHost().client;
}
