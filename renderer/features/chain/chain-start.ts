import type { EventDetail } from '../../../preload/contract/model/event.ts';

const LEADS = /^arn:[^:]*:(sts::\d*:(assumed-role|federated-user)\/|iam::\d*:(user\/|root$))/;

/**
 * What the chain of an event starts from: the access key that signed it; of a call by an AWS service, the one that it
 * gave out; else the ARN of who made it. Null where the event names none of them.
 */
export function chainStartOf({ fields, raw }: Pick<EventDetail, 'fields' | 'raw'>): string | null {
  const key = fields['userIdentity.accessKeyId'];
  if (typeof key === 'string' && key !== '') return key;
  const given = issuedKeyOf(raw);
  if (given !== null) return given;
  const arn = fields['userIdentity.arn'];
  return typeof arn === 'string' && LEADS.test(arn) ? arn : null;
}

function issuedKeyOf(raw: string): string | null {
  if (!raw.includes('credentials')) return null;
  try {
    const record = JSON.parse(raw) as {
      readonly responseElements?: { readonly credentials?: { readonly accessKeyId?: unknown } | null } | null;
    };
    const key = record.responseElements?.credentials?.accessKeyId;
    return typeof key === 'string' && key !== '' ? key : null;
  } catch {
    return null;
  }
}
