import type { Condition } from '../../../preload/contract/query/query-node.ts';
import { compareText, limitsOf } from './where-compare.ts';
import type { Bind } from './where-parameters.ts';
import { matchPattern } from './where-pattern.ts';

/**
 * The elements of an array and of the arrays in it, three deep; anything else is its own only element. No
 * CloudTrail record is known to nest arrays deeper.
 */
const ELEMENTS = [
  "if(json_type(x) = 'ARRAY',",
  "list_concat(json_extract(x, '$[*]'), json_extract(x, '$[*][*]'), json_extract(x, '$[*][*][*]')),",
  '[x])',
].join(' ');

/**
 * The text of a value, and of all it holds: scalars as text, objects as compact JSON, arrays by their elements, and an
 * array without any as `[]`.
 */
const TEXTS = [
  "if(json_type(x) in ('OBJECT', 'ARRAY'),",
  "list_transform(list_filter(list_append(json_extract(x, '$..*'), x),",
  "lambda y: json_type(y) <> 'ARRAY' or json_array_length(y) = 0),",
  "lambda y: json_extract_string(y, '$')),",
  "[json_extract_string(x, '$')])",
].join(' ');

/** JSON pointer of one key: unlike DuckDB's own paths it takes any text, and never means a wildcard. */
export function pointer(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The JSON values at a path of the raw record, as an SQL list; any element of an array on the way counts. */
export function pathValues(path: readonly string[], bind: Bind): string {
  const [first = '', ...rest] = path;
  const extract = (key: string, from: string) => `json_extract(${from}, ${bind(pointer(key))}::varchar)`;
  return rest.reduce(
    (values, key) =>
      `list_transform(flatten(list_transform(${values}, lambda x: ${ELEMENTS})), lambda x: ${extract(key, 'x')})`,
    `[${extract(first, 'raw')}]`,
  );
}

/** The texts at a path of the raw record, as an SQL list; null where the record has nothing there. */
export function pathTexts(path: readonly string[], bind: Bind): string {
  return `flatten(list_transform(${pathValues(path, bind)}, lambda x: ${TEXTS}))`;
}

/**
 * A cheap test that a record has the key at all, which spares parsing most of them. A key may be spelled with
 * escapes, so a record with any `\u` passes, and a key that must or may be escaped otherwise is not tested.
 */
export function mayHoldKey(path: readonly string[], bind: Bind): string | null {
  const key = path.at(-1) ?? '';
  if (/["\\/\p{Cc}]/u.test(key)) return null;
  return `(contains(raw, ${bind(`"${key}"`)}) or contains(raw, '\\u'))`;
}

function conditionOn(subject: string, condition: Condition, bind: Bind): string {
  switch (condition.kind) {
    case 'matches':
      return matchPattern(subject, condition.pattern, bind);
    case 'regex':
      return `regexp_matches(${subject}, ${bind(condition.source)}, 'i')`;
    case 'compare':
    case 'range':
      return compareText(subject, limitsOf(condition), bind);
    case 'exists':
      return `${subject} is not null`;
  }
}

/** A condition on a JSON path of the record: whether any value there meets it. Never true where there is none. */
export function wherePath(path: readonly string[], condition: Condition, bind: Bind): string {
  const test =
    condition.kind === 'exists'
      ? `list_bool_or(list_transform(${pathValues(path, bind)}, lambda x: json_type(x) <> 'NULL'))`
      : `list_bool_or(list_transform(${pathTexts(path, bind)}, lambda x: ${conditionOn('x', condition, bind)}))`;
  const guard = mayHoldKey(path, bind);
  return guard === null ? test : `(${guard} and ${test})`;
}
