/** However the closing goes, the process has ended by then. */
const longestMs = 4500;

/**
 * Ends the process in good order when it is asked to (SIGINT, SIGTERM) and when the command that started it is gone, however
 * that ended: `close` is called once and answers false where a thread is inside of native code that nothing but the end of the
 * process ends. Whatever happens the process is gone within five seconds; a workspace that could not be closed by then is as
 * its last change left it.
 */
export function endServerWhenAsked(close: () => Promise<boolean>): void {
  let isEnding = false;
  const end = async (): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(killOurselves, longestMs);
    const isQuiet = await close().catch(() => false);
    if (!isQuiet) killOurselves();
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  process.on('disconnect', () => void end());
  // Started with a channel, which has closed before anybody listened.
  if (Object.hasOwn(process, 'connected') && !process.connected) void end();
}

/** Leaving in the ordinary way waits for every thread. */
function killOurselves(): void {
  process.kill(process.pid, 'SIGKILL');
}
