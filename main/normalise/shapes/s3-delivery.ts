import { RECORDS, type Shape } from './shape.ts';

/** `{"Records":[…]}` as CloudTrail delivers it to S3, also with no record in it or cut off before the first. */
export const s3Delivery: Shape = {
  kind: 's3-delivery',
  recognises: (head) => {
    const { batches, topValues } = head.structure;
    if (batches === 0 || topValues !== 1) return false;
    return head.hasRecords || head.objects.length === 0;
  },
  reading: RECORDS,
};
