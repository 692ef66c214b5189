import type { DuplicateReason } from './ledger.ts';

/** What each reason for a duplicate is called, and what it says of how the event came to be delivered twice. */
export const DUPLICATE_REASONS: Readonly<
  Record<DuplicateReason, { readonly title: string; readonly text: string }>
> = {
  'same-file': {
    title: 'Twice in one file',
    text: 'One file holds the event more than once. CloudTrail itself does so now and then; files put together from others do too.',
  },
  'same-content': {
    title: 'The same file twice',
    text: 'Two files have the same content: copies in other folders or archives, or a log both packed and unpacked.',
  },
  'changed-file': {
    title: 'A file that changed',
    text: 'The file was read before, with another content under the same path. Events of both contents are duplicates.',
  },
  'other-shape': {
    title: 'Another way of collecting',
    text: 'Files of different shapes hold the event, such as a delivery to S3 and an export of the event history.',
  },
  organisation: {
    title: 'Organisation trail and account trail',
    text: 'One file lies in the folder of an organisation’s trail (AWSLogs/o-…), the other one in that of an account’s own trail.',
  },
  'other-trail': {
    title: 'Two trails',
    text: 'The files lie in the folders of different trails: in front of AWSLogs their paths differ.',
  },
  'other-region': {
    title: 'Delivered under two regions',
    text: 'The names of the files are of different regions. Trails deliver events of global services, such as IAM and STS, with those of several regions.',
  },
  redelivered: {
    title: 'Delivered again',
    text: 'Two files of one account and region hold the event: CloudTrail delivers at least once, and sometimes again.',
  },
  'other-file': {
    title: 'In two files',
    text: 'Two files hold the event. Their names do not tell why.',
  },
};
