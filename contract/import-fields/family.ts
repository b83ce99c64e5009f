import { z } from 'zod';
import type { FieldSet, ShapeOf } from './field.ts';
import { shapeOf } from './field.ts';
import type { ImportFileKind } from './file-kinds.ts';

/** A part of a form: fields under one heading; an empty title draws none. */
export interface FormSection {
  id: string;
  title: string;
  help?: string;
}

/** `areas`: facts of areas; `provision`: what is delivered and how to get there, which is tried before it is imported. */
export type FamilySubject = 'areas' | 'provision';

/** What an import family says of itself. */
export interface FamilyWords<Id extends string, Fields extends FieldSet, About extends FamilySubject> {
  id: Id;
  /** As menus and the dialog call it: "Lookup". */
  title: string;
  /** As a word inside a sentence: "a lookup". */
  phrase: string;
  /** What it brings, in one line for menus, dialog and `--help`. */
  detail: string;
  files: ImportFileKind;
  /** Families that come before it where several are imported, because it is told of their areas, sites or postcodes. */
  needs: readonly string[];
  about: About;
  /** Sections of the form, in its order. Fields of no section stand in the first one. */
  sections: readonly FormSection[];
  fields: Fields;
}

/** A mapping of a family as a schema. */
export type MappingSchema<Id extends string, Fields extends FieldSet> = z.ZodObject<
  { family: z.ZodLiteral<Id> } & ShapeOf<Fields>
>;

/** An import family: all that command line, dialog, menus and checks know of it. */
export interface FamilyDescription<
  Id extends string = string,
  Fields extends FieldSet = FieldSet,
  About extends FamilySubject = FamilySubject,
> extends FamilyWords<Id, Fields, About> {
  mapping: MappingSchema<Id, Fields>;
}

/** A family from what it says of itself: its mapping holds the family's id and then the fields in their order. */
export function describeFamily<Id extends string, Fields extends FieldSet, About extends FamilySubject>(
  words: FamilyWords<Id, Fields, About>,
): FamilyDescription<Id, Fields, About> {
  const shape = { family: z.literal(words.id), ...shapeOf(words.fields) };
  return { ...words, mapping: z.object(shape) };
}
