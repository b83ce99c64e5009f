import { Command, MapPin, Search as SearchIcon, Sigma } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import {
  ComboBox,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
} from 'react-aria-components';
import {
  askOf,
  findIndicator,
  readRemembered,
  remember,
  selectArea,
  showBounds,
  showIndicator,
  useSession,
  type Commands,
} from '../../state/index.ts';
import { geographyWords } from '../../ui/index.ts';
import { listCommands, useAreaMatches, useDistrictsCommand, type AreaMatch } from './useMatches.ts';
import './search.css';

interface Match {
  id: string;
  name: string;
  detail: string;
  icon: ReactNode;
  run: () => void;
}

function goToArea(match: AreaMatch): void {
  askOf({ geography: match.geography });
  selectArea(match.code);
  showBounds(match.bounds);
}

const areaMatch = (match: AreaMatch): Match => ({
  id: `area:${match.geography}:${match.code}`,
  name: match.name === '' ? match.code : match.name,
  detail: `${match.name === '' ? '' : `${match.code} · `}${geographyWords(match.geography).name}`,
  icon: <MapPin size={14} aria-hidden />,
  run: () => goToArea(match),
});

/** True when every word typed is found somewhere. */
function fits(text: string, ...fields: string[]): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const where = fields.join(' ').toLowerCase();
  return words.every((word) => where.includes(word));
}

function useMatches(text: string, commands: Commands): { title: string; matches: Match[] }[] {
  const description = useSession((state) => state.description);
  const areas = useAreaMatches(text);
  const districts = useDistrictsCommand();
  return useMemo(() => {
    const indicators = (description?.indicators ?? [])
      .filter((indicator) => fits(text, indicator.name, indicator.id))
      .slice(0, 8)
      .map(({ id, name }) => ({
        id: `indicator:${id}`,
        name: findIndicator(description, id)?.name ?? name,
        detail: id,
        icon: <Sigma size={14} aria-hidden />,
        run: () => showIndicator(id, description),
      }));
    const actions = [...listCommands(commands), ...districts]
      .filter(({ name }) => fits(text, name))
      .slice(0, text === '' ? 20 : 6)
      .map(({ id, name, run }) => ({
        id: `command:${id}`,
        name,
        detail: '',
        icon: <Command size={14} aria-hidden />,
        run,
      }));
    return [
      { title: 'Areas', matches: areas.map(areaMatch) },
      { title: 'Show on the map', matches: indicators },
      { title: 'Commands', matches: actions },
    ].filter((group) => group.matches.length > 0);
  }, [text, description, areas, commands, districts]);
}

function MatchItem({ match }: { match: Match }) {
  return (
    <ListBoxItem id={match.id} textValue={match.name} className="list-item">
      {match.icon}
      <span className="list-item-text">{match.name}</span>
      <span className="list-item-detail">{match.detail}</span>
    </ListBoxItem>
  );
}

/** Ctrl+K puts the cursor into the search box from anywhere. */
function useShortcut(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [input]);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const memoryOf = (workspace: string): string => `search ${workspace}`;

/** What is looked for in one workspace says nothing in another; a reload of the page does not lose it. */
function useSearchText(workspace: string): [text: string, setText: (typed: string) => void] {
  const [typed, setTyped] = useState({ workspace: '', text: '' });
  const text =
    typed.workspace === workspace ? typed.text : readRemembered(memoryOf(workspace), '', isText, 'window');
  const setText = (next: string): void => {
    setTyped({ workspace, text: next });
    remember(memoryOf(workspace), next, 'window');
  };
  return [text, setText];
}

/** One box to find areas, indicators and commands. */
export function Search({ commands }: { commands: Commands }) {
  const workspace = useSession((state) => state.info?.file.id ?? '');
  const [text, setText] = useSearchText(workspace);
  const [visit, setVisit] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const groups = useMatches(text.trim(), commands);
  useShortcut(input);
  useEffect(() => {
    // The focus stays where it was, unless a dialog took it.
    if (visit > 0 && document.activeElement === document.body) input.current?.focus();
  }, [visit]);
  const choose = (id: string): void => {
    const match = groups.flatMap((group) => group.matches).find((item) => item.id === id);
    setText('');
    // A fresh box is a closed one; emptying the text alone would open the list of everything.
    setVisit((before) => before + 1);
    match?.run();
  };
  return (
    <ComboBox
      key={visit}
      className="search"
      aria-label="Search areas, indicators and commands"
      inputValue={text}
      onInputChange={setText}
      selectedKey={null}
      onSelectionChange={(key) => {
        if (key !== null) choose(String(key));
      }}
      allowsEmptyCollection
      defaultFilter={() => true}
      menuTrigger="input"
    >
      <SearchIcon size={14} className="search-icon" aria-hidden />
      <Input
        ref={input}
        className="input search-input"
        placeholder="Search areas, indicators, commands"
        // The box itself keeps the list of everything open while it is empty.
        onKeyDownCapture={(event) => {
          if (event.key === 'Escape' && text === '') setVisit((before) => before + 1);
        }}
      />
      <kbd className="search-key" aria-hidden>
        Ctrl K
      </kbd>
      <Popover className="popover search-popover" offset={4}>
        <ListBox className="list" renderEmptyState={() => <div className="list-empty">Nothing matches.</div>}>
          {groups.map((group) => (
            <ListBoxSection key={group.title} id={group.title}>
              <Header className="list-header">{group.title}</Header>
              {group.matches.map((match) => (
                <MatchItem key={match.id} match={match} />
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
