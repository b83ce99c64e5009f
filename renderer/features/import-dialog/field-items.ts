import {
  isAsked,
  type FamilyDescription,
  type FieldSet,
  type FieldValues,
  type FormSection,
  type ImportField,
} from '#contract';

/** A field of a form, with what stands in the draft around it. */
export interface FieldItem {
  /** Its key, inside a group after the group's: `position.lonColumn`. */
  path: string;
  key: string;
  field: ImportField;
  /** The draft, or the group's part of it. */
  around: FieldValues;
  /** Changes fields beside it, and itself. */
  change: (patch: FieldValues) => void;
  /** Path of the group whose first field this is: what is wrong with the group is said here. */
  leads: string | null;
  section: string;
}

/** A section of a form with the fields that are asked for now. */
export interface SectionItems extends FormSection {
  items: FieldItem[];
}

interface Group {
  path: string;
  section: string;
  leads: string | null;
  around: FieldValues;
  change: (patch: FieldValues) => void;
}

function listItems(fields: FieldSet, group: Group): FieldItem[] {
  const { around, change } = group;
  return Object.entries(fields).flatMap(([key, field], at): FieldItem[] => {
    const path = `${group.path}${key}`;
    const section = field.section ?? group.section;
    const value = around[key];
    const item = { path, key, field, around, change, section, leads: at === 0 ? group.leads : null };
    if (!isAsked(field, around) || field.role === 'filters' || field.askedBy !== undefined) return [];
    if (field.fields === undefined) return [item];
    const inner = (value ?? null) as FieldValues | null;
    return [
      ...(field.asks === undefined ? [] : [item]),
      ...(inner === null
        ? []
        : listItems(field.fields, {
            path: `${path}.`,
            section,
            leads: path,
            around: inner,
            change: (patch) => change({ [key]: { ...inner, ...patch } }),
          })),
    ];
  });
}

/** The sections of a family's form with the fields that are asked for beside what the draft says; those without any are left out. */
export function listSections(
  { fields, sections }: Pick<FamilyDescription, 'fields' | 'sections'>,
  draft: FieldValues,
  change: (patch: FieldValues) => void,
): SectionItems[] {
  const [first] = sections;
  const items = listItems(fields, { path: '', section: first?.id ?? '', leads: null, around: draft, change });
  const known = new Set(sections.map(({ id }) => id));
  return sections
    .map((section) => ({
      ...section,
      items: items.filter((item) =>
        section === first
          ? !known.has(item.section) || item.section === section.id
          : item.section === section.id,
      ),
    }))
    .filter((section) => section.items.length > 0);
}

/** Items in rows of the form: those that stand beside their neighbours share one. */
export function inRows(items: readonly FieldItem[]): FieldItem[][] {
  const rows: FieldItem[][] = [];
  for (const item of items) {
    const last = rows.at(-1);
    if (item.field.isHalf === true && last?.at(-1)?.field.isHalf === true) last.push(item);
    else rows.push([item]);
  }
  return rows;
}
