import type { z } from 'zod';
import {
  type chartKind,
  type PanelInfo,
  type PanelOption,
  panelInfo,
} from '../../../preload/contract/model/panel.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { type Placeholder, placeholdersOf } from './panel-catalogue-placeholders.ts';

/** A panel's file that cannot be used: the message names the file and the line. */
export class PanelFileError extends Error {
  override readonly name = 'PanelFileError';

  constructor(file: string, line: number, problem: string) {
    super(`${file}:${line}: ${problem}`);
  }
}

/**
 * A part of the query that selects the events a panel counts. It holds always (`when` is null), or only when
 * an option has a certain value, or (`value` null) when a built-in list is not empty.
 */
type QueryPart = {
  readonly when: { readonly name: string; readonly value: string | null } | null;
  readonly query: string;
};

/** A panel as its file says. */
export type Panel = {
  readonly info: PanelInfo;
  readonly queryParts: readonly QueryPart[];
  /** The panel counts only the events of its rows, so that its messages are found by the rows' keys. */
  readonly messagesByRows: boolean;
  /** Columns of keys that a row leaves out where they are null: it stands for any value of them. */
  readonly optionalColumns: readonly string[];
  readonly placeholders: readonly Placeholder[];
  /** Rows of a result at most; null for what any panel may have. */
  readonly mostRows: number | null;
};

/** Values that the runner gives to every panel, beside the panel's own options. */
const BUILT_INS = ['range_from', 'range_to', 'bucket', 'home_countries', 'short_lived'] as const;

type Entry = { readonly key: string; readonly value: string; readonly line: number };
type Header = { readonly entries: readonly Entry[]; readonly sql: string; readonly sqlLine: number };

const ENTRY = /^-- ([a-z]+(?: when [a-z_]+(?:=[^:]+)?)?):(?: (.*))?$/;
const CONTINUATION = /^-- {2,}(\S.*)$/;
const OPTION = /^([a-z_]+) \((.+?)\) = (.+)$/;
const KEY = /^([^=\s?]+)(\?)?(?:=(\S+))?$/;

const SINGLE = [
  'title',
  'chart',
  'stack',
  'size',
  'keys',
  'description',
  'condition',
  'original',
  'window',
  'messages',
  'rows',
  'needs',
  'absent',
  'empty',
];
const REPEATED = ['option', 'pitfall', 'query'];

/** Splits a file into the entries of its header, continuation lines joined, and the SELECT below them. */
function splitHeader(file: string, text: string): Header {
  const lines = text.split('\n');
  const entries: { key: string; value: string; line: number }[] = [];
  let at = 0;
  for (; lines[at]?.startsWith('--'); at++) {
    const line = lines[at] ?? '';
    const entry = ENTRY.exec(line);
    const more = CONTINUATION.exec(line)?.[1];
    const last = entries.at(-1);
    if (entry) entries.push({ key: entry[1] ?? '', value: (entry[2] ?? '').trim(), line: at + 1 });
    else if (more && last) last.value = `${last.value} ${more.trim()}`.trim();
    else throw new PanelFileError(file, at + 1, 'expected “-- key: value”, or a further line “--   text”.');
  }
  const sql = lines.slice(at).join('\n').trim();
  return { entries, sql, sqlLine: at + 1 };
}

function readOption(file: string, { value, line }: Entry): PanelOption {
  const [, name = '', title = '', list = ''] = OPTION.exec(value) ?? [];
  const values = list.split(',').map((choice) => {
    const [chosen = '', label = ''] = choice.split('|').map((part) => part.trim());
    return { value: chosen, title: label };
  });
  const [first] = values;
  if (name === '' || !first || values.length < 2 || values.some((choice) => !choice.value || !choice.title)) {
    throw new PanelFileError(file, line, 'expected “option: name (Title) = value|Title, value|Title …”.');
  }
  return { name, title, values, default: first.value };
}

type Key = { readonly column: string; readonly field: string; readonly optional: boolean };

function readKeys(file: string, entry: Entry | undefined): readonly Key[] {
  if (!entry || entry.value === '') return [];
  return entry.value.split(',').map((text) => {
    const [, column, optional, field] = KEY.exec(text.trim()) ?? [];
    if (!column) {
      throw new PanelFileError(
        file,
        entry.line,
        `“${text.trim()}” is not “column”, “column?” or “column=field”.`,
      );
    }
    return { column, field: field ?? column, optional: optional !== undefined };
  });
}

function readQueryPart(
  file: string,
  { key, value, line }: Entry,
  options: readonly PanelOption[],
): QueryPart {
  const condition = key.slice('query when '.length);
  if (key === 'query') return { when: null, query: value };
  const [name = '', chosen] = condition.split('=');
  const option = options.find((candidate) => candidate.name === name);
  const known = option
    ? option.values.some((choice) => choice.value === chosen)
    : chosen === undefined && (BUILT_INS as readonly string[]).includes(name);
  if (!known) throw new PanelFileError(file, line, `“${condition}” is not a value of an option.`);
  return { when: { name, value: chosen ?? null }, query: value };
}

/** The query that holds with the default of every option. */
function defaultQuery(parts: readonly QueryPart[], options: readonly PanelOption[]): readonly string[] {
  return parts
    .filter(({ when }) => {
      if (when === null) return true;
      return options.find((option) => option.name === when.name)?.default === when.value;
    })
    .map((part) => part.query);
}

function lineOf(entries: readonly Entry[], key: string): number {
  return entries.find((entry) => entry.key === key)?.line ?? 1;
}

