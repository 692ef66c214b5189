import type {
  EntityPage,
  EntityPlace,
  EntityRef,
  IdentifierFacts,
} from '../../../preload/contract/model/entity.ts';
import { decodeAccount, identifierPrefix } from '../../../preload/contract/model/identifier.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { entityQuery } from '../../../preload/contract/query/entity-query.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { principalQuery } from '../../../preload/contract/query/principal-query.ts';
import type { Database } from '../../database/open-database.ts';
import { scopeCondition } from '../scope-condition.ts';
import { scopeSql } from '../scope-sql.ts';
import { listChanges } from './entity-events.ts';
import { readKeyHistory } from './entity-key.ts';
import { countEntity, type EntityCounts, toPlace } from './entity-lists.ts';

/**
 * Everything the page of an entity shows, of its events within the scope; where a key came from and the place of an
 * address are those of the whole case. An entity the case has nothing of has no events. Throws QueryError for a broken
 * query.
 */
export async function readEntity(
  database: Database,
  { entity, scope }: { readonly entity: EntityRef; readonly scope: Scope },
  signal: AbortSignal,
): Promise<EntityPage> {
  const query = entityQuery(entity);
  const within = { ...scope, query: joinQueries(scope.query, query) };
  const condition = await scopeCondition(database, within, signal);
  const [counts, changes, accounts, place, history] = await Promise.all([
    countEntity(database, entity.type, condition, signal),
    listChanges(database, within, signal),
    readOwnAccounts(database, signal),
    entity.type === 'address' ? readPlace(database, query, signal) : null,
    entity.type === 'access-key' ? readKeyHistory(database, entity.value, signal) : null,
  ]);
  const { outcomes, firstAt, lastAt, lists } = counts;
  return {
    entity,
    query,
    scope: within,
    events: outcomes.success + outcomes.denied + outcomes.failed,
    outcomes,
    firstAt,
    lastAt,
    place,
    key: history && {
      ...identifierFactsOf(entity.value, accounts),
      issued: [...history.issued],
      changed: [...history.changed],
    },
    foreign: entity.type === 'account' ? isForeign(entity.value, accounts) : null,
    principals: counts.principals && toPrincipals(counts.principals, accounts),
    lists: [...lists],
    changes,
  };
}

function toPrincipals(
  { distinct, values }: NonNullable<EntityCounts['principals']>,
  accounts: ReadonlySet<string>,
): EntityPage['principals'] {
  return {
    distinct,
    values: values.map(({ id, events }) => ({
      ...identifierFactsOf(id, accounts),
      events,
      query: principalQuery(id),
    })),
  };
}

function identifierFactsOf(id: string, accounts: ReadonlySet<string>): IdentifierFacts {
  const { account, reason } = decodeAccount(id);
  const prefix = identifierPrefix(id);
  return {
    id,
    prefix: prefix?.prefix ?? null,
    meaning: prefix?.meaning ?? null,
    account,
    notDecodable: reason,
    foreign: account === null ? null : isForeign(account, accounts),
  };
}

/** Null where the case has no account to compare with. */
function isForeign(account: string, accounts: ReadonlySet<string>): boolean | null {
  return accounts.size === 0 ? null : !accounts.has(account);
}

/** The accounts whose trails recorded the events of the case. */
async function readOwnAccounts(database: Database, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const rows = await database.rows(
    'select distinct account from event_without_place where account is not null',
    {},
    { signal },
  );
  return new Set(rows.map((row) => String(row.account)));
}

/** The place of an address, however the query writes it; null where the case does not have the address. */
async function readPlace(
  database: Database,
  query: string,
  signal: AbortSignal,
): Promise<EntityPlace | null> {
  const condition = scopeSql({ query, from: null, to: null });
  const [row] = await database.rows(
    `select * from (select address as "sourceIPAddress", * from "case".main.address) where ${condition.sql} limit 1`,
    condition.parameters,
    { signal },
  );
  return row ? toPlace(row) : null;
}
