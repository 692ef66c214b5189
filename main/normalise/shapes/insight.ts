import { s3Delivery } from './s3-delivery.ts';
import { RECORDS, type Shape } from './shape.ts';

/** A delivery of CloudTrail Insights: the layout of S3 delivery under a name of its own. */
export const insight: Shape = {
  kind: 'insight',
  recognises: (head) =>
    s3Delivery.recognises(head) &&
    (/_CloudTrail-Insight_[^/]*$|\/CloudTrail-Insight\//.test(head.path) ||
      (head.objects.length > 0 && head.objects.every((fields) => fields.has('insightDetails')))),
  reading: RECORDS,
};
