import {
  coordinateSystems,
  getFormat,
  getPolicy,
  listCoordinateSystems,
  listFormats,
  nameInFormat,
  nameRunFile,
  type ExportDocumentKind,
} from '#contract';
import { useSession } from '../../state/index.ts';
import { Checkbox, Choices, PolicyFields, TextField } from '../../ui/index.ts';
import { findNameProblem, nameOfFile, type FileChoices } from './request.ts';

export interface FileFieldsProps {
  choices: FileChoices;
  put: (patch: Partial<FileChoices>) => void;
}

/** What a file is called, and what it says of itself, where nobody chooses. */
export interface UsualNames {
  title: string;
  fileName: string;
}

/** The format, and what its places are in where it lets one choose. */
export function FormatFields({ choices, put, kind }: FileFieldsProps & { kind: ExportDocumentKind }) {
  const systems = listCoordinateSystems(choices.format);
  return (
    <>
      <Choices
        label="Format"
        arrangement="grid"
        choices={listFormats(kind).map((id) => {
          const { name, detail } = getFormat(id);
          return { id, name, detail };
        })}
        value={choices.format}
        onChange={(format) => put({ format })}
      />
      {systems.length < 2 ? null : (
        <Choices
          label="Coordinates"
          arrangement="grid"
          choices={systems.map((id) => {
            const { name, detail } = coordinateSystems[id];
            return { id, name, detail };
          })}
          value={choices.system}
          onChange={(system) => put({ system })}
        />
      )}
    </>
  );
}

/** The workspace's policy, as the choice of no other. */
function useWorkspacePolicy() {
  const policy = useSession((state) => state.info?.policy.id ?? 'none');
  return { name: `As the workspace: ${getPolicy(policy).name}`, detail: '', policy };
}

/** The policy it leaves under, what it says of itself, what it is called, and whether it can be made again. */
export function FileFields({ choices, put, usual }: FileFieldsProps & { usual: UsualNames }) {
  const usualPolicy = useWorkspacePolicy();
  const fileName = nameOfFile(choices, usual.fileName);
  return (
    <>
      <PolicyFields
        draft={choices.policy}
        onChange={(policy) => put({ policy })}
        usual={usualPolicy}
        look="select"
      />
      <TextField
        label="Title"
        value={choices.title}
        onChange={(title) => put({ title })}
        placeholder={usual.title}
      />
      <TextField
        label="Author"
        value={choices.author}
        onChange={(author) => put({ author })}
        placeholder="nobody is named"
      />
      <TextField
        label="File name"
        value={choices.fileName}
        onChange={(name) => put({ fileName: name })}
        placeholder={usual.fileName}
        help={`Written as ${nameInFormat(fileName, choices.format)}.`}
        error={findNameProblem(fileName)}
      />
      <div className="field">
        <Checkbox isSelected={choices.savesRun} onChange={(savesRun) => put({ savesRun })}>
          Save a run file beside it
        </Checkbox>
        <p className="field-help">
          {nameRunFile(fileName)}: the same file again later with <code>pinpoint run</code>, and what has
          changed since.
        </p>
      </div>
    </>
  );
}
