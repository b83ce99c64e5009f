import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Header,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
  Popover,
} from 'react-aria-components';

export interface MenuItem {
  id: string;
  name: string;
  detail?: string | undefined;
  icon?: ReactNode;
  isDisabled?: boolean | undefined;
  /** A tick before the words. */
  isChosen?: boolean;
  onAction: () => void;
}

export interface MenuSection {
  id: string;
  /** Words above the section; none where they would say nothing. */
  title?: string;
  items: readonly MenuItem[];
}

function Item({ item }: { item: MenuItem }) {
  return (
    <AriaMenuItem
      id={item.id}
      textValue={item.name}
      className="list-item"
      isDisabled={item.isDisabled ?? false}
      onAction={() => item.onAction()}
    >
      {item.icon}
      <span className="list-item-text">{item.name}</span>
      {item.detail === undefined ? null : <span className="list-item-detail">{item.detail}</span>}
      {item.isChosen === true ? <Check size={14} aria-label="chosen" /> : null}
    </AriaMenuItem>
  );
}

/** A menu behind a button: `trigger` is the button. Empty sections are left out. */
export function Menu({
  label,
  trigger,
  sections,
}: {
  label: string;
  trigger: ReactNode;
  sections: readonly MenuSection[];
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover" offset={4}>
        <AriaMenu className="list" aria-label={label}>
          {sections
            .filter((section) => section.items.length > 0)
            .map((section) => (
              <AriaMenuSection key={section.id} aria-label={section.title ?? label}>
                {section.title === undefined ? null : (
                  <Header className="list-header">{section.title}</Header>
                )}
                {section.items.map((item) => (
                  <Item key={item.id} item={item} />
                ))}
              </AriaMenuSection>
            ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
