import type { ParsedInput } from '../../preload/contract/methods.ts';
import type {
  CaseIntegrity,
  DigestChain,
  IntegrityFinding,
  IntegrityLevel,
  IntegrityRule,
  KeptKey,
  SignatureState,
} from '../../preload/contract/model/integrity.ts';
import type { Row } from '../../preload/contract/model/panel.ts';
import { groupBy } from '../database/group-by.ts';
import type { Database } from '../database/open-database.ts';

/** Of chains, and of spans of one, so many are told; a trail of every region for years has fewer. */
const MOST_CHAINS = 1000;
const MOST_SPANS = 500;
const MOST_UNREAD = 10_000;

const number = (value: unknown): number => Number(value ?? 0);
const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

/** What vouches for the files of the case, as it was last checked. */
export async function readIntegrity(database: Database): Promise<CaseIntegrity> {
  const [sums] = await database.rows(
    `select
       (select value from "case".main.case_property where name = 'integrity_checked_at') as checked_at,
       (select count(*) from "case".main.integrity_document) as documents,
       (select count(*) from "case".main.integrity_document join "case".main.source using (source_id)
        where kind = 'digest') as digests,
       (select count(*) from "case".main.integrity_sign_file) as sign_files,
       (select count(*) from "case".main.integrity_document join "case".main.source using (source_id)
        where kind = 'object-metadata') as saved_signatures,
       (select count(*) from "case".main.integrity_finding where severity = 'wrong') as wrong,
       (select count(*) from "case".main.integrity_finding where severity = 'note') as notes`,
  );
  return {
    checkedAt: number(sums?.documents) === 0 ? null : text(sums?.checked_at),
    digests: number(sums?.digests),
    signFiles: number(sums?.sign_files),
    savedSignatures: number(sums?.saved_signatures),
    unreadSourceIds: await listUnread(database),
    levels: await countLevels(database),
    wrong: number(sums?.wrong),
    notes: number(sums?.notes),
    chains: await listChains(database),
    keys: await listKeys(database),
    wantedKeys: await listWantedKeys(database),
  };
}

async function listUnread(database: Database): Promise<number[]> {
  const rows = await database.rows(
    `select source_id from "case".main.source as s
     where kind in ('digest', 'lake-sign') and status = 'skipped'
       and not exists (from "case".main.integrity_document as d where d.source_id = s.source_id)
     order by source_id limit ${MOST_UNREAD}`,
  );
  return rows.map((row) => Number(row.source_id));
}

/**
 * Files with records by level, and the events that files of it delivered: one that was delivered at two levels counts at
 * both, as in a query for `delivery.integrity`.
 */
async function countLevels(database: Database): Promise<CaseIntegrity['levels']> {
  const rows = await database.rows(
    `with further as (
       select distinct d.record_id, again.integrity as level
       from "case".main.duplicate as d
       join source as again on again.source_id = d.source_id
       join "case".main.record as r on r.record_id = d.record_id
       join source as first on first.source_id = r.source_id
       where again.integrity <> first.integrity
     )
     select integrity as level, count(*) as files,
       sum(events)::bigint + (select count(*) from further where further.level = source.integrity) as events
     from source where status in ('read', 'damaged') group by integrity`,
  );
  return rows.map((row) => ({
    level: String(row.level) as IntegrityLevel,
    files: number(row.files),
    events: number(row.events),
  }));
}

async function listChains(database: Database): Promise<DigestChain[]> {
  const spans = await database.rows(
    `with stepped as (
       select *,
         (
           level is distinct from lag(level) over in_order
           or start_at is distinct from lag(end_at) over in_order
         )::int as begins
       from "case".main.integrity_digest
       window in_order as (partition by chain order by start_at, end_at)
     ),
     numbered as (
       select *, sum(begins) over (partition by chain order by start_at, end_at rows unbounded preceding) as span
       from stepped
     )
     select chain, span, any_value(level) as level, min(start_at) as from_at, max(end_at) as to_at,
       count(*) as digests, sum(log_files)::bigint as log_files
     from numbered where span <= ${MOST_SPANS} and chain < ${MOST_CHAINS}
     group by chain, span order by chain, span`,
    {},
    { maxRows: MOST_CHAINS * MOST_SPANS },
  );
  const spansByChain = groupBy(spans, ({ chain }) => String(chain));
  const rows = await database.rows(
    `select chain, any_value(account) as account, any_value(region) as region, any_value(trail) as trail,
       any_value(backfill) as backfill, min(start_at) as from_at, max(end_at) as to_at, count(*) as digests,
       count(*) filter (log_files = 0) as empty, sum(log_files)::bigint as log_files,
       ${SIGNATURES.map((state) => `count(*) filter (signature = '${state}') as "${state}"`).join(', ')}
     from "case".main.integrity_digest where chain < ${MOST_CHAINS}
     group by chain order by account, region, trail, backfill`,
  );
  return rows.map((row) => ({
    account: String(row.account),
    region: String(row.region),
    trail: String(row.trail),
    backfill: row.backfill === true,
    fromAt: String(row.from_at),
    toAt: String(row.to_at),
    digests: number(row.digests),
    emptyDigests: number(row.empty),
    logFiles: number(row.log_files),
    signatures: Object.fromEntries(SIGNATURES.map((state) => [state, number(row[state])])) as Record<
      SignatureState,
      number
    >,
    spans: (spansByChain.get(String(row.chain)) ?? []).map(spanOf),
  }));
}

