import { FileX, Lock, Unplug } from 'lucide-react';
import { useConnection, useSession, type Commands } from '../../state/index.ts';
import { Button } from '../../ui/index.ts';

function Lost() {
  return (
    <div className="banner banner-error" role="alert">
      <Unplug size={16} aria-hidden />
      <p>
        <strong>The connection to Pinpoint was lost.</strong> It was closed or has stopped. What is on the
        screen stays, but nothing more can be read or saved. Start Pinpoint again and open the address that it
        prints.
      </p>
    </div>
  );
}

function ReadOnly({ reason, commands }: { reason: string; commands: Commands }) {
  return (
    <div className="banner" role="status">
      <Lock size={16} aria-hidden />
      <p>
        <strong>Open for reading.</strong> {reason} Rules can be tried and lists exported; nothing is saved in
        it.
      </p>
      <Button onPress={commands.copyWorkspace}>Save a copy…</Button>
    </div>
  );
}

function FileLost({ sentence, commands }: { sentence: string; commands: Commands }) {
  const file = useSession((state) => state.info?.file);
  return (
    <div className="banner banner-error" role="alert">
      <FileX size={16} aria-hidden />
      <p>
        <strong>Nothing more is saved.</strong> {sentence}
      </p>
      <Button onPress={commands.copyWorkspace}>Save a copy…</Button>
      {file === undefined ? null : <Button onPress={() => commands.openKnown(file)}>Open again</Button>}
    </div>
  );
}

/** What holds for the whole window: the connection is lost, the workspace cannot be changed. */
export function Banners({ commands }: { commands: Commands }) {
  const isLost = useConnection((state) => state.isLost);
  const info = useSession((state) => state.info);
  return (
    <>
      {isLost ? <Lost /> : null}
      {info?.lost != null ? <FileLost sentence={info.lost} commands={commands} /> : null}
      {info?.readOnly === true && info.lost === null ? (
        <ReadOnly reason={info.readOnlyReason ?? 'The workspace is read-only.'} commands={commands} />
      ) : null}
    </>
  );
}
