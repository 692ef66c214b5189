import { hasObjectWith, wrapsRecords } from '../head-fields.ts';
import { unwrapJson } from '../unwrap-json.ts';
import type { Shape } from './shape.ts';

/**
 * Log events of CloudWatch Logs whose messages are records: the answers of filter-log-events and get-log-events
 * (`events`), the messages of a subscription, also as Firehose joins them (`logEvents`), or a log event a line.
 */
export const cloudWatchLogs: Shape = {
  kind: 'cloudwatch-logs',
  recognises: (head) =>
    wrapsRecords(head) &&
    (hasObjectWith(head, 'logEvents') ||
      hasObjectWith(head, 'events') ||
      ['timestamp', 'ingestionTime', 'eventId', 'logStreamName'].some((field) =>
        hasObjectWith(head, 'message', field),
      )),
  reading: { form: 'json', listKeys: ['events', 'logEvents'], unwrap: unwrapJson() },
};