const ENTRY_OF_PROPERTY: Readonly<Record<string, string>> = { windowHours: 'window', pitfalls: 'pitfall' };

function checkInfo(file: string, header: Header, info: z.input<typeof panelInfo>): PanelInfo {
  const parsed = panelInfo.safeParse(info);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const property = String(issue?.path[0] ?? '');
  const entry = ENTRY_OF_PROPERTY[property] ?? property;
  throw new PanelFileError(
    file,
    lineOf(header.entries, entry),
    `${entry}: ${issue?.message ?? 'not valid'}.`,
  );
}

function checkEntries(file: string, { entries, sql, sqlLine }: Header): void {
  const seen = new Set<string>();
  for (const { key, line } of entries) {
    const name = key.split(' ')[0] ?? '';
    if (!SINGLE.includes(name) && !REPEATED.includes(name)) {
      throw new PanelFileError(file, line, `there is no header entry “${name}”.`);
    }
    if (seen.has(key) && name !== 'option' && name !== 'pitfall') {
      throw new PanelFileError(file, line, `“${key}” stands here a second time.`);
    }
    seen.add(key);
  }
  for (const name of ['title', 'chart', 'description', 'condition', 'empty']) {
    if (!seen.has(name)) throw new PanelFileError(file, 1, `the header has no “${name}”.`);
  }
  if (seen.has('needs') !== seen.has('absent')) {
    throw new PanelFileError(file, lineOf(entries, 'needs'), '“needs” and “absent” belong together.');
  }
  const rows = entries.find(({ key }) => key === 'rows');
  if (rows && !/^[1-9]\d{0,3}$/.test(rows.value)) {
    throw new PanelFileError(file, rows.line, '“rows” is a whole number from 1 to 9,999.');
  }
  if (sql === '') throw new PanelFileError(file, sqlLine, 'there is no SELECT below the header.');
}

function checkPlaceholders(file: string, header: Header, options: readonly PanelOption[]): Placeholder[] {
  const found = placeholdersOf(header.sql);
  const builtIns: readonly string[] = BUILT_INS;
  for (const { name, kind, at } of found) {
    const isOption = options.some((option) => option.name === name);
    if (isOption || (kind === 'value' && builtIns.includes(name))) continue;
    const line = header.sqlLine + header.sql.slice(0, at).split('\n').length - 1;
    throw new PanelFileError(file, line, `$${name} is neither an option nor built in.`);
  }
  return found;
}

function checkStack(file: string, stack: Entry | undefined, options: readonly PanelOption[]): void {
  if (!stack?.value.startsWith('$')) return;
  if (options.some(({ name }) => `$${name}` === stack.value)) return;
  throw new PanelFileError(file, stack.line, `${stack.value} is not an option.`);
}

/**
 * Reads a panel from the text of its file: a header of `-- key: value` lines, which may go on with `--   text`,
 * then one SELECT over `event`. Throws PanelFileError. The keys are
 * - title, chart, stack (column, or `$name` for the one an option chooses), size, description, condition, original,
 *   empty: as in PanelInfo;
 * - pitfall: one sentence, any number of times; window: hours before the end of the range that are read;
 * - keys: `column` or `column=field` …; `column?` where a null means any value and the row leaves it out;
 * - option: `name (Title) = value|Title, …`, the default first; `$name` in the SELECT is its value, `"$name"`
 *   the column of that name;
 * - query, query when option=value, query when home_countries: joined they select the events that count;
 * - messages: `rows` where only the events of the rows count, which their keys and buckets then select;
 * - rows: how many rows the result has at most, for lists that are read from the top; with `messages: rows` fewer
 *   where a query could not name them all;
 * - needs, absent: the query of events without which the panel can say nothing, and the sentence that says so.
 */
export function parsePanelFile(file: string, id: string, text: string): Panel {
  const header = splitHeader(file, text);
  checkEntries(file, header);
  const { entries } = header;
  const find = (key: string) => entries.find((entry) => entry.key === key);
  const options = entries.filter((entry) => entry.key === 'option').map((entry) => readOption(file, entry));
  const placeholders = checkPlaceholders(file, header, options);
  checkStack(file, find('stack'), options);
  const queryParts = entries
    .filter((entry) => entry.key.startsWith('query'))
    .map((entry) => readQueryPart(file, entry, options));
  const keys = readKeys(file, find('keys'));
  const window = find('window')?.value;
  const info = checkInfo(file, header, {
    id,
    dashboard: id.split('/')[0] ?? '',
    title: find('title')?.value ?? '',
    chart: (find('chart')?.value ?? '') as z.infer<typeof chartKind>,
    stack: find('stack')?.value ?? null,
    description: find('description')?.value ?? '',
    condition: find('condition')?.value ?? '',
    pitfalls: entries.filter((entry) => entry.key === 'pitfall').map((entry) => entry.value),
    original: find('original')?.value ?? null,
    query: defaultQuery(queryParts, options).reduce(joinQueries, ''),
    keys: keys.map(({ column, field }) => ({ column, field })),
    options,
    windowHours: window === undefined ? null : Number(window),
    empty: find('empty')?.value ?? '',
    needs: find('needs')?.value ?? null,
    absent: find('absent')?.value ?? null,
    size: (find('size')?.value ?? 'medium') as PanelInfo['size'],
    sql: header.sql,
  });
  return {
    info,
    queryParts,
    placeholders,
    messagesByRows: find('messages')?.value === 'rows',
    mostRows: find('rows') === undefined ? null : Number(find('rows')?.value),
    optionalColumns: keys.filter((key) => key.optional).map((key) => key.column),
  };
}