const SIGNATURES: readonly SignatureState[] = ['verified', 'invalid', 'key-not-given', 'signature-not-given'];

function spanOf(row: Row): DigestChain['spans'][number] {
  return {
    fromAt: String(row.from_at),
    toAt: String(row.to_at),
    level: String(row.level) as IntegrityLevel,
    digests: number(row.digests),
    logFiles: number(row.log_files),
  };
}

async function listKeys(database: Database): Promise<KeptKey[]> {
  const rows = await database.rows(
    `with named as (
       select fingerprint from "case".main.integrity_digest
       union all select fingerprint from "case".main.integrity_sign_file
     )
     select k.*, (select count(*) from named as n where n.fingerprint = k.fingerprint) as names
     from "case".main.public_key as k order by valid_from, fingerprint`,
  );
  return rows.map((row) => ({
    fingerprint: String(row.fingerprint),
    validFromAt: text(row.valid_from),
    validToAt: text(row.valid_to),
    addedAt: String(row.added_at),
    names: number(row.names),
  }));
}

/** By region, the time of the digests whose signature is there, or will be with the next digest, but not the key. */
async function listWantedKeys(database: Database): Promise<CaseIntegrity['wantedKeys']> {
  const rows = await database.rows(
    `select region, min(start_at) as from_at, max(end_at) as to_at, count(*) as digests,
       to_json(list(distinct fingerprint order by fingerprint) filter (fingerprint is not null)) as fingerprints
     from "case".main.integrity_digest as d
     where fingerprint is null or fingerprint not in (select fingerprint from "case".main.public_key)
     group by region order by region`,
  );
  return rows.map((row) => ({
    region: String(row.region),
    fromAt: String(row.from_at),
    toAt: String(row.to_at),
    fingerprints: JSON.parse(String(row.fingerprints ?? '[]')) as string[],
    digests: number(row.digests),
  }));
}

const OF_FINDINGS = `
  ($severity::varchar is null or severity = $severity::varchar)
  and ($rule::varchar is null or rule = $rule::varchar)
  and ($sourceId::integer is null or source_id = $sourceId::integer)`;

/** A page of the findings, wrong ones first, and how many there are by rule. */
export async function findFindings(
  database: Database,
  { severity, rule, sourceId, limit, offset }: ParsedInput<'integrity.findings'>,
): Promise<{
  total: number;
  rules: { rule: IntegrityRule; severity: IntegrityFinding['severity']; findings: number }[];
  findings: IntegrityFinding[];
}> {
  const parameters = { severity, rule, sourceId };
  const rules = await database.rows(
    `select rule, severity, count(*) as findings from "case".main.integrity_finding
     where ($sourceId::integer is null or source_id = $sourceId::integer)
     group by rule, severity order by severity desc, findings desc, rule`,
    { sourceId },
  );
  const [count] = await database.rows(
    `select count(*) as findings from "case".main.integrity_finding where ${OF_FINDINGS}`,
    parameters,
  );
  const rows = await database.rows(
    `select severity, rule, source_id, path, message from "case".main.integrity_finding where ${OF_FINDINGS}
     order by severity desc, number limit $limit offset $offset`,
    { ...parameters, limit, offset },
  );
  return {
    total: number(count?.findings),
    rules: rules.map((row) => ({
      rule: String(row.rule) as IntegrityRule,
      severity: row.severity === 'wrong' ? 'wrong' : 'note',
      findings: number(row.findings),
    })),
    findings: rows.map((row) => ({
      severity: row.severity === 'wrong' ? 'wrong' : 'note',
      rule: String(row.rule) as IntegrityRule,
      sourceId: row.source_id === null ? null : Number(row.source_id),
      path: text(row.path),
      message: String(row.message),
    })),
  };
}
