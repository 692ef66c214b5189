import type { Shape } from './shape.ts';

/** A CloudTrail digest file (cloudtrail.md §3): hashes of log files, no events. */
export const digest: Shape = {
  kind: 'digest',
  recognises: ({ path, objects, brokenObjects, hasRecords }) =>
    [...objects, ...brokenObjects].some(
      (fields) => fields.has('digestS3Object') && fields.has('digestEndTime'),
    ) ||
    (!hasRecords && /_CloudTrail-Digest_(?!.*\.json\.(?!gz$))[^/]*$/.test(path)),
  reading: () => 'It is a CloudTrail digest file: it holds hashes of log files, no events.',
  vouches: true,
};
