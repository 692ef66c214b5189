import { array } from './array.ts';
import { ndjson } from './ndjson.ts';
import { object } from './object.ts';
import { s3Delivery } from './s3-delivery.ts';
import { RECORDS, type Shape } from './shape.ts';

/** The layouts that summaries come in. */
const layouts: readonly Shape[] = [s3Delivery, array, ndjson, object];

/** Summaries of data events over five minutes, which a trail delivers under a name of its own. */
export const aggregated: Shape = {
  kind: 'aggregated',
  recognises: (head) =>
    layouts.some((layout) => layout.recognises(head)) &&
    (/_CloudTrail-Aggregated_[^/]*$|\/CloudTrail-Aggregated\//.test(head.path) ||
      (head.objects.length > 0 &&
        head.objects.every((fields) => fields.get('eventType') === 'AwsAggregatedEvent'))),
  reading: RECORDS,
};
