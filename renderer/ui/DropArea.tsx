import { FileUp } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { DropZone, Text } from 'react-aria-components';
import { Button } from './Button.tsx';

export interface DropAreaProps {
  /** Words on the button. */
  action: string;
  /** What may be chosen, in a line. */
  children: ReactNode;
  /** False where this host cannot take dropped files: then only the button is there. */
  canDrop: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
  onPick: () => void;
  onDropFiles: (files: File[]) => void;
}

interface Dropped {
  kind: string;
  getFile?: () => Promise<File>;
}

async function filesOf(items: readonly Dropped[]): Promise<File[]> {
  return Promise.all(items.flatMap((item) => (item.kind === 'file' ? (item.getFile?.() ?? []) : [])));
}

/** A place to drop files on, with a button that does the same by the file dialog. */
export function DropArea({ action, children, canDrop, onPick, onDropFiles, ...rest }: DropAreaProps) {
  const [error, setError] = useState<string | null>(null);
  return (
    <DropZone
      className="drop-area"
      isDisabled={!canDrop || rest.isDisabled === true}
      getDropOperation={() => 'copy'}
      onDrop={({ items }) => {
        filesOf(items).then(
          (files) => {
            setError(files.length === 0 ? 'That was not a file.' : null);
            if (files.length > 0) onDropFiles(files);
          },
          () => setError('The file could not be read. Choose it with the button.'),
        );
      }}
    >
      <FileUp size={28} strokeWidth={1.5} aria-hidden />
      <Text slot="label" className="drop-words">
        {canDrop ? 'Drop files here, or' : 'Choose the files to read.'}
      </Text>
      <Button
        look="primary"
        onPress={onPick}
        isDisabled={rest.isDisabled === true}
        // The one thing to do in a dialog that just opened.
        autoFocus={rest.autoFocus ?? false}
      >
        {action}
      </Button>
      <p className="field-help">{children}</p>
      {error === null ? null : <p className="field-error">{error}</p>}
    </DropZone>
  );
}
