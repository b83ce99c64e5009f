import type { ErrorReport, FileRef } from '#contract';
import { attempt, getHost } from '../../state/index.ts';
import { Choices, DropArea, ErrorCallout } from '../../ui/index.ts';
import { acceptedEndings, acceptedWords, listFamilyChoices, type FamilyChoice } from './family-choices.ts';

export interface ChooseFilesProps {
  family: FamilyChoice;
  onFamily: (family: FamilyChoice) => void;
  onFiles: (files: FileRef[]) => void;
  /** Files chosen before, while they are read or after they were refused. */
  files: readonly FileRef[];
  isReading: boolean;
  error: ErrorReport | null;
}

/** The first step: what is imported, and from which files. */
export function ChooseFiles({ family, onFamily, onFiles, files, isReading, error }: ChooseFilesProps) {
  const { shell } = getHost();
  const take = async (choose: () => Promise<FileRef[]>): Promise<void> => {
    const chosen = await attempt(choose);
    if (chosen !== undefined && chosen.length > 0) onFiles(chosen);
  };
  return (
    <div className="stack">
      {error === null ? null : <ErrorCallout error={error} />}
      <DropArea
        action={error === null ? 'Choose files…' : 'Choose other files…'}
        canDrop={shell.capabilities.dropFiles}
        isDisabled={isReading}
        autoFocus
        onPick={() => void take(() => shell.pickFiles(acceptedEndings(family), true))}
        onDropFiles={(dropped) => void take(() => shell.takeFiles(dropped))}
      >
        {isReading ? `Reading ${files.map(({ name }) => name).join(', ')}…` : acceptedWords(family)}
      </DropArea>
      <Choices
        label="What the files hold"
        arrangement="grid"
        choices={listFamilyChoices()}
        value={family}
        onChange={onFamily}
      />
    </div>
  );
}
