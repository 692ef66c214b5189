import type { EntryHead } from './entry-head.ts';
import { aggregated } from './shapes/aggregated.ts';
import { array } from './shapes/array.ts';
import { cloudWatchLogs } from './shapes/cloudwatch-logs.ts';
import { digest } from './shapes/digest.ts';
import { elastic } from './shapes/elastic.ts';
import { empty } from './shapes/empty.ts';
import { eventHistoryCsv } from './shapes/event-history-csv.ts';
import { eventBridge } from './shapes/eventbridge.ts';
import { foreign } from './shapes/foreign.ts';
import { insight } from './shapes/insight.ts';
import { lakeSign } from './shapes/lake-sign.ts';
import { logLines } from './shapes/log-lines.ts';
import { lookupEvents } from './shapes/lookup-events.ts';
import { ndjson } from './shapes/ndjson.ts';
import { object } from './shapes/object.ts';
import { objectMetadata } from './shapes/object-metadata.ts';
import { ocsf } from './shapes/ocsf.ts';
import { publicKeys } from './shapes/public-keys.ts';
import { athenaCsv, lakeCsv } from './shapes/query-csv.ts';
import { s3Delivery } from './shapes/s3-delivery.ts';
import { securityLakeParquet } from './shapes/security-lake-parquet.ts';
import type { Shape } from './shapes/shape.ts';
import { splunk } from './shapes/splunk.ts';
import { timesketch } from './shapes/timesketch.ts';
import { wrapped } from './shapes/wrapped.ts';

/** The input shapes in the order in which they are tried; a new shape is one file and one line here. */
const shapes: readonly Shape[] = [
  empty,
  securityLakeParquet,
  digest,
  lakeSign,
  objectMetadata,
  publicKeys,
  eventHistoryCsv,
  lakeCsv,
  athenaCsv,
  insight,
  aggregated,
  s3Delivery,
  logLines,
  timesketch,
  elastic,
  array,
  ndjson,
  object,
  ocsf,
  lookupEvents,
  cloudWatchLogs,
  eventBridge,
  splunk,
  wrapped,
];

/** The shape of an entry, by content first and by name second; `foreign` when nothing fits. */
export function recognise(head: EntryHead): Shape {
  return shapes.find((shape) => shape.recognises(head)) ?? foreign;
}
