import { useDeferredValue, useMemo } from 'react';
import { FIELDS, findField } from '../../../preload/contract/model/field.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { fieldName, parseFieldName } from '../../../preload/contract/query/field-path.ts';
import { useCall } from '../../data/use-call.ts';
import { matchingFields } from '../query-input/completion.ts';

/** A field that can be shown: of the catalogue, or a path seen in the events, or one that was typed. */
type FieldChoice = {
  readonly name: string;
  readonly title: string | null;
  /** In how many of the sampled events a path was seen; null for catalogued and typed ones. */
  readonly events: number | null;
};

export type FieldChoices = {
  readonly choices: readonly FieldChoice[];
  /** Events that were looked at for their paths, null until they were. */
  readonly sampled: number | null;
};

/** Fields whose name or title contains what was typed: the catalogue's first, then paths of the matching events. */
export function useFieldChoices(typed: string, scope: Scope, enabled: boolean): FieldChoices {
  const wanted = useDeferredValue(typed.trim());
  const { data } = useCall('field.paths', { scope, contains: wanted }, { enabled });
  return useMemo(() => {
    const catalogued = (wanted === '' ? FIELDS : matchingFields(wanted, FIELDS.length)).map(toChoice);
    const others = (data?.paths ?? [])
      .filter(
        ({ path }) => findField(path) === undefined && path.toLowerCase().includes(wanted.toLowerCase()),
      )
      .map(({ path, events }) => ({ name: path, title: null, events }));
    const found = [...catalogued, ...others];
    return { choices: [...typedChoice(wanted, found), ...found], sampled: data?.sampled ?? null };
  }, [wanted, data]);
}

function toChoice({ name, title }: { readonly name: string; readonly title: string }): FieldChoice {
  return { name, title, events: null };
}

/** What was typed as a path of its own, when it is one that is not listed. */
function typedChoice(typed: string, found: readonly FieldChoice[]): readonly FieldChoice[] {
  const path = typed === '' ? null : parseFieldName(typed);
  if (path === null) return [];
  const name = fieldName(path);
  const known = found.some((choice) => choice.name.toLowerCase() === name.toLowerCase());
  return known || !typed.includes('.') ? [] : [{ name, title: null, events: null }];
}
