import {
  FIELDS,
  type FieldKind,
  type FieldOrigin,
  findField,
} from '../../../preload/contract/model/field.ts';
import type { Row } from '../../../preload/contract/model/panel.ts';
import type { Leaf } from './json-tree.ts';

/** One field of an event in the flat list. Null = not recorded. */
export type FieldLine = {
  readonly field: string;
  readonly title: string | null;
  readonly kind: FieldKind | 'path';
  readonly origin: FieldOrigin;
  readonly value: string | null;
};

export type FieldFilter = { readonly search: string; readonly hideEmpty: boolean };

/**
 * All fields of an event: those of the catalogue in its order, then every other leaf of the raw record, a
 * field inside an array once for each element.
 */
export function fieldLines(
  fields: Row,
  leaves: readonly Leaf[],
  { search, hideEmpty }: FieldFilter,
): readonly FieldLine[] {
  const catalogued = FIELDS.filter(({ kind }) => kind !== 'json').map(
    ({ name, title, kind, origin }): FieldLine => ({
      field: name,
      title,
      kind,
      origin,
      value: textOf(fields[name]),
    }),
  );
  const others = leaves
    .filter(({ field }) => findField(field) === undefined)
    .map(({ field, value }): FieldLine => ({ field, title: null, kind: 'path', origin: 'record', value }));
  const wanted = search.trim().toLowerCase();
  return [...catalogued, ...others].filter(
    (line) => !(hideEmpty && line.value === null) && (wanted === '' || mentions(line, wanted)),
  );
}

function mentions({ field, title, value }: FieldLine, wanted: string): boolean {
  return [field, title, value].some((text) => text?.toLowerCase().includes(wanted));
}

function textOf(value: Row[string] | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}
