/** What a kind of source is called, and what it cannot carry of a CloudTrail record; null where it carries all of it. */
export type SourceKind = { readonly title: string; readonly lacks: string | null };

const whole = (title: string): SourceKind => ({ title, lacks: null });

/** Every kind of file, archive and archive member that the ledger knows, by its name there. */
export const SOURCE_KINDS = {
  's3-delivery': whole('S3 delivery'),
  insight: whole('CloudTrail Insights'),
  aggregated: {
    title: 'Aggregated events',
    lacks:
      'Each is a count of data events over five minutes: no single call, caller, address or exact time; its time here is the beginning of its window.',
  },
  array: whole('JSON list'),
  ndjson: whole('NDJSON'),
  object: whole('Single record'),
  'lookup-events': {
    title: 'lookup-events',
    lacks:
      'Events without CloudTrailEvent tell the time, call, user name, access key and resources only: no address, user agent, region, account, error, request or response.',
  },
  'event-history-csv': {
    title: 'Event history CSV',
    lacks:
      'The console’s CSV tells the time, call, user name, access key, address, error code and resources only: no identity, request, response or session. Until 2020 it had no service and no user agent either.',
  },
  'athena-csv': {
    title: 'Athena CSV',
    lacks: 'A query’s result has the columns that were selected; fields of other columns are missing.',
  },
  'lake-csv': {
    title: 'CloudTrail Lake CSV',
    lacks:
      'Without the column eventJson a query’s result has the columns that were selected; fields of other columns are missing.',
  },
  'lake-sign': whole('CloudTrail Lake sign file'),
  'cloudwatch-logs': whole('CloudWatch Logs'),
  eventbridge: whole('EventBridge'),
  splunk: whole('Splunk export'),
  ocsf: {
    title: 'OCSF (Security Lake)',
    lacks:
      'What OCSF has no place for comes as texts where CloudTrail had numbers and true or false, and null as nothing. Version 1.0.0-rc.2 has most requests and responses in part only.',
  },
  'security-lake-parquet': {
    title: 'Security Lake Parquet',
    lacks:
      'What OCSF has no place for comes as texts where CloudTrail had numbers and true or false, and null as nothing. Version 1.0.0-rc.2 has most requests and responses in part only. A row has a number, no byte position.',
  },
  elastic: {
    title: 'Elasticsearch export',
    lacks:
      'Documents without event.original lack what the pipeline dropped: empty values, shared event IDs, addenda, source identities; requests that are no JSON are left as text.',
  },
  timesketch: {
    title: 'Timesketch timeline',
    lacks:
      'Events without cloud_trail_event tell the time, call, address, user and resources only: no user agent, region, error, request or response.',
  },
  wrapped: whole('Wrapped JSON'),
  'log-lines': whole('Log lines'),
  digest: whole('CloudTrail digest'),
  'object-metadata': whole('S3 object metadata'),
  'public-keys': whole('CloudTrail public keys'),
  empty: whole('Empty'),
  foreign: whole('Not CloudTrail'),
  zip: whole('zip archive'),
  tar: whole('tar archive'),
  'tar.gz': whole('tar.gz archive'),
  'tar.xz': whole('tar.xz archive'),
  'tar.zst': whole('tar.zst archive'),
  refused: whole('Refused'),
  unreadable: whole('Unreadable'),
} as const satisfies Readonly<Record<string, SourceKind>>;

export type SourceKindName = keyof typeof SOURCE_KINDS;

/** The kind of that name; of a name that a newer version wrote, just the name. */
export function sourceKindOf(name: string): SourceKind {
  return Object.hasOwn(SOURCE_KINDS, name) ? SOURCE_KINDS[name as SourceKindName] : whole(name);
}
