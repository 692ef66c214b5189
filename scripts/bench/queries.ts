import type { Database } from '../../main/database/open-database.ts';
import { walkChain } from '../../main/query/chain/chain.ts';
import { readEntity } from '../../main/query/entity/entity.ts';
import { runFacets } from '../../main/query/facet.ts';
import { runHistogram } from '../../main/query/histogram.ts';
import { createSearches } from '../../main/query/search.ts';
import { createStacks } from '../../main/query/stack.ts';
import { ENTITY_FIELDS, entityType } from '../../preload/contract/model/entity.ts';
import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';
import { newSearch } from '../../renderer/state/tab-list.ts';
import { type Timed, timed } from './statistics.ts';

const signal = new AbortController().signal;
const PAGE = 100;
const BUCKETS = 120;

/** The columns, facets and order that a new search tab has; two facets more make twelve. */
const { columns: COLUMNS, facets, sort: NEWEST } = newSearch('', {});
const FACETS = [...facets, 'resource', 'userIdentity.type'];
const BY_NAMES: readonly SortKey[] = [
  { field: 'actor', direction: 'asc' },
  { field: 'eventName', direction: 'asc' },
];

const COLUMN_QUERIES = [
  'outcome:denied',
  'eventName:(Get* OR List*) outcome:denied',
  'actor:role/*',
  'sourceIPAddress:10.0.0.0/8',
  'country:US',
  'userAgent:*boto* awsRegion:us-east-1',
];

/** Answers about the raw records are kept, so each run asks for another text. */
const WORDS =
  'accessdenied signature botocore describeinstances mfaauthenticated us-west-2 terraform console lambda ' +
  'decrypt password dynamodb root getobject x-amz-id-2 assumerole cipher instance policy bucket';

/** The most frequent values of a field. */
async function frequentValues(database: Database, field: string): Promise<readonly string[]> {
  const column = `"${field}"`;
  const rows = await database.rows(
    `select ${column} as value from event where ${column} is not null group by all order by count(*) desc limit 3`,
  );
  return rows.map(({ value }) => String(value));
}

const all = (query: string): Scope => ({ query, from: null, to: null });

/** Times what an investigator does in a search, on entity pages, in chains and stacks, by name; of these the ones asked for. */
export async function measureQueries(
  database: Database,
  runs: number,
  isAskedFor: (name: string) => boolean,
): Promise<ReadonlyMap<string, Timed>> {
  const searches = createSearches(database);
  const figures = new Map<string, Timed>();
  const add = async (name: string, work: (run: number) => Promise<unknown>) => {
    if (isAskedFor(name)) figures.set(name, await timed(runs, work));
  };
  const firstPage = async (query: string, sort = NEWEST) => {
    const { searchId } = await searches.run(all(query), sort, signal);
    return searches.page(searchId, 0, PAGE, COLUMNS, signal);
  };
  const firstMatches = async (query: string) => {
    const first = await searches.runFirst(all(query), NEWEST, signal);
    return first && searches.page(first.searchId, 0, PAGE, COLUMNS, signal);
  };
  const jumps = async (name: string, sort: readonly SortKey[]) => {
    const { searchId, events } = await searches.run(all(''), sort, signal);
    await add(name, (run) => searches.page(searchId, (run * 48_271_001) % events, PAGE, COLUMNS, signal));
  };
  const words = WORDS.split(' ');
  const word = (run: number) => words[run % words.length] ?? '';

  for (const query of COLUMN_QUERIES) await add(`first page: ${query}`, () => firstPage(query));
  await add('first page: everything, newest first', () => firstPage(''));
  await add('first page: everything, by actor and call', () => firstPage('', BY_NAMES));
  await jumps('jump: newest first', NEWEST);
  await jumps('jump: by actor and call', BY_NAMES);
  for (const query of ['', 'outcome:denied']) {
    const name = query === '' ? 'everything' : query;
    await add(`twelve facets: ${name}`, () =>
      runFacets(
        database,
        FACETS.map((field) => ({
          field,
          scope: all(query),
          order: 'common' as const,
          limit: 6,
          contains: '',
          also: [],
        })),
        signal,
      ),
    );
    await add(`histogram: ${name}`, () =>
      runHistogram(database, { scope: all(query), by: 'outcome', buckets: BUCKETS }, signal),
    );
  }
  await add('first matches: a frequent text', (run) => firstMatches(word(run)));
  await add('first page: a frequent text', (run) => firstPage(word(run)));
  await add('first page: a text that no record holds', (run) => firstPage(`no-such-text-${run}`));
  await add('first page: a value at a JSON path', (run) =>
    firstPage(`requestParameters.userName:user-${run}`),
  );
  for (const type of entityType.options) {
    const values = await frequentValues(database, ENTITY_FIELDS[type]);
    await add(`entity page: ${type}`, (run) =>
      readEntity(
        database,
        { entity: { type, value: values[run % values.length] ?? '' }, scope: all('') },
        signal,
      ),
    );
  }
  const keys = await frequentValues(database, ENTITY_FIELDS['access-key']);
  await add('session chain: an access key', (run) =>
    walkChain(
      database,
      { start: keys[run % keys.length] ?? '', recordId: null, scope: all(''), includeServices: false },
      signal,
    ),
  );
  for (const field of ['actor', 'eventName', 'resource']) {
    await add(`stack: ${field}`, () =>
      createStacks(database).run(
        { field, scope: all(''), order: 'rare', contains: '', offset: 0, limit: PAGE },
        signal,
      ),
    );
  }
  return figures;
}
